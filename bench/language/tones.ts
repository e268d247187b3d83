/**
 * Tones of Mandarin, Vietnamese and Thai against labelled text, with what the library alone reaches beside it. CPP's dev half is
 * what the model was trained on: for it the cross-validated figure counts.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pinyin } from 'pinyin-pro';
import { rowsIn } from './rows.ts';
import { cppExamples, crossValidated } from '../../scripts/language/cpp.ts';
import { readMandarin } from '../../src/services/language/mandarin/mandarin.ts';
import { readThai } from '../../src/services/language/thai/thai.ts';
import { readVietnamese } from '../../src/services/language/vietnamese/vietnamese.ts';
import { summarise } from '../statistics.ts';

export interface TonesOptions {
  /** The folder that has `language/`. */
  readonly data: string;
  /** `dev`; all that are there where it is not given. */
  readonly half?: string;
}

/** A set that is not there has a count of 0. */
export interface Score {
  readonly count: number;
  readonly exactPercent: number;
  readonly tonePercent: number;
}

export async function tones({ data, half }: TonesOptions) {
  const folder = join(data, 'language');
  const rows = <T>(name: string) => rowsIn<T>(folder, name, half);
  const speech = rows<SpeechRow>('bznsyp_pinyin');
  const polyphones = rows<CppRow>('cpp_pinyin');
  const cpp = cppExamples(folder, half);
  return {
    mandarin: {
      bznsyp: speechScore(speech, ours),
      bznsypPinyinPro: speechScore(speech, library(true)),
      bznsypPinyinProWithoutSandhi: speechScore(speech, library(false)),
      cpp: cppScore(polyphones, ours),
      cppCrossValidated: {
        count: cpp.length,
        exactPercent: cpp.length === 0 ? 0 : percent(crossValidated(cpp, 10), 1),
      },
      cppPinyinPro: cppScore(polyphones, library(true)),
      usPerCharacter: microseconds(speech, readMandarin),
      usPerCharacterPinyinPro: microseconds(speech, library(true)),
      ...fresh(),
    },
    thai: thaiScores(rows<ThaiRow>('thai_tone')),
    vietnamese: vietnameseScore(rows<VietnameseRow>('vietnamese_tone')),
  };
}

interface SpeechRow {
  readonly text: string;
  readonly syll: readonly (readonly [point: number, character: string, reading: string])[];
}
interface CppRow {
  readonly text: string;
  readonly pos: number;
  readonly pinyin: string;
}
interface ThaiRow {
  readonly text: string;
  readonly tones: readonly string[];
}
interface VietnameseRow {
  readonly text: string;
  readonly syll: readonly (readonly [syllable: string, tone: string])[];
}

interface Reading {
  readonly surface: string;
  readonly citation: string;
}
/** Readings by code point. */
type Reader = (text: string) => ReadonlyMap<number, Reading>;

const ours: Reader = (text) => {
  const read = new Map(readMandarin(text).map((syllable) => [syllable.at, syllable]));
  const out = new Map<number, Reading>();
  let at = 0;
  for (const [point, character] of [...text].entries()) {
    const { reading, citation } = read.get(at) ?? {};
    out.set(point, { surface: reading ?? '', citation: citation ?? '' });
    at += character.length;
  }
  return out;
};

function library(toneSandhi: boolean): Reader {
  return (text) => {
    const list = pinyin(text, { type: 'all', toneType: 'num', toneSandhi, v: true });
    return new Map(
      list.map(({ pinyin }, point) => {
        const reading = pinyin.replace(/0$/u, '5');
        return [point, { surface: reading, citation: reading }];
      }),
    );
  };
}

const toneOf = (reading: string) => reading.at(-1);

/** `yuanr4` of 院儿 is the `yuan4` of 院. */
const withoutRetroflex = (reading: string) => reading.replace(/(?<!^e)r(?=[1-5]$)/u, '');

function speechScore(rows: readonly SpeechRow[], read: Reader): Score {
  const tally = new Tally();
  for (const { text, syll } of rows) {
    const readings = read(text);
    for (const [point, , reading] of syll)
      tally.add(readings.get(point)?.surface ?? '', withoutRetroflex(reading));
  }
  return tally.score();
}

function cppScore(rows: readonly CppRow[], read: Reader): Score {
  const tally = new Tally();
  for (const { text, pos, pinyin } of rows)
    tally.add(read(text).get(pos)?.citation ?? '', pinyin.replace('u:', 'v'));
  return tally.score();
}

class Tally {
  private count = 0;
  private exact = 0;
  private tone = 0;

  add(got: string, gold: string): void {
    this.count++;
    if (got === gold) this.exact++;
    if (toneOf(got) === toneOf(gold)) this.tone++;
  }

  score(): Score {
    const { count, exact, tone } = this;
    return { count, exactPercent: percent(exact, count), tonePercent: percent(tone, count) };
  }
}

const percent = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100;

function thaiScores(rows: readonly ThaiRow[]) {
  const single = { count: 0, tone: 0 };
  const longer = { words: 0, sameLength: 0, syllables: 0, told: 0, right: 0 };
  for (const { text, tones } of rows) {
    const read = readThai(text).map(({ tone }) => tone);
    if (tones.length === 1) {
      single.count++;
      if (read.length === 1 && read[0] === tones[0]) single.tone++;
    } else if (tones.length > 1) {
      longer.words++;
      if (read.length !== tones.length) continue;
      longer.sameLength++;
      longer.syllables += tones.length;
      longer.told += read.filter((tone) => tone !== null).length;
      longer.right += read.filter((tone, i) => tone === tones[i]).length;
    }
  }
  return {
    monosyllables: { count: single.count, tonePercent: percent(single.tone, single.count) },
    longer: {
      words: longer.words,
      sameLengthPercent: percent(longer.sameLength, longer.words),
      toldPercent: percent(longer.told, longer.syllables),
      rightOfToldPercent: percent(longer.right, longer.told),
    },
  };
}

function vietnameseScore(rows: readonly VietnameseRow[]) {
  let count = 0;
  let right = 0;
  for (const { text, syll } of rows) {
    const read = readVietnamese(text);
    syll.forEach(([, tone], i) => {
      count++;
      if (read.length === syll.length && read[i]?.tone === tone) right++;
    });
  }
  return { count, tonePercent: percent(right, count) };
}

const PASSES = 5;

/** The median pass over the whole set, after one that warms up. */
function microseconds(rows: readonly SpeechRow[], read: (text: string) => unknown): number {
  const characters = rows.reduce((sum, { text }) => sum + text.length, 0);
  if (characters === 0) return 0;
  const passes = Array.from({ length: PASSES + 1 }, () => {
    const from = performance.now();
    for (const { text } of rows) read(text);
    return ((performance.now() - from) * 1_000) / characters;
  });
  return summarise(passes.slice(1)).p50;
}

function fresh(): { loadMs: number; rssMb: number } {
  const out = execFileSync(process.execPath, [join(import.meta.dirname, 'tonesChild.ts')], {
    encoding: 'utf8',
  });
  return JSON.parse(out) as { loadMs: number; rssMb: number };
}
