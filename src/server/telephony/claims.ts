import type { LanguageTag } from '../../types/language.ts';
import type { Operator } from '../operators.ts';
import type { Caller } from './carrierAuth.ts';

/** What the voice webhook settled about a call; its socket shows the token that stands for it. */
export interface CallClaims {
  readonly caller: Caller;
  readonly operator: Operator;
  readonly transport: 'media' | 'relay';
  readonly language: LanguageTag;
  readonly standIn: boolean;
  /** Personal data. Media sockets do not carry them, and parameters would be logged by the carrier. */
  readonly from: string;
  readonly to: string;
  readonly direction: 'inbound' | 'outbound';
}

/** Paths of this server for each carrier. */
export function pathsOf(carrier: Caller['carrier']) {
  return {
    voice: `/${carrier}/voice`,
    media: `/${carrier}/media`,
    relay: `/${carrier}/relay`,
    connectAction: `/${carrier}/connect-action`,
    dialAction: `/${carrier}/dial-action`,
    streamStatus: `/${carrier}/stream-status`,
  };
}
