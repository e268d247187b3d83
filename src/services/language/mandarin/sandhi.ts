/**
 * What becomes of tones in company: 一 and 不 before other tones, neutral 个, third tones in a row. A pause (whatever stands between
 * two characters and is no Han character) ends a company.
 */
import type { Character } from './citation.ts';
import { toneOf, withTone } from './pinyin.ts';

const COUNT = '零〇一二三四五六七八九十百千万亿两0123456789';
/** After these 一 is a name or a number and keeps its tone: 第一, 统一, 唯一, 星期一. */
const BEFORE_PLAIN_ONE = `第初统唯之万周期拜${COUNT}`;
/** Before these too: 一月, 一号, 一楼, and 一九九八. */
const AFTER_PLAIN_ONE = '月号楼二三四五六七八九';

/** Surface reading of each character, null where its citation is. */
export function surface(characters: readonly Character[]): (string | null)[] {
  const readings = characters.map(({ inWord }) => inWord);
  neutralMeasures(characters, readings);
  oneAndNot(characters, readings);
  thirdTones(characters, readings);
  return readings;
}

const together = (characters: readonly Character[], i: number): boolean => {
  const [left, right] = [characters[i], characters[i + 1]];
  return left !== undefined && right !== undefined && left.at + left.length === right.at;
};

/** 一个 and 这个, not 个人 and 个体. */
function neutralMeasures(characters: readonly Character[], readings: (string | null)[]): void {
  characters.forEach(({ written, wordLength }, i) => {
    if (written !== '个' || wordLength > 1 || i === 0 || !together(characters, i - 1)) return;
    if (/[一两几这那哪每整某半]/u.test(characters[i - 1]?.written ?? '')) readings[i] = 'ge5';
  });
}

function oneAndNot(characters: readonly Character[], readings: (string | null)[]): void {
  characters.forEach(({ written, citation }, i) => {
    if (written !== '一' && written !== '不') return;
    const before = i > 0 && together(characters, i - 1) ? (characters[i - 1]?.written ?? '') : '';
    const after = together(characters, i) ? characters[i + 1] : undefined;
    const tone = toneOf(after?.citation ?? '5');
    if (after === undefined) return;
    if (before !== '' && before === after.written && written === '一') readings[i] = 'yi5';
    else if (written === '不') readings[i] = tone === '4' ? 'bu2' : 'bu4';
    else if (citation === 'yi1' && !isNumeral(before, after.written))
      readings[i] = tone === '4' ? 'yi2' : 'yi4';
  });
}

function isNumeral(before: string, after: string): boolean {
  return (before !== '' && BEFORE_PLAIN_ONE.includes(before)) || AFTER_PLAIN_ONE.includes(after);
}

/** Node's word breaker costs a microsecond a character: it is asked only where three third tones meet. */
let segmenter: Intl.Segmenter | null = null;

/**
 * Of two third tones the first is said in the second. Of more, words come first: 展览馆 is 2-2-3, 我可以 is 3-2-3.
 */
function thirdTones(characters: readonly Character[], readings: (string | null)[]): void {
  const third = (i: number) => readings[i]?.endsWith('3') === true;
  for (let start = 0; start < readings.length; start++) {
    if (!third(start)) continue;
    let end = start + 1;
    while (end < readings.length && third(end) && together(characters, end - 1)) end++;
    if (end - start > 2) soften(readings, start, end, wordEnds(characters, start, end));
    else if (end - start === 2) soften(readings, start, end, new Set());
    start = end - 1;
  }
}

/** First inside words, then from one word to the next, where two third tones are left. */
function soften(readings: (string | null)[], start: number, end: number, ends: ReadonlySet<number>): void {
  const second = (i: number) => (readings[i] = withTone(readings[i] ?? '', '2'));
  for (let i = start; i < end - 1; i++) if (!ends.has(i)) second(i);
  for (let i = start; i < end - 1; i++)
    if (ends.has(i) && readings[i]?.endsWith('3') === true && readings[i + 1]?.endsWith('3') === true)
      second(i);
}

/** How far a word may reach into what stands around a run. */
const REACH = 3;

function wordEnds(characters: readonly Character[], start: number, end: number): Set<number> {
  let from = start;
  while (from > 0 && start - from < REACH && together(characters, from - 1)) from--;
  let to = end;
  while (to < characters.length && to - end < REACH && together(characters, to - 1)) to++;
  const stretch = characters.slice(from, to);
  const ends = new Set<number>();
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  let at = from;
  for (const { segment } of segmenter.segment(stretch.map(({ written }) => written).join(''))) {
    at += [...segment].length;
    ends.add(at - 1);
  }
  return ends;
}
