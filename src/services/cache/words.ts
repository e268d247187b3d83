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
  '呃',
  '嗯',
  '唔該',
  '麻煩',
  '麻烦',
  '请',
  '請',
]);
const HAN = /\p{Script=Han}/u;

/** English without figures and signs, which is most of what is said: no rule below but those of case and spaces applies. */
const PLAIN = /^[A-Za-z\s,.:;?!"()’'-]*$/;

/** Words with spaces between them; Chinese stays one run of characters, as it is written. */
export function normalWords(text: string): string {
  const words = PLAIN.test(text) ? plainWords(text) : anyWords(text);
  // "um", said alone, is all there is.
  const kept = words.filter((word) => !HESITATION.has(word));
  return (kept.length > 0 ? kept : words).join(' ');
}

function plainWords(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z'’]+/g) ?? [];
  return words
    .map((word) => (word.includes("'") || word.includes('’') ? word.replace(/['’]+/g, '') : word))
    .filter((word) => word !== '');
}

/** The same for every text, at three times the cost. */
export function anyWords(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/['’]|(?<=[0-9]),(?=[0-9]{3})/gu, '')
      // 1.5, 10:30, €5 and 20 % are other values than their digits.
      .replace(/(?<![0-9])[.:]|[.:](?![0-9])/gu, ' ')
      .replace(/[^\p{L}\p{M}\p{N}<>.:$€£¥%]+/gu, ' ')
      .trim()
      .split(' ')
      .filter((word) => word !== '')
  );
}

/** Whether the text is (mostly) Chinese characters. */
export function isHan(text: string): boolean {
  return HAN.test(text);
}

/** Politeness, pronouns, wishing, particles: what comes and goes in a Chinese question without changing it. */
const LIGHT = new Set('我你您佢他她哋們们請请想要問问啊呀啦喇囉啫嘅的嗎吗吧嗱喎');
const LIGHT_WORDS =
  /唔該晒?|唔该晒?|麻煩(?:你)?|麻烦(?:你)?|一下|一吓|唔好意思|不好意思|可唔可以|可不可以|可以|得唔得|係咪|知道|話我知|话我知|其實|其实|你好/gu;

/** What is left of a Chinese utterance when that is gone; '' when nothing is. */
export function substanceOf(text: string): string {
  const rest = normalWords(text).replace(LIGHT_WORDS, '');
  return [...rest].filter((character) => character !== ' ' && !LIGHT.has(character)).join('');
}

const SHORT_WORDS = 2;
const SHORT_HAN = 4;

/** So short that it is matched as it is: an embedding would come later than the answer. */
export function isShort(words: string): boolean {
  const text = words.trim();
  return isHan(text) ? [...text].length <= SHORT_HAN : text.split(/\s+/).length <= SHORT_WORDS;
}
