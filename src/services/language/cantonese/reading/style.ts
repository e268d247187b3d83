/**
 * Whether a text is a transcript of talk. Transcribers spell particles by their sound (喇 laa1 apart from 嚹 laa3, 呀 aa4 apart from
 * 啊 aa3) and write what was said, restarts and all; who composes a sentence writes 啦 laa1 and 喇 laa3, 嚟, 㗎, 仲. What is
 * learned from transcripts is used on transcripts only: elsewhere it reads worse than the word list.
 */
const SIGNS: readonly (readonly [sign: RegExp, weight: number])[] = [
  [/[囖𡃉嚹喀哩𠻺𠸏𡁵誒𠻹𠺢]/u, 3],
  [/[啫吖]嗎/u, 3],
  [/即係/u, 2],
  [/[-—]/u, 2],
  [/呢，/u, 2],
  [/重[有係要會未唔話好可想]/u, 2],
  [/來[𡃉嘅嚹講玩做]/u, 2],
  [/…/u, 1],
  [/[A-Za-z]{2}/u, 1],
  [/嗱|嗰陣時/u, 1],
  [/[哦嗯吓]/u, 1],
  [/[。？！].*[。？！]/u, 1],
  [/(..)[，-]?\1/u, 1],
  [/噉/u, 0.8],
  [/啊/u, 0.8],
  [/㗎/u, -3],
  [/嚟/u, -3],
  [/囉/u, -2],
  [/啦/u, -2],
  [/[仲咩]/u, -1.5],
  [/！/u, -1],
  [/呢[個啲度位件種次]/u, -1],
  [/畀/u, -1],
];
const PUNCTUATION = /[，。？！,.?!]/u;
const SPOKEN = /[喇啊呢嗰咁𡃉誒]/u;
const LONG = 10;
const ENOUGH = 1;
/** A style shows soon. */
const LOOKED_AT = 1_000;

export function isTranscript(text: string): boolean {
  const look = text.slice(0, LOOKED_AT);
  let score = 0;
  for (const [sign, weight] of SIGNS) if (sign.test(look)) score += weight;
  if (!PUNCTUATION.test(look)) score += (look.length >= LONG ? 0.5 : 0) + (SPOKEN.test(look) ? 0.5 : 0);
  return score >= ENOUGH;
}
