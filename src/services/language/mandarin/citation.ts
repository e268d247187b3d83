/** The reading of every character by itself, before sandhi: by its word, by what stands around it, else its commonest. */
import { simplified } from '../../../lib/hanScript.ts';
import { lexicon, type Lexicon } from './lexicon.ts';
import { particle } from './particles.ts';
import { toneOf } from './pinyin.ts';
import { likeliest, loadModel, type Evidence, type PolyphoneModel } from './polyphones.ts';
import { segment, wordsOf } from './segment.ts';

export interface Character {
  /** UTF-16 offset and length in the text. */
  readonly at: number;
  readonly length: number;
  /** Its simplified form. */
  readonly written: string;
  /** Null: no dictionary has it. */
  readonly citation: string | null;
  /** In its word: neutral where the word has it so. */
  readonly inWord: string | null;
  /** Where in its word it stands and how long that is: 0 of 1 for a character by itself. */
  readonly place: number;
  readonly wordLength: number;
}

let model: PolyphoneModel | null = null;

export function warmMandarin(): void {
  lexicon();
  model ??= loadModel();
}

/** Suffixes and particles: their neutral tone is their own, not their word's. */
const OWN_NEUTRAL = '子们么了着过的得地呢吗吧啊呀';

/** `fu5` of 丈夫 is a `fu1` by itself. */
export function citationOf(character: string, reading: string, readings: readonly string[]): string {
  if (toneOf(reading) !== '5' || OWN_NEUTRAL.includes(character)) return reading;
  const base = reading.slice(0, -1);
  return readings.includes(reading)
    ? reading
    : (readings.find((each) => each.slice(0, -1) === base) ?? reading);
}

/** 著 is 着 after verbs in traditional texts, and zhù in these words; other spellings of one word. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/(?<![显名编专原论所卓土巨遗译合拙昭])著(?![名作称者述书有录])/gu, '着'],
  [/甚么/gu, '什么'],
  [/[裏裡]/gu, '里'],
  [/妳/gu, '你'],
  [/[牠祂]/gu, '它'],
];

/** They stand for a character that has other readings than their own. */
const RESPELT = '著裏裡妳牠祂';

/** One simplified spelling, unit for unit as long as the text. */
export function spelt(text: string): string {
  let out = simplified(text);
  for (const [from, to] of SPELLINGS) out = out.replace(from, to);
  return out;
}

/** Most of what is Han, without asking a regular expression; compatibility forms and the supplementary planes ask one. */
const plainHan = (code: number): boolean =>
  (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf) || code === 0x3007;

/** The Han characters of a text. */
export function* hanOf(text: string): Generator<readonly [at: number, character: string]> {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const wide = code >= 0xd840 && code <= 0xd88f;
    if (plainHan(code)) yield [at, text[at] ?? ''];
    else if (wide || (code >= 0xf900 && code <= 0xfaff)) {
      const character = text.slice(at, wide ? at + 2 : at + 1);
      if (!/^\p{Script=Han}$/u.test(character)) continue;
      yield [at, character];
      at += character.length - 1;
    }
  }
}

interface InWord {
  readonly reading: string;
  readonly place: number;
  readonly length: number;
  readonly sure: boolean;
}

export function wordReadings(text: string, words: Lexicon): Map<number, InWord> {
  const out = new Map<number, InWord>();
  for (const [at, { readings, text: word, sure }] of wordsOf(segment(text, words)))
    readings.forEach((reading, place) => out.set(at + place, { reading, place, length: word.length, sure }));
  return out;
}

export function citations(text: string): Character[] {
  const words = lexicon();
  const plain = spelt(text);
  const inWords = wordReadings(plain, words);
  return Array.from(hanOf(text), ([at, original]) => {
    const written = original.length === 1 ? (plain[at] ?? original) : original;
    const word = inWords.get(at);
    const citation = readingAt(plain, at, original, written, word);
    const whole =
      word !== undefined && citation === citationOf(written, word.reading, words.readings.get(written) ?? []);
    return {
      at,
      length: original.length,
      written,
      citation,
      inWord: whole ? word.reading : citation,
      place: word?.place ?? 0,
      wordLength: word?.length ?? 1,
    };
  });
}

/** The reading of one character; `own`: what alone is possible, where the traditional form says so. */
export function decide(
  polyphones: PolyphoneModel,
  text: string,
  at: number,
  evidence: Evidence,
  own: readonly string[] | null,
): string | null {
  const { word, readings } = evidence;
  // A word's reading that is neutral by a suffix is certain too.
  if (word !== null && (evidence.sure || word.endsWith('5'))) return word;
  const ofPlace = word === null ? particle(text, at) : null;
  return ofPlace ?? likeliest(polyphones, text, at, evidence, own) ?? word ?? own?.[0] ?? readings[0] ?? null;
}

export function evidenceOf(
  readings: readonly string[],
  ofWord: string | null,
  word: InWord | undefined,
): Evidence {
  return { readings, word: ofWord, length: word?.length ?? 1, sure: word?.sure ?? false };
}

function readingAt(
  text: string,
  at: number,
  original: string,
  written: string,
  word: InWord | undefined,
): string | null {
  const { readings } = lexicon();
  const known = readings.get(written) ?? readings.get(original) ?? [];
  const ofWord = word === undefined ? null : citationOf(written, word.reading, known);
  // 髮 and 發 are one character in simplified texts; the traditional one says which is meant.
  const own = original === written || RESPELT.includes(original) ? null : (readings.get(original) ?? null);
  if (own?.length === 1) return own[0] ?? null;
  model ??= loadModel();
  return decide(model, text, at, evidenceOf(known, ofWord, word), own);
}
