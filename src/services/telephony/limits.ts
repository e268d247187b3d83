/** Limits of a carrier socket. Carriers document none of them; these are ours. */
export interface SocketLimits {
  /** Largest message taken, in bytes (also `maxPayload` of the WebSocket server). */
  readonly maxMessageBytes: number;
  /** Messages in a row that may be malformed before the socket is closed: Twilio's own figure for the other direction. */
  readonly maxMalformed: number;
}

export const defaultSocketLimits = {
  maxMessageBytes: 256 * 1024,
  maxMalformed: 10,
} as const satisfies SocketLimits;

/** Close codes used (RFC 6455 §7.4.1). */
export const closeCode = {
  normal: 1000,
  goingAway: 1001,
  unsupportedData: 1003,
  badPayload: 1007,
  policy: 1008,
  tooBig: 1009,
  internal: 1011,
  tryLater: 1013,
} as const;
