/** Rows of digits as callers read them out, built from single spoken digits (FSDD, CC BY-SA 4.0; WEAVER_DATA). */
import { readWav } from '../../src/services/audio/testSupport.ts';
import type { VadWorker } from '../../src/services/audio/vad/vadWorker.ts';
import { seededRandom, type Random } from '../../src/types/clock.ts';
import { defaultPatience, type Expectation } from '../../src/types/expectation.ts';
import { loudUntil, stretchesOf } from './stretches.ts';
import type { RecordedCall, RecordedTurn } from './turn.ts';

export const FSDD_SPEAKERS = ['george', 'jackson', 'lucas', 'nicolas', 'theo', 'yweweler'] as const;
const NAMES = 'zero one two three four five six seven eight nine'.split(' ');

/** Declared, ms: between digits of a group, and between groups, where people breathe or look. Uniform. */
export const digitPauses = { within: [40, 220], between: [250, 1_200] } as const;

const kinds = [
  { kind: 'digits', language: 'en-US', groups: [4] },
  { kind: 'digits', language: 'en-US', groups: [3, 3] },
  { kind: 'phone', language: 'en-HK', groups: [4, 4] },
  { kind: 'phone', language: 'en-US', groups: [3, 3, 4] },
] as const;

function expecting({ kind, language, groups }: (typeof kinds)[number]): Expectation {
  const count = groups.reduce<number>((sum, size) => sum + size, 0);
  return {
    kind,
    language,
    choices: [],
    hints: [],
    patience: defaultPatience[kind],
    dtmf: true,
    speech: true,
    digits: kind === 'digits' ? { min: count, max: count } : { min: 6, max: 15, terminator: '#' },
  };
}

interface Said {
  readonly pcm: Int16Array;
  /** End of each digit, ms. */
  readonly ends: readonly number[];
  readonly digits: readonly number[];
}

function say(speaker: string, groups: readonly number[], random: Random): Said {
  const parts: Int16Array[] = [new Int16Array(500 * 8)];
  let samples = 500 * 8;
  const ends: number[] = [];
  const digits: number[] = [];
  const between = ([from, to]: readonly [number, number]) => from + random.next() * (to - from);
  groups.forEach((size, group) => {
    for (let i = 0; i < size; i++) {
      if (group + i > 0) {
        const gap = new Int16Array(
          Math.round(between(i === 0 ? digitPauses.between : digitPauses.within)) * 8,
        );
        parts.push(gap);
        samples += gap.length;
      }
      // No telephone number begins with 0 or 1 where these are from.
      const digit = group + i === 0 ? 2 + Math.floor(random.next() * 8) : Math.floor(random.next() * 10);
      const take = Math.floor(random.next() * 10);
      const clip = readWav('fsdd', `${digit}_${speaker}_${take}.wav`);
      parts.push(clip);
      ends.push((samples + clip.length) / 8);
      samples += clip.length;
      digits.push(digit);
    }
  });
  const pcm = new Int16Array(samples + 1_200 * 8);
  let at = 0;
  for (const part of parts) {
    pcm.set(part, at);
    at += part.length;
  }
  // A line is never quite silent.
  for (let i = 0; i < pcm.length; i++) pcm[i] = (pcm[i] ?? 0) + Math.round((random.next() - 0.5) * 24);
  return { pcm, ends, digits };
}

/** One call a row: every caller is new. */
export async function digitCalls(count: number, seed: number, worker: VadWorker): Promise<RecordedCall[]> {
  const random = seededRandom(seed);
  const calls: RecordedCall[] = [];
  for (let i = 0; i < count; i++) {
    const kind = kinds[i % kinds.length] as (typeof kinds)[number];
    const speaker = FSDD_SPEAKERS[Math.floor(random.next() * FSDD_SPEAKERS.length)] ?? 'theo';
    const said = say(speaker, kind.groups, random);
    const turn = await heard(said, expecting(kind), worker);
    if (turn) calls.push([turn]);
  }
  return calls;
}

async function heard(said: Said, expectation: Expectation, worker: VadWorker): Promise<RecordedTurn | null> {
  const stretches = await stretchesOf(said.pcm, worker);
  if (stretches.length === 0) return null;
  const endMs = loudUntil(said.pcm, said.ends.at(-1) ?? 0);
  return {
    expectation,
    endMs,
    stretches: stretches.map((stretch) => ({
      ...stretch,
      // A digit that ends where the stretch does, or a little behind a quiet end of it, was said.
      text: said.digits
        .filter((_, i) => ((said.ends[i - 1] ?? 0) + (said.ends[i] ?? 0)) / 2 < stretch.offset)
        .map((digit) => NAMES[digit])
        .join(' '),
    })),
  };
}
