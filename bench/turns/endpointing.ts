/** Other patience than the product's own, for the ablation and the curve. The tables are the thread's own copies. */
import { defaultSilence } from '../../src/services/conversation/endpointing/silence.ts';
import { defaultPatience, expectationKind, type Patience } from '../../src/types/expectation.ts';

/**
 * `factor`: the product's silences, so many times as long. `fixedMs`: one silence after whatever was said, as where nobody
 * knows what was asked.
 */
export type Endpointing = { readonly factor: number } | { readonly fixedMs: number };

const ownPatience = structuredClone(defaultPatience);
const ownSilence = structuredClone(defaultSilence);

export function setEndpointing(endpointing: Endpointing): void {
  for (const kind of expectationKind.options) defaultPatience[kind] = scaled(ownPatience[kind], endpointing);
  Object.assign(defaultSilence, 'fixedMs' in endpointing ? wordless(endpointing.fixedMs) : ownSilence);
}

function scaled(patience: Patience, endpointing: Endpointing): Patience {
  if ('fixedMs' in endpointing)
    return { ...patience, endSilenceMs: endpointing.fixedMs, capMs: endpointing.fixedMs };
  const times = (ms: number) => Math.round(ms * endpointing.factor);
  return { ...patience, endSilenceMs: times(patience.endSilenceMs), capMs: times(patience.capMs) };
}

/** Whatever the words are, the same silence. */
function wordless(ms: number) {
  return {
    wholeMs: ms,
    wholePartialMs: ms,
    partialMs: ms,
    enoughShare: 1,
    leastShare: 1,
    pauseShare: 1e-9,
    hangingBelow: 0,
    rowShare: 1,
    rowMs: ms,
    habitWeight: 0,
    habitMarginMs: 0,
    habitCapShare: 1,
  };
}
