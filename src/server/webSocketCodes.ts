/** Close codes used (RFC 6455 §7.4.1). */
export const closeCode = {
  normal: 1000,
  goingAway: 1001,
  policy: 1008,
  internal: 1011,
  tryLater: 1013,
} as const;
