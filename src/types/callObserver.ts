/**
 * Told what happens on one call while it happens: for a page that watches it. Words are personal data, for display only.
 * Every method returns at once and never throws.
 */
import type { CallEnd } from './call.ts';
import type { JsonValue } from './json.ts';
import type { Turn } from './turn.ts';

export interface CallObserver {
  /** The caller's words so far; replaces the partial before. */
  partial?(text: string): void;
  /** The caller's turn is decided: what the agent says from now on answers it. An index may come again, taken back. */
  opened?(turn: Pick<Turn, 'index' | 'input' | 'caller'>): void;
  /** The flow has come to this node. */
  node?(nodeId: string): void;
  /** The agent is going to say this, appended to what the utterance already holds. */
  said?(utterance: string, text: string): void;
  /** The caller has heard this much of the utterance. */
  heard?(utterance: string, text: string): void;
  /** A turn is over; it comes again when more of it is known. */
  turn?(turn: Turn): void;
  /** `code` is of the error table; no caller's words in `detail`. */
  note?(code: string, nodeId: string, detail: Record<string, JsonValue>): void;
  ended?(end: CallEnd): void;
}
