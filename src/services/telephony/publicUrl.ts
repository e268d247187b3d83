import { WeaverError } from '../../types/errors/index.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The server's address as carriers know it. Plain http is taken for loopback only (the simulator); carriers need https.
 * Raises TEL_URL_INVALID.
 */
export function publicBase(publicUrl: string): URL {
  if (!URL.canParse(publicUrl)) throw new WeaverError('TEL_URL_INVALID', { problem: 'not a URL' });
  const url = new URL(publicUrl);
  if (url.search !== '' || url.hash !== '')
    throw new WeaverError('TEL_URL_INVALID', { problem: 'it has a query or fragment' });
  if (url.username !== '' || url.password !== '')
    throw new WeaverError('TEL_URL_INVALID', { problem: 'it has a user name' });
  const local = LOOPBACK.test(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && local)) return url;
  throw new WeaverError('TEL_URL_INVALID', { problem: 'it must begin with https://' });
}

/** `https://host/path` for a path of ours. */
export function httpUrl(publicUrl: string, path: string): string {
  const base = publicBase(publicUrl);
  return base.origin + base.pathname.replace(/\/+$/, '') + path;
}

/** `wss://host/path` for a path of ours; the string that goes into TwiML and under the signature. */
export function socketUrl(publicUrl: string, path: string): string {
  return checkedSocketUrl(httpUrl(publicUrl, path).replace(/^http/, 'ws'));
}

/** Raises TEL_URL_QUERY or TEL_URL_INVALID for a socket URL that a carrier refuses. */
export function checkedSocketUrl(url: string): string {
  if (/[?#]/.test(url)) throw new WeaverError('TEL_URL_QUERY');
  if (!URL.canParse(url)) throw new WeaverError('TEL_URL_INVALID', { problem: 'not a URL' });
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'wss:' && !(protocol === 'ws:' && LOOPBACK.test(hostname)))
    throw new WeaverError('TEL_URL_INVALID', { problem: 'it must begin with wss://' });
  // Without a path, what is signed differs from what is written (a slash is added on the way).
  if (!/^wss?:\/\/[^/]+\/./.test(url))
    throw new WeaverError('TEL_URL_INVALID', { problem: 'it needs a path' });
  return url;
}
