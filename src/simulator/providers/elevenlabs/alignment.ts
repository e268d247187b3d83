import { SYMBOL_MS } from '../toneSpeech.ts';

export interface PieceAlignment {
  readonly chars: string[];
  readonly charStartTimesMs: number[];
  readonly charDurationsMs: number[];
}

/** The characters that begin within a piece of tone speech; times count from the piece's beginning, as the service's do. */
export function alignmentOfPiece(text: string, fromMs: number, lengthMs: number): PieceAlignment | null {
  const alignment: PieceAlignment = { chars: [], charStartTimesMs: [], charDurationsMs: [] };
  let startMs = 0;
  for (const char of text) {
    const durationMs = Buffer.byteLength(char) * SYMBOL_MS;
    if (startMs >= fromMs && startMs < fromMs + lengthMs) {
      alignment.chars.push(char);
      alignment.charStartTimesMs.push(Math.round(startMs - fromMs));
      alignment.charDurationsMs.push(durationMs);
    }
    startMs += durationMs;
  }
  return alignment.chars.length > 0 ? alignment : null;
}
