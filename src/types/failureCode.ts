import type { ErrorCode } from './errors/index.ts';
import type { ProviderFailure } from './ports.ts';

const codes = {
  refused: 'PROVIDER_REFUSED',
  quota: 'PROVIDER_QUOTA',
  'rate-limited': 'PROVIDER_RATE_LIMITED',
  unavailable: 'PROVIDER_UNAVAILABLE',
  stalled: 'PROVIDER_STALLED',
  'invalid-request': 'PROVIDER_INVALID_REQUEST',
  unsupported: 'PROVIDER_UNSUPPORTED',
  content: 'PROVIDER_CONTENT',
  aborted: 'PROVIDER_ABORTED',
  internal: 'PROVIDER_INTERNAL',
} as const satisfies Record<ProviderFailure['kind'], ErrorCode>;

/** The error table's code for a provider's failure. */
export function failureCode({ kind }: Pick<ProviderFailure, 'kind'>): ErrorCode {
  return codes[kind];
}
