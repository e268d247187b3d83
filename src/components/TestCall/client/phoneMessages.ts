/** Between the page and its audio thread. */
export type ToPhone =
  | { readonly type: 'play'; readonly mulaw: Uint8Array }
  | { readonly type: 'mark'; readonly name: string }
  | { readonly type: 'clear' }
  /** Whether what the microphone hears is wanted. */
  | { readonly type: 'capture'; readonly on: boolean };

export type FromPhone =
  /** A binary message for the socket: position, then mu-law. */
  | { readonly type: 'captured'; readonly frame: ArrayBuffer }
  | { readonly type: 'played'; readonly name: string };

export const LINE_RATE = 8_000;
export const FRAME_SAMPLES = 160;
