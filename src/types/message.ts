/** Messages that a flow sends to somebody: fire and forget. */
import type { HttpRequestSpec } from './flowRuntime.ts';
import type { JsonValue } from './json.ts';

export interface TextMessage {
  /** E.164. */
  readonly to: string;
  /** A number of the account (E.164), or an alphanumeric sender of at most 11 characters. */
  readonly from: string;
  readonly text: string;
}

export type MessageSpec = (
  | { readonly kind: 'sms'; readonly message: TextMessage }
  | { readonly kind: 'webhook'; readonly request: HttpRequestSpec }
) & {
  /** How long the call waits for it to be accepted. */
  readonly timeoutMs: number;
};

/** `code`: of the error table; nobody's number or words in `detail`. */
export type SendResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly detail?: Record<string, JsonValue> };

/** Who sends text messages: the carrier's account. */
export interface MessageSender {
  /**
   * Resolves once the carrier has accepted the message; never asks twice, so that nobody gets it twice.
   *
   * @throws WeaverError MESSAGE_REFUSED, MESSAGE_UNAVAILABLE, TEL_CONTROL_RATE_LIMITED
   */
  sendMessage(message: TextMessage): Promise<void>;
}
