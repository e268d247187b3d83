/**
 * What people answered in writing or on a line (STAR, DSTC2, HKCanCor; WEAVER_DATA), with pauses from a declared model: many
 * more turns than the recordings give, and the only ones for yes-no, choices, days and names. No sound: times are the
 * model's.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { dataFolder } from '../../src/services/audio/testSupport.ts';
import { seededRandom, type Random } from '../../src/types/clock.ts';
import { defaultPatience, type Expectation, type ExpectationKind } from '../../src/types/expectation.ts';
import { rowsOf } from '../language/rows.ts';
import type { HeardStretch, RecordedCall } from './turn.ts';

/**
 * Declared. The two acted calls of reference/latency.md §2.1: 0.67 pauses over 300 ms a turn, 0.46 over 500, 0.30 over 800,
 * of about 20 words with 2 or 3 commas: 0.02 a word, 0.12 at a comma, length 300 ms + exponential of 620 ms. A third of callers pause three
 * times as often, a third as seldom.
 */
export const pauseModel = {
  perWord: 0.02,
  atComma: 6,
  leastMs: 300,
  meanMoreMs: 620,
  msPerWord: 330,
  offsetLateMs: 60,
  offsetKnownMs: 168,
  onsetKnownMs: 80,
} as const;

interface Entry {
  readonly s: string;
  readonly t: string;
  readonly act?: string;
}

const data = join(dataFolder, '..');

function dialogues(name: string): readonly (readonly Entry[])[] {
  const file = join(data, 'dialogue', `${name}.dev.jsonl.gz`);
  if (!existsSync(file)) return [];
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { turns: readonly Entry[] }).turns);
}

export interface Written {
  readonly expectation: Expectation;
  readonly text: string;
}

const ask = (kind: ExpectationKind, language: string, choices: Expectation['choices'] = []): Expectation => ({
  kind,
  language,
  choices,
  hints: [],
  patience: defaultPatience[kind],
  dtmf: true,
  speech: true,
});
const choice = (id: string, ...phrases: string[]) => ({ id, phrases });
const either = choice(
  'any',
  "i don't care",
  'i dont care',
  'dont care',
  'any',
  "it doesn't matter",
  'it doesnt matter',
);
const asked = {
  yesNo: ask('yes-no', 'en-US'),
  price: ask('choice', 'en-US', [
    choice('cheap', 'cheap', 'cheap price range'),
    choice('moderate', 'moderate', 'moderate price range'),
    choice('expensive', 'expensive', 'expensive price range'),
    either,
  ]),
  area: ask('choice', 'en-US', [
    ...['north', 'south', 'east', 'west', 'center'].map((id) => choice(id, id, `${id} part of town`)),
    either,
  ]),
  dateTime: ask('date-time', 'en-US'),
  name: ask('name', 'en-US'),
  free: ask('free', 'en-US'),
  cantonese: ask('free', 'zh-HK'),
};

function questionOf(before: Entry | undefined, text: string): Expectation | null {
  if (/^(?:yes|no|yeah|yep|nope|sure|correct|right)\b/i.test(text)) return asked.yesNo;
  if (before === undefined) return asked.free;
  if (/cheap , moderate/.test(before.t)) return asked.price;
  if (/part of town/.test(before.t)) return asked.area;
  if (/ask_(?:day|time|date|starting_time|departure)/.test(before.act ?? '')) return asked.dateTime;
  if (before.act === 'ask_name') return asked.name;
  return /hello|anything_else/.test(before.act ?? '') ? asked.free : null;
}

function english(): Written[] {
  return [...dialogues('star'), ...dialogues('dstc2_babi6')].flatMap((turns) =>
    turns.flatMap(({ s, t }, i) => {
      const text = t.trim();
      const before = turns.slice(0, i).findLast((turn) => turn.s === 'S');
      const expectation = s === 'U' && text !== '' && text !== '<SILENCE>' ? questionOf(before, text) : null;
      return expectation ? [{ expectation, text }] : [];
    }),
  );
}

function cantonese(): Written[] {
  if (!existsSync(join(data, 'language'))) return [];
  return rowsOf(data, 'hkcancor').map((row) => ({ expectation: asked.cantonese, text: String(row['text']) }));
}

/** A closed question that is answered, and one that is answered with a story, are two things. */
function classOf({ text }: Written, kind: ExpectationKind, language: string): string {
  if (language === 'zh-HK') return `${kind} (Cantonese)`;
  const isClosed = kind === 'yes-no' || kind === 'choice';
  return isClosed && text.split(/\s+/).length > 4 ? `${kind}, more than four words` : kind;
}

/** At most `most` of each kind of question and language, drawn with the seed. */
export function writtenTurns(most: number, seed: number): ReadonlyMap<string, readonly Written[]> {
  const random = seededRandom(seed);
  const byClass = new Map<string, Written[]>();
  for (const turn of [...english(), ...cantonese()]) {
    const { kind, language } = turn.expectation;
    const name = classOf(turn, kind, language);
    byClass.set(name, [...(byClass.get(name) ?? []), turn]);
  }
  return new Map(
    [...byClass].map(([name, turns]) => {
      const keyed = turns.map((turn) => ({ turn, key: random.next() })).sort((a, b) => a.key - b.key);
      return [name, keyed.slice(0, most).map(({ turn }) => turn)];
    }),
  );
}

/** Calls of five turns; one caller in three pauses three times as often, one three times as seldom. */
export function paused(turns: readonly Written[], seed: number): RecordedCall[] {
  const random = seededRandom(seed);
  const calls: RecordedCall[] = [];
  for (let at = 0; at < turns.length; at += 5) {
    const habit = [1 / 3, 1, 3][Math.floor(random.next() * 3)] ?? 1;
    calls.push(turns.slice(at, at + 5).map((turn) => ({ ...spoken(turn, habit, random) })));
  }
  return calls;
}

const PIECE =
  /[\p{Script=Han}\p{Co}]+?(?=[\p{Script=Han}\p{Co}\s\p{P}]|$)[^\p{L}\p{N}\p{Co}]*|[^\s\p{Script=Han}\p{Co}]+\s*/gu;

function spoken({ expectation, text }: Written, habit: number, random: Random) {
  const pieces = text.match(PIECE) ?? [text];
  const isHan = expectation.language === 'zh-HK';
  const stretches: HeardStretch[] = [];
  const { perWord, atComma, leastMs, meanMoreMs, msPerWord, offsetLateMs } = pauseModel;
  let now = 500;
  let onset = now;
  let said = '';
  const end = (words: string) => {
    const offset = now + offsetLateMs;
    stretches.push({
      onset,
      onsetKnown: onset + pauseModel.onsetKnownMs,
      offset,
      offsetKnown: offset + pauseModel.offsetKnownMs,
      // A writer's full stop knows the end; a recogniser's does not.
      text: words.trim().replace(/[.!。！]+$/u, ''),
    });
  };
  pieces.forEach((piece, i) => {
    said += piece;
    now += isHan ? msPerWord / 2 : msPerWord;
    if (i === pieces.length - 1) return;
    const isComma = /[,，、;:]\s*$/u.test(piece);
    const rate = (isHan ? perWord / 2 : perWord) * habit * (isComma ? atComma : 1);
    if (random.next() >= rate) return;
    // Marks inside a turn are the writer's: a recogniser has not heard the rest yet.
    end(said.replace(/[,，、;:\s]+$/u, ''));
    now += leastMs - meanMoreMs * Math.log(1 - random.next());
    onset = now;
  });
  const endMs = now;
  end(said);
  return { expectation, stretches, endMs };
}
