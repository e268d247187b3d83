import { createHmac } from 'node:crypto';

/**
 * `X-Twilio-Signature`: base64 HMAC-SHA1, keyed by the account's auth token, of the URL followed by every form
 * parameter sorted by name, as name + value. WebSocket handshakes sign the URL alone, exactly as the TwiML wrote it.
 */
export function signRequest(
  url: string,
  authToken: string,
  parameters: Readonly<Record<string, string>> = {},
): string {
  const hmac = createHmac('sha1', authToken).update(url, 'utf8');
  for (const name of Object.keys(parameters).sort()) hmac.update(name + (parameters[name] ?? ''), 'utf8');
  return hmac.digest('base64');
}
