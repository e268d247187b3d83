/**
 * People who talk: spoken orders, the caller of a contact-centre call, meetings (WEAVER_DATA). Where labels have no words the
 * embedded recogniser gives them, with its errors.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder, manifest, readWav, type LabelledClip } from '../../src/services/audio/testSupport.ts';
import type { VadWorker } from '../../src/services/audio/vad/vadWorker.ts';
import type { Recogniser } from '../../src/types/ports.ts';
import { defaultPatience, type Expectation } from '../../src/types/expectation.ts';
import { hearWith } from '../hearing.ts';
import { stretchesOf, type Stretch } from './stretches.ts';
import type { RecordedCall, RecordedTurn } from './turn.ts';

const open: Expectation = {
  kind: 'free',
  language: 'en-US',
  choices: [],
  hints: [],
  patience: defaultPatience.free,
  dtmf: true,
  speech: true,
};

/** Further apart, two stretches of one speaker are two turns. */
const APART_MS = 2_500;
const PRE_ROLL_MS = 200;
const HANGOVER_MS = 160;
/** Longer turns are heard from here on: the recogniser is slow on long ones, and endings decide. */
const LONGEST_MS = 20_000;

async function withWords(
  pcm: Int16Array,
  stretches: readonly Stretch[],
  recogniser: Recogniser,
  endMs: number | null,
): Promise<RecordedTurn> {
  const from = Math.max(0, (stretches[0]?.onset ?? 0) - PRE_ROLL_MS);
  const heard = [];
  for (const stretch of stretches) {
    const begin = Math.max(from, stretch.offset - LONGEST_MS);
    const part = pcm.slice(Math.round(begin * 8), Math.round((stretch.offset + HANGOVER_MS) * 8));
    const { text } = await hearWith(recogniser, part, false);
    heard.push({ ...stretch, text: text === '' ? null : text });
  }
  return { expectation: open, stretches: heard, endMs };
}

/** One clip is one order: it ends where the last speech does. */
export async function orderCalls(
  count: number,
  worker: VadWorker,
  recogniser: Recogniser,
): Promise<RecordedCall[]> {
  const calls: RecordedCall[] = [];
  for (const { file } of manifest()
    .filter(({ source }) => source === 'speech-to-intent')
    .slice(0, count)) {
    const pcm = readWav('telephony-8k', file);
    const stretches = await stretchesOf(pcm, worker);
    if (stretches.length === 0) continue;
    calls.push([await withWords(pcm, stretches, recogniser, stretches.at(-1)?.offset ?? null)]);
  }
  return calls;
}

/** The caller's channel of the contact-centre call; the agent's machine-made segments part its turns. */
export async function contactCentreCall(
  most: number,
  worker: VadWorker,
  recogniser: Recogniser,
): Promise<RecordedCall> {
  const name = 'Auto_Repairs_40_UTC';
  const labels = JSON.parse(
    readFileSync(join(dataFolder, 'lca-call', `${name}_energy_vad_segments.json`), 'utf8'),
  ) as { readonly agent: readonly (readonly [number, number])[] };
  const agent = labels.agent.map(([from, to]) => [from * 1_000, to * 1_000] as const);
  const pcm = readWav('lca-call', `${name}_caller.wav`);
  const stretches = await stretchesOf(pcm, worker);
  const speaksBetween = (from: number, to: number) =>
    agent.some(([a, b]) => b > from && a < to && b - a > 400);
  const groups: Stretch[][] = [];
  for (const stretch of stretches) {
    const last = groups.at(-1)?.at(-1);
    const isSame =
      last && stretch.onset - last.offset < APART_MS && !speaksBetween(last.offset, stretch.onset);
    if (isSame) groups.at(-1)?.push(stretch);
    else groups.push([stretch]);
  }
  const turns: RecordedTurn[] = [];
  for (const group of groups.slice(0, most)) {
    turns.push(await withWords(pcm, group, recogniser, group.at(-1)?.offset ?? null));
  }
  return turns;
}

/** Hand-made segments of meetings: stretches in which one person has the floor. */
export async function meetingCalls(
  count: number,
  worker: VadWorker,
  recogniser: Recogniser,
): Promise<RecordedCall[]> {
  const calls: RecordedCall[] = [];
  for (const clip of manifest()
    .filter(({ speakers }) => speakers)
    .slice(0, count)) {
    const pcm = readWav('telephony-8k', clip.file);
    const stretches = await stretchesOf(pcm, worker);
    for (const floor of floors(clip)) {
      const own = stretches.filter(
        ({ onset, offset }) => onset >= floor.from - 150 && offset <= floor.to + 250,
      );
      if (own.length === 0) continue;
      const endMs = floor.quietAfter ? (own.at(-1)?.offset ?? null) : null;
      calls.push([await withWords(pcm, own, recogniser, endMs)]);
    }
  }
  return calls;
}

interface Floor {
  readonly from: number;
  readonly to: number;
  /** Nobody speaks for a second: the end's silence can be seen. */
  readonly quietAfter: boolean;
}

/** One speaker's segments until another begins; overlapped ones are left out. */
function floors({ speakers = [], seconds }: LabelledClip): Floor[] {
  const made: { from: number; to: number; who: string }[] = [];
  for (const [from, to, who] of [...speakers].sort((a, b) => a[0] - b[0])) {
    const last = made.at(-1);
    if (last?.who === who && from * 1_000 - last.to < APART_MS) last.to = Math.max(last.to, to * 1_000);
    else made.push({ from: from * 1_000, to: to * 1_000, who });
  }
  return made
    .filter(
      (floor) => !made.some((other) => other !== floor && other.from < floor.to && other.to > floor.from),
    )
    .map(({ from, to }) => ({
      from,
      to,
      quietAfter:
        to + 1_000 < seconds * 1_000 && !made.some((other) => other.from >= to && other.from < to + 1_000),
    }));
}
