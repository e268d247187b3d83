/** What belongs together in undo: changes of one gesture that follow each other closely. */

/** A pause longer than this ends a burst of typing or of arrow keys. */
export const BURST_MS = 500;

export interface Gestures {
  /** A change comes, of this gesture; without a name it stands alone. */
  begin(gesture: string | undefined): void;
  /** Whether the change that has just come starts a new step of undo. */
  isNew(): boolean;
  /** What comes next starts anew. */
  end(): void;
}

export function startGestures(now: () => number = () => performance.now()): Gestures {
  let last: { readonly gesture: string; readonly at: number } | null = null;
  let fresh = true;
  return {
    begin(gesture) {
      const at = now();
      fresh = gesture === undefined || last?.gesture !== gesture || at - last.at > BURST_MS;
      last = gesture === undefined ? null : { gesture, at };
    },
    isNew: () => fresh,
    end() {
      last = null;
      fresh = true;
    },
  };
}
