import { status } from '@grpc/grpc-js';
import type { ProviderFault } from '../behaviour.ts';

/** How a call ends badly. */
export interface Refusal {
  readonly code: status;
  readonly details: string;
}

export function refusal(code: status, details: string): Refusal {
  return { code, details };
}

export const invalid = (details: string): Refusal => refusal(status.INVALID_ARGUMENT, details);

const byStatus = {
  401: refusal(
    status.UNAUTHENTICATED,
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
  ),
  402: refusal(status.PERMISSION_DENIED, 'This API method requires billing to be enabled.'),
  403: refusal(status.PERMISSION_DENIED, "Permission 'speech.recognizers.recognize' denied on resource."),
  429: refusal(status.RESOURCE_EXHAUSTED, 'Resource has been exhausted (e.g. check quota).'),
  500: refusal(status.INTERNAL, 'Internal error encountered.'),
  503: refusal(status.UNAVAILABLE, 'The service is currently unavailable.'),
} as const;

/**
 * The status with which a request is refused at once. `refuse` belongs to the connection, and comes here only when one
 * was open already. The words for `content` are not known from the service: the code is, and that it speaks of harm.
 */
export function refusalOf(fault: ProviderFault | null): Refusal | undefined {
  switch (fault?.kind) {
    case 'status':
      return byStatus[fault.status];
    case 'refuse':
      return byStatus[503];
    case 'quota':
      return refusal(
        status.RESOURCE_EXHAUSTED,
        "Quota exceeded for quota metric 'Requests' and limit 'Requests per minute' of service.",
      );
    case 'content':
      return invalid('The input contains sensitive or harmful content that cannot be synthesized.');
    default:
      return undefined;
  }
}
