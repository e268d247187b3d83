/**
 * What people said: single digits (FSDD, CC BY-SA 4.0), and whatever was said in meetings, orders and a contact-centre call,
 * cut where it falls silent (WEAVER_DATA).
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { dataFolder, readWav, type LabelledClip } from '../../../src/services/audio/testSupport.ts';
import { FSDD_SPEAKERS } from '../../endpointing/digits.ts';
import { framePowers, SAMPLES_PER_MS } from './levels.ts';
import { material, type Material } from './material.ts';

const SOURCES: ReadonlySet<string> = new Set(['ami', 'lca-calls', 'speech-to-intent']);
const TAKES = 4;
/** Silence that parts two stretches; shorter ones belong to speech. */
const APART_MS = 200;
const SHORTEST_MS = 250;
const LONGEST_MS = 8_000;
/** Below the loudest of its recording it is silence, dB. Recordings of rooms are never quieter by more. */
const SILENCE_DB = 30;

export function hasHumanSpeech(folder = dataFolder): boolean {
  return existsSync(join(folder, 'fsdd')) && existsSync(join(folder, 'telephony-8k', 'manifest.json'));
}

/** A sound this much quieter than the recording's loudest is a breath or somebody far away, dB. */
const FAR_DB = 12;

/** `size`: how many stretches of other words than digits, at most. */
export function humanMaterials(size: number, folder = dataFolder): Material[] {
  const read = (...path: string[]) => readWav(relative(dataFolder, folder), ...path);
  const figures = FSDD_SPEAKERS.flatMap((voice) =>
    Array.from({ length: 10 }, (_, digit) => digit).flatMap((digit) =>
      Array.from({ length: TAKES }, (_, take) =>
        material(
          { text: String(digit), kind: 'digits', voice },
          read('fsdd', `${digit}_${voice}_${take}.wav`),
        ),
      ),
    ),
  );
  const clips = JSON.parse(
    readFileSync(join(folder, 'telephony-8k', 'manifest.json'), 'utf8'),
  ) as LabelledClip[];
  const words = clips
    .filter(({ source }) => SOURCES.has(source))
    .flatMap((clip) =>
      cutAtSilence(read('telephony-8k', clip.file), clip).map((pcm) =>
        material({ text: null, kind: 'words', voice: `${clip.source} ${clip.file}` }, pcm),
      ),
    )
    .filter((one) => one !== null)
    .toSorted((a, b) => a.to - a.from - (b.to - b.from));
  const step = Math.max(1, words.length / size);
  const some = Array.from(
    { length: Math.min(size, words.length) },
    (_, i) => words[Math.floor((i + 0.5) * step)],
  );
  return [...figures, ...some].filter((one) => one !== null && one !== undefined);
}

/** Where people have said who speaks, what nobody is said to speak in is no speech. */
function cutAtSilence(pcm: Int16Array, { speakers }: LabelledClip): Int16Array[] {
  const powers = framePowers(pcm);
  const least = Math.max(...powers) / 10 ** (SILENCE_DB / 10);
  const near = Math.max(...powers) / 10 ** (FAR_DB / 10);
  const stretches: { from: number; to: number; peak: number }[] = [];
  powers.forEach((power, frame) => {
    if (power < least) return;
    const [from, to] = [frame * 10, (frame + 1) * 10];
    const last = stretches.at(-1);
    if (last && from - last.to < APART_MS) {
      last.to = to;
      last.peak = Math.max(last.peak, power);
    } else stretches.push({ from, to, peak: power });
  });
  return stretches
    .filter(
      ({ from, to }) =>
        speakers === undefined ||
        speakers.some(([begin, end]) => from >= begin * 1_000 - 200 && to <= end * 1_000 + 200),
    )
    .filter(({ from, to, peak }) => peak >= near && to - from >= SHORTEST_MS && to - from <= LONGEST_MS)
    .map(({ from, to }) => pcm.slice(from * SAMPLES_PER_MS, to * SAMPLES_PER_MS));
}
