/** Chinese silences to learn from: Hong Kong conversations (HKCanCor), and what people wrote to a travel service (CrossWOZ). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { traditional } from '../../../src/lib/hanScript.ts';
import { chineseFeatures } from '../../../src/services/language/endings/chineseFeatures.ts';
import { rowsOf } from '../rows.ts';
import { hash } from './english.ts';
import type { Sample } from './train.ts';

export interface ChineseSilence extends Sample {
  readonly text: string;
  /** A fifth of the conversations. */
  readonly part: number;
  readonly atBorder: boolean;
}

const PARTS = 5;
/** Declared: callers pause between any two characters, and more often where a clause ends. */
const AT_BORDER = 5;
const INSIDE_A_WORD = 0.5;
const LONGEST = 80;
/** Dots, dashes: the speaker was cut off. */
const BROKEN = /[-…—─]\s*$/u;

/** Each sentence of a conversation may be the last: the other one may answer. */
export function hkcancorSilences(data: string, half?: string): ChineseSilence[] {
  return rowsOf(data, 'hkcancor', half).flatMap((row) => {
    const part = hash(String(row['file'])) % PARTS;
    const sentences = String(row['text']).match(/[^。？！?!]+[。？！?!]*/gu) ?? [];
    return sentences.flatMap((sentence) => silencesOf(sentence, part));
  });
}

interface Dialogue {
  readonly id: string;
  readonly turns: readonly { readonly s: string; readonly t: string }[];
}

export function crosswozSilences(data: string): ChineseSilence[] {
  const bytes = gunzipSync(readFileSync(join(data, 'dialogue', 'crosswoz_valtest.jsonl.gz')));
  const lines = bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.flatMap((line) => {
    const { id, turns } = JSON.parse(line) as Dialogue;
    const said = turns.flatMap(({ s, t }) => (s === 'U' ? [traditional(t)] : []));
    return said.flatMap((text) => silencesOf(text, hash(id) % PARTS));
  });
}

const words = new Intl.Segmenter('zh', { granularity: 'word' });

function silencesOf(text: string, part: number): ChineseSilence[] {
  const borders = new Set<number>();
  for (const { index } of words.segment(text)) borders.add(index);
  const bare = text.replace(/[^\p{L}\p{N}\p{Co}]+$/u, '');
  const isBroken = BROKEN.test(text);
  const made: ChineseSilence[] = [];
  let at = 0;
  for (const character of bare.slice(0, LONGEST)) {
    at += character.length;
    if (!/[\p{L}\p{N}\p{Co}]/u.test(character)) continue;
    const isEnd = at === bare.length;
    if (isEnd && isBroken) continue;
    // Nobody stops inside of an English word.
    if (!isEnd && /[a-z\d]/iu.test(character) && /[a-z\d]/iu.test(bare[at] ?? '')) continue;
    const atBorder = !isEnd && /[^\p{L}\p{N}\p{Co}\s]/u.test(bare[at] ?? '');
    const weight = isEnd ? 1 : atBorder ? AT_BORDER : borders.has(at) ? 1 : INSIDE_A_WORD;
    const upTo = bare.slice(0, at);
    made.push({ text: upTo, features: chineseFeatures(upTo), isEnd, weight, part, atBorder });
  }
  return made;
}
