/** What the end of a Chinese utterance is judged by: its last characters, in one spelling, and what was said before them. */
import { detectFold } from '../cantonese/detectFold.ts';

const LONGEST = 3;
const TAIL = 60;
/** Something is asked for. */
const ASKS =
  /有冇|有沒有|可唔可以|可不可以|得唔得|係咪|是不是|使唔使|唔該|請|幫|想|邊|哪|幾|點|怎|咩|乜|什|誰|為|嗎/u;
/** Words that open a clause, of both languages. */
const OPENERS =
  /因為|所以|但係|但是|不過|如果|而且|然後|跟住|之後|即係|就係|就是|同埋|還有|仲有|或者|定係|還是|咁/gu;

const bucket = (n: number) => (n <= 8 ? n : n <= 11 ? 9 : n <= 15 ? 12 : n <= 22 ? 16 : 23);

/** `X`, `XY`, `XYZ`: the last one, two and three; `^XY` where they are all that was said; the others by length. */
export function chineseFeatures(text: string): string[] {
  const folded = detectFold(text.slice(-TAIL)).replaceAll(' ', '');
  const characters = [...folded];
  const n = characters.length;
  const length = `#${bucket(n)}`;
  const asked = ASKS.test(folded) ? 'q' : '-';
  // English at the end of a Chinese sentence: the characters before it say nothing.
  if (/[A-Za-z]\s*$/.test(text)) return [length, `${length}${asked}`, 'latin'];
  const features = [
    length,
    `${length}${asked}`,
    `?${asked}${characters.at(-1) ?? ''}`,
    clauseOf(folded, asked),
  ];
  for (let size = 1; size <= Math.min(LONGEST, n); size++) features.push(characters.slice(-size).join(''));
  if (n > 0 && n <= LONGEST) features.push(`^${folded}`);
  if (n > LONGEST) features.push(`<${characters[0]}${characters[1]}`, `_${characters.at(-2)}${length}`);
  return features;
}

function clauseOf(folded: string, asked: string): string {
  let last: RegExpExecArray | undefined;
  for (const match of folded.matchAll(OPENERS)) last = match;
  if (!last) return `~${asked}`;
  return `~${last[0]}${bucket(Math.max(0, folded.length - last.index - last[0].length))}${asked}`;
}
