import { systemClock } from '../../../types/clock.ts';
import type { Clock } from '../../../types/clock.ts';
import type { LanguageTag } from '../../../types/language.ts';
import { defaultSocketLimits } from '../limits.ts';
import type { SocketLimits } from '../limits.ts';
import { defaultReplayOptions } from './replay.ts';
import type { ReplayOptions } from './replay.ts';

export interface ConversationRelayOptions {
  readonly clock: Clock;
  readonly limits: SocketLimits;
  readonly replay: ReplayOptions;
  /** How long a call outlives its socket, waiting for the carrier to connect again, in ms. 0: not at all. */
  readonly reconnectGraceMs: number;
  /** After our `end` or `close`, how long the carrier has to close the socket before we do, in ms. */
  readonly closeGraceMs: number;
  /** The language of prompts that name none, unless the start's `language` parameter says otherwise. */
  readonly language: LanguageTag;
}

export const defaultConversationRelayOptions = {
  clock: systemClock,
  limits: defaultSocketLimits,
  replay: defaultReplayOptions,
  reconnectGraceMs: 0,
  closeGraceMs: 5_000,
  language: 'en-US',
} as const satisfies ConversationRelayOptions;
