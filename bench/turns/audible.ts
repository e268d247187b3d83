/** Agent audio inside a caller's turn that a caller notices, ms (DESIGN §1). */
export const AUDIBLE_MS = 150;
