/** What callers said, made comparable: case, width, punctuation and sounds of hesitation do not count. */

const HESITATION = new Set([
  'um',
  'uh',
  'er',
  'erm',
  'hmm',
  'mm',
  'ah',
  'eh',
  'oh',
  'like',
  'well',
  'please',
  'just',
]);
const HAN = /\p{Script=Han}/u;

/** Words with spaces between them; Chinese stays one run of characters, as it is written. */
export function normalWords(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]|(?<=[0-9]),(?=[0-9]{3})/gu, '')
    // 1.5, 10:30, €5 and 20 % are other values than their digits.
    .replace(/(?<![0-9])[.:]|[.:](?![0-9])/gu, ' ')
    .replace(/[^\p{L}\p{M}\p{N}<>.:$€£¥%]+/gu, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '');
  // "um", said alone, is all there is.
  const kept = words.filter((word) => !HESITATION.has(word) && !/^(呃|嗯|唔該|麻煩|麻烦|请|請)$/u.test(word));
  return (kept.length > 0 ? kept : words).join(' ');
}

/** Whether the text is (mostly) Chinese characters. */
export function isHan(text: string): boolean {
  return HAN.test(text);
}
