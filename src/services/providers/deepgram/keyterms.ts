import type { Expectation } from '../../../types/expectation.ts';
import { phraseHints } from '../shared/hints.ts';

/**
 * The limit is 500 tokens of an unpublished tokeniser, and an update beyond it silently ends the transcription. A token
 * has at least one byte, so 500 bytes are always within.
 */
const MOST_BYTES = 500;
/** developers.deepgram.com/docs/keyterm. */
const MOST_TERMS = 100;

/** What the flow expects, as keyterms: the likeliest first, as many as are allowed. */
export function keytermsOf(expectation: Expectation | undefined): string[] {
  let bytes = 0;
  return phraseHints(expectation, MOST_TERMS).filter((term) => {
    const size = Buffer.byteLength(term) + 1;
    if (bytes + size > MOST_BYTES) return false;
    bytes += size;
    return true;
  });
}
