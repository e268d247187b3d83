/** Rough lengths of spoken text, for cutting clauses and for placing what was heard before the audio is complete. */

/** Characters of Chinese, Japanese and Korean: one is a syllable, or nearly. */
export const wideCharacter =
  /[\u1100-\u11ff\u2e80-\u2fdf\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{3ffff}]/u;

/** At about 15 Latin letters, or 4.5 wide characters, a second. */
const NARROW_MS = 65;
const WIDE_MS = 220;

/** Estimated length of `text` when spoken, ms. */
export function speakingMs(text: string): number {
  let ms = 0;
  for (const character of text) ms += wideCharacter.test(character) ? WIDE_MS : NARROW_MS;
  return ms;
}

/** Whether there is anything in it to pronounce. */
export function speakable(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/**
 * The beginning of `text` that is spoken in the share `share` (0-1) of its time, cut back to the end of a word; between
 * wide characters anywhere.
 */
export function spokenPart(text: string, share: number): string {
  if (share >= 1) return text;
  if (share <= 0) return '';
  const wantedMs = speakingMs(text) * share;
  let ms = 0;
  let cut = 0;
  let end = 0;
  for (const character of text) {
    const wide = wideCharacter.test(character);
    // A word ends before a space and around a wide character.
    if (wide || /[\s\p{P}]/u.test(character)) cut = end;
    ms += wide ? WIDE_MS : NARROW_MS;
    if (ms > wantedMs) break;
    end += character.length;
    if (wide) cut = end;
  }
  return text.slice(0, cut);
}
