/** Telnyx's webhook signature: Ed25519 over `timestamp|body`, with the public key from the account's portal. */
import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { SignatureCheck } from './signature.ts';

export interface TelnyxSigned {
  /** `telnyx-signature-ed25519`, base64. */
  readonly signature: string | readonly string[] | undefined;
  /** `telnyx-timestamp`, seconds since the epoch. */
  readonly timestamp: string | readonly string[] | undefined;
  readonly rawBody: string | Uint8Array;
  /** Base64 of the 32-byte key. */
  readonly publicKey: string;
  /** Now, in ms since the epoch. */
  readonly wallMs: number;
}

/** How far the timestamp may be from now, either way. */
export const TELNYX_TOLERANCE_MS = 5 * 60_000;

/** Checks one webhook. A key that is no key counts as a wrong signature: nothing gets in by a bad setting. */
export function checkTelnyxSignature(request: TelnyxSigned): SignatureCheck {
  const { signature, timestamp } = request;
  if (typeof signature !== 'string' || signature === '' || typeof timestamp !== 'string')
    return { ok: false, code: 'TEL_SIGNATURE_MISSING' };
  if (!/^\d{1,12}$/.test(timestamp)) return { ok: false, code: 'TEL_SIGNATURE_WRONG' };
  const key = publicKey(request.publicKey);
  const body = typeof request.rawBody === 'string' ? Buffer.from(request.rawBody, 'utf8') : request.rawBody;
  const signed = Buffer.concat([Buffer.from(`${timestamp}|`), body]);
  const bytes = Buffer.from(signature, 'base64');
  if (key === undefined || bytes.length !== 64 || !verify(null, signed, key, bytes))
    return { ok: false, code: 'TEL_SIGNATURE_WRONG' };
  const age = Math.abs(request.wallMs - Number(timestamp) * 1000);
  return age <= TELNYX_TOLERANCE_MS ? { ok: true } : { ok: false, code: 'TEL_SIGNATURE_STALE' };
}

function publicKey(base64: string): KeyObject | undefined {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== 32) return undefined;
  return createPublicKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') },
  });
}
