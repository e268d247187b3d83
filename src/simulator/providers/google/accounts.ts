/** Who calls: the self-signed tokens that service accounts bring. */
import { verify, type KeyLike } from 'node:crypto';
import { status, type Metadata } from '@grpc/grpc-js';
import { refusal, type Refusal } from './faults.ts';

export interface TrustedAccount {
  readonly email: string;
  readonly publicKey: KeyLike;
}

/** Undefined: the call bears a valid token of the account. */
export function refusalOfCaller(metadata: Metadata, account: TrustedAccount): Refusal | undefined {
  const [header] = metadata.get('authorization');
  const token = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(String(header ?? ''));
  const [, head = '', body = '', signature = ''] = token ?? [];
  const signed = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    account.publicKey,
    Buffer.from(signature, 'base64url'),
  );
  if (!token || !signed) {
    return refusal(status.UNAUTHENTICATED, 'Request had invalid authentication credentials.');
  }
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as { iss?: string; exp?: number };
  if (claims.iss === account.email && (claims.exp ?? 0) * 1_000 > Date.now()) return undefined;
  return refusal(status.UNAUTHENTICATED, 'The token is not of this account, or has expired.');
}
