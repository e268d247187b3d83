/**
 * Tokens of a text, roughly: four letters, or one Chinese, Japanese or Korean character. What a request that was cut off has
 * cost nobody tells; providers count what they had read and written by then.
 */
export function estimatedTokens(text: string): number {
  const wide = text.match(/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g)?.length ?? 0;
  return Math.ceil((text.length - wide) / 4) + wide;
}
