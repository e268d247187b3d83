/** Who sent a request: Twilio's signature, on webhooks and on WebSocket handshakes. See docs/telephony.md. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';

export type SignatureCheck =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code:
        'TEL_SIGNATURE_MISSING' | 'TEL_SIGNATURE_WRONG' | 'TEL_SIGNATURE_STALE' | 'TEL_BODY_HASH_WRONG';
    };

export interface TwilioSigned {
  /**
   * The address exactly as the carrier knows it: for a WebSocket the `wss://` URL of the TwiML, for a webhook the public
   * URL with path and query. Built from configuration ({@link signedUrl}), never from the `Host` header.
   */
  readonly url: string;
  /** `X-Twilio-Signature`. */
  readonly signature: string | readonly string[] | undefined;
  /** Fields of a form body. */
  readonly params?: Readonly<Record<string, string | readonly string[]>>;
  /** For JSON webhooks (the URL then carries `bodySHA256`). */
  readonly rawBody?: string | Uint8Array;
  /** Primary and, during rotation, secondary token. */
  readonly authTokens: readonly string[];
}

/** Checks one request. Compares in constant time. */
export function checkTwilioSignature(request: TwilioSigned): SignatureCheck {
  const { signature } = request;
  if (typeof signature !== 'string' || signature === '') return { ok: false, code: 'TEL_SIGNATURE_MISSING' };
  if (!URL.canParse(request.url)) return { ok: false, code: 'TEL_SIGNATURE_WRONG' };
  const bodyHash = new URL(request.url).searchParams.get('bodySHA256');
  const params = bodyHash === null ? { ...request.params } : {};
  const url = withSocketPort(request.url);
  const matches = request.authTokens.filter(
    (token) => token !== '' && validateRequest(token, signature, url, params),
  );
  if (matches.length === 0) return { ok: false, code: 'TEL_SIGNATURE_WRONG' };
  if (bodyHash !== null && !sameHash(bodyHash, request.rawBody ?? ''))
    return { ok: false, code: 'TEL_BODY_HASH_WRONG' };
  return { ok: true };
}

/** The public URL of a request: origin (and path prefix) from configuration, path and query as received. */
export function signedUrl(publicUrl: string, requestTarget: string, scheme: 'http' | 'ws' = 'http'): string {
  const base = publicUrl.replace(/\/+$/, '').replace(/^http/, scheme);
  return base + (requestTarget.startsWith('/') ? requestTarget : `/${requestTarget}`);
}

/**
 * The library tries a URL without a port, as given, and with the standard one, which it takes to be 80 for `wss:`. Giving
 * it the right port makes it try both forms that the carrier may have signed.
 */
function withSocketPort(url: string): string {
  return url.replace(/^wss:\/\/([^/?#:[\]]+|\[[^\]]*\])(?=[/?#]|$)/, 'wss://$1:443');
}

function sameHash(expected: string, body: string | Uint8Array): boolean {
  const actual = createHash('sha256').update(body).digest();
  const wanted = Buffer.from(expected, 'hex');
  return wanted.length === actual.length && timingSafeEqual(wanted, actual);
}
