/** What a caller's line sounds like, in mu-law: its background, and over it what is said. */
import { mulawEncode } from '../../../src/lib/g711.ts';
import type { Random } from '../../../src/types/clock.ts';
import type { CallerLine } from '../caller.ts';
import { lineOf, overLine } from '../speech/line.ts';
import type { Speaker } from '../speech/spoken.ts';
import { buzz, cough } from './buzz.ts';

export interface Utterance {
  readonly tokens: Parameters<CallerLine['speak']>[0];
  readonly runs: Parameters<CallerLine['speak']>[1];
  readonly spoken: Parameters<CallerLine['speak']>[2];
}

export interface LineSound {
  /** A stretch of the line while nobody speaks; samples of the stream. */
  quiet(from: number, length: number): Uint8Array;
  /** What is heard from sample `from` on while this is said. */
  speech(said: Utterance, from: number): Uint8Array;
}

/** Voices without words on a silent line: times are the plan's. */
export function buzzingLine(random: Random): LineSound {
  return {
    quiet: (_from, length) => new Uint8Array(length).fill(0xff),
    speech: (said) => mulawEncode(withoutWords(said, random)),
  };
}

const LOOP_MS = 60_000;
const SAMPLES_PER_MS = 8;

/** Speech of the stock, on the call's own line. What is no turn (a cough, a word of assent) has no words. */
export function spokenLine(speaker: Speaker, seed: number, call: number, random: Random): LineSound {
  const line = lineOf(seed, call);
  const loop = speaker.background(line, LOOP_MS, call);
  const idle = mulawEncode(overLine(line, loop.slice(), []));
  return {
    quiet: (from, length) => around(idle, from, new Uint8Array(length)),
    speech(said, from) {
      const placed = said.spoken?.placed?.map(({ stretch: { samples }, at }) => ({ samples, at }));
      const sounds = placed ?? [{ samples: withoutWords(said, random), at: 0 }];
      const length = Math.max(...sounds.map(({ samples, at }) => at * SAMPLES_PER_MS + samples.length));
      const onto = around(loop, from, new Int16Array(Math.ceil(length)));
      return mulawEncode(overLine(line, onto, sounds));
    },
  };
}

function withoutWords({ tokens, runs }: Utterance, random: Random): Int16Array {
  return tokens.length > 0 ? buzz(runs, random) : cough(Math.max(0, ...runs.map(({ to }) => to)), random);
}

/** Of a loop, over its end. */
function around<T extends Uint8Array | Int16Array>(loop: T, from: number, into: T): T {
  for (let at = 0; at < into.length; at++) into[at] = loop[(from + at) % loop.length] ?? 0;
  return into;
}
