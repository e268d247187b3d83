/** Characters that are words or syllables by themselves: Chinese, Japanese, Korean. */
export function wideCharacters(text: string): number {
  return text.match(/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g)?.length ?? 0;
}

/**
 * Tokens of a text, roughly: four letters, or one wide character. What a request that was cut off has cost nobody tells;
 * providers count what they had read and written by then.
 */
export function estimatedTokens(text: string): number {
  const wide = wideCharacters(text);
  return Math.ceil((text.length - wide) / 4) + wide;
}
