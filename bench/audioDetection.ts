/** How well, and how soon, speech is found in the telephone clips of the test audio. Media time throughout. */
import { hasData, manifest, readWav } from '../src/services/audio/testSupport.ts';
import { EnergyVad } from '../src/services/audio/vad/energyVad.ts';
import { NeuralVad } from '../src/services/audio/vad/neuralVad.ts';
import { VadWorker } from '../src/services/audio/vad/vadWorker.ts';
import { systemClock } from '../src/types/clock.ts';

interface Found {
  readonly segments: [number, number][];
  readonly delaysMs: number[];
  readonly asked: number;
}

export interface DetectionFigures {
  /** From the start of the loud stretch in which speech was found until it was reported; thread time is not in it. */
  readonly onsetKnownAfterMs: { readonly p50: number; readonly p95: number; readonly max: number };
  /** Share of the time in which somebody speaks, by hand-made labels, that is found; of the rest, that is taken for speech. */
  readonly meetings: { readonly found: number; readonly falseAlarm: number };
  readonly falseOnsetsPerMinuteOfNoise: number;
  /** Share of frames that the neural detector was asked about. */
  readonly asked: number;
}

async function answered(vad: NeuralVad): Promise<void> {
  while (vad.waiting > 0) await new Promise((resolve) => setImmediate(resolve));
}

async function find(pcm: Int16Array, worker: VadWorker | null): Promise<Found> {
  const segments: [number, number][] = [];
  const delaysMs: number[] = [];
  let mediaMs = 0;
  const sink = {
    onset(ms: number) {
      segments.push([ms, Infinity]);
      delaysMs.push(mediaMs - loudSince(pcm, mediaMs));
    },
    offset(ms: number) {
      const last = segments.at(-1);
      if (last) last[1] = ms;
    },
  };
  const vad = worker ? new NeuralVad(systemClock, worker, sink, { patienceMs: 60_000 }) : new EnergyVad(sink);
  for (let at = 0; at < pcm.length; at += 160) {
    mediaMs = at / 8 + 20;
    vad.push(pcm.subarray(at, at + 160), at / 8);
    if (vad instanceof NeuralVad) await answered(vad);
  }
  vad.close();
  return { segments, delaysMs, asked: vad instanceof NeuralVad ? vad.counts.asked / vad.counts.frames : 0 };
}

/** Independent of the detectors: back from `ms` while it is louder than −45 dBFS, holes of 50 ms forgiven. */
function loudSince(pcm: Int16Array, ms: number): number {
  let since = ms;
  for (let at = ms - 10; at >= 0 && at >= since - 60; at -= 10) {
    let sum = 0;
    for (const sample of pcm.subarray(at * 8, at * 8 + 80)) sum += sample * sample;
    if (10 * Math.log10(sum / 80 / 32_768 ** 2) > -45) since = at;
  }
  return since;
}

async function figures(worker: VadWorker | null, quick: boolean): Promise<DetectionFigures> {
  const clips = manifest();
  const delays: number[] = [];
  const asked: number[] = [];
  for (const { file } of clips
    .filter(({ source }) => source === 'speech-to-intent')
    .slice(0, quick ? 6 : 20)) {
    const found = await find(readWav('telephony-8k', file), worker);
    delays.push(...found.delaysMs);
    asked.push(found.asked);
  }
  const counts = { said: 0, found: 0, quiet: 0, falseAlarm: 0 };
  for (const { file, speakers } of clips.filter((clip) => clip.speakers).slice(0, quick ? 2 : 8)) {
    const { segments } = await find(readWav('telephony-8k', file), worker);
    for (let ms = 0; ms < 30_000; ms += 10) {
      const said = speakers?.some(([from, to]) => ms >= from * 1_000 && ms < to * 1_000) ?? false;
      const found = segments.some(([from, to]) => ms >= from && ms < to);
      counts[said ? 'said' : 'quiet']++;
      if (found) counts[said ? 'found' : 'falseAlarm']++;
    }
  }
  let noiseMs = 0;
  let onsets = 0;
  for (const { file } of clips.filter(({ source }) => source === 'noise')) {
    const pcm = readWav('telephony-8k', file).subarray(0, quick ? 240_000 : undefined);
    noiseMs += pcm.length / 8;
    onsets += (await find(pcm, worker)).segments.length;
  }
  delays.sort((a, b) => a - b);
  const at = (q: number) => delays[Math.min(delays.length - 1, Math.floor(q * delays.length))] ?? NaN;
  return {
    onsetKnownAfterMs: { p50: at(0.5), p95: at(0.95), max: at(1) },
    meetings: {
      found: round(counts.found / counts.said),
      falseAlarm: round(counts.falseAlarm / counts.quiet),
    },
    falseOnsetsPerMinuteOfNoise: round((onsets * 60_000) / noiseMs),
    asked: round(asked.reduce((sum, share) => sum + share, 0) / asked.length),
  };
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

/** null where there is no test audio. */
export async function detection(
  quick: boolean,
): Promise<{ energy: DetectionFigures; neural: DetectionFigures } | null> {
  if (!hasData) return null;
  const worker = new VadWorker();
  await worker.start();
  const result = { energy: await figures(null, quick), neural: await figures(worker, quick) };
  await worker.close();
  return result;
}
