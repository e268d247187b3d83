/**
 * What each part of the audio room costs, in CPU microseconds for one 20 ms frame of one call, and, where the test audio
 * is at hand, how well speech is found.
 *
 *     node bench/audio.ts [--quick] [--json]
 *
 * CPU time, not wall time: a busy machine does not spoil it, though it makes caches colder.
 */
import { ArrivalJitter } from '../src/services/audio/arrivalJitter.ts';
import { DtmfDetector } from '../src/services/audio/dtmf.ts';
import { MediaTimeline } from '../src/services/audio/mediaTimeline.ts';
import { decodeMulaw, encodeMulaw } from '../src/services/audio/mulaw.ts';
import { NoiseReducer, warmNoiseReduction } from '../src/services/audio/noiseReduction.ts';
import { Resampler, warmResampler } from '../src/lib/resampler.ts';
import { EnergyVad } from '../src/services/audio/vad/energyVad.ts';
import { SILERO_FRAME_SAMPLES } from '../src/services/audio/vad/frame.ts';
import { Silero, SileroState } from '../src/services/audio/vad/silero.ts';
import { StreamingAudioProcessor } from '../src/services/streamingAudioProcessor.ts';
import { seededRandom, systemClock } from '../src/types/clock.ts';
import { detection } from './audioDetection.ts';
import { goal, runIfMain, type Bench } from './frame.ts';

/** Ten minutes of frames; a quick run takes one. */
const FRAMES = 30_000;
const QUICK_FRAMES = 3_000;

/** Speech-like: a voice of changing pitch and loudness for 1.2 s, then 0.8 s of faint noise, and so on. */
function speechLike(seconds: number): Int16Array {
  const random = seededRandom(1);
  let phase = 0;
  return Int16Array.from({ length: seconds * 8_000 }, (_, i) => {
    const noise = (random.next() - 0.5) * 100;
    if (i % 16_000 > 9_600) return noise;
    phase += (2 * Math.PI * (120 + 40 * Math.sin(i / 3_000))) / 8_000;
    const loudness = 2_500 * (1 + 0.8 * Math.sin((2 * Math.PI * i) / 2_000));
    return noise + loudness * (Math.sin(phase) + 0.6 * Math.sin(3 * phase) + 0.4 * Math.sin(7 * phase));
  });
}

const pcm = speechLike(20);
const mulaw = new Uint8Array(pcm.length);
encodeMulaw(pcm, mulaw);
const framesPerLoop = pcm.length / 160;
const pcmFrame = (n: number) => pcm.subarray((n % framesPerLoop) * 160, (n % framesPerLoop) * 160 + 160);
const mulawFrame = (n: number) => mulaw.subarray((n % framesPerLoop) * 160, (n % framesPerLoop) * 160 + 160);

async function cpuPerFrame(frames: number, work: (n: number) => unknown): Promise<number> {
  for (let n = 0; n < Math.min(500, frames); n++) await work(n);
  const before = process.cpuUsage();
  for (let n = 0; n < frames; n++) {
    const result = work(n);
    if (result instanceof Promise) await result;
  }
  const used = process.cpuUsage(before);
  return Math.round(((used.user + used.system) / frames) * 100) / 100;
}

async function vadRun(batch: number, runs: number): Promise<number> {
  const silero = await Silero.load();
  const states = Array.from({ length: batch }, () => new SileroState());
  const input = new Int16Array(batch * SILERO_FRAME_SAMPLES);
  const perRun = await cpuPerFrame(runs, (n) => {
    for (let b = 0; b < batch; b++) {
      const at = ((n * 97 + b * 31) % (framesPerLoop - 2)) * 160;
      input.set(pcm.subarray(at, at + SILERO_FRAME_SAMPLES), b * SILERO_FRAME_SAMPLES);
    }
    return silero.run(states, input);
  });
  await silero.close();
  return Math.round((perRun / batch) * 100) / 100;
}

function wholeEars(frames: number): (n: number) => void {
  const processor = new StreamingAudioProcessor(
    {
      clock: systemClock,
      transport: {
        kind: 'audio',
        sendAudio: () => undefined,
        mark: () => undefined,
        clear: () => undefined,
        close: () => undefined,
        backlogBytes: 0,
      },
      recogniser: null,
      synthesiserFor: () => null,
      language: 'en-US',
      vad: 'energy',
      noiseReduction: 'off',
      detectDtmf: false,
      reorder: false,
    },
    {
      speechStart: () => undefined,
      speechEnd: () => undefined,
      partial: () => undefined,
      final: () => undefined,
      key: () => undefined,
      stalled: () => undefined,
      failed: () => undefined,
    },
    {
      stage: () => undefined,
      heard: () => undefined,
      finished: () => undefined,
      stopped: () => undefined,
      failed: () => undefined,
    },
  );
  return (n) => {
    processor.audio(mulawFrame(n), n * 20);
    if (n === frames - 1) processor.close();
  };
}

/** CPU µs for one 20 ms frame of one call. */
async function costs(frames: number) {
  await warmResampler();
  await warmNoiseReduction();
  const out = new Int16Array(160);
  const coded = new Uint8Array(160);
  const up = new Resampler(8_000, 16_000);
  const down = new Resampler(24_000, 8_000);
  const wide = new Int16Array(480).map((_, i) => pcm[i] ?? 0);
  const nothing = { onset: () => undefined, offset: () => undefined };
  const energy = new EnergyVad(nothing);
  const energyOfTimeline = new EnergyVad(nothing);
  const dtmf = new DtmfDetector(() => undefined);
  const timeline = new MediaTimeline(() => undefined);
  const timelineWithVad = new MediaTimeline((samples, mediaMs) => energyOfTimeline.push(samples, mediaMs));
  const jitter = new ArrivalJitter();
  const reducer = new NoiseReducer();
  // The model's frame is 32 ms.
  const of20Ms = 20 / 32;
  return {
    mulawDecode: await cpuPerFrame(frames, (n) => decodeMulaw(mulawFrame(n), out)),
    mulawEncode: await cpuPerFrame(frames, (n) => encodeMulaw(pcmFrame(n), coded)),
    timeline: await cpuPerFrame(frames, (n) => timeline.push(mulawFrame(n), n * 20)),
    timelineLevelsEnergyVad: await cpuPerFrame(frames, (n) => timelineWithVad.push(mulawFrame(n), n * 20)),
    energyVad: await cpuPerFrame(frames, (n) => energy.push(pcmFrame(n), n * 20)),
    arrivalJitter: await cpuPerFrame(frames, (n) => jitter.arrived(n * 20, n * 20 + (n % 7))),
    dtmf: await cpuPerFrame(frames, (n) => dtmf.push(pcmFrame(n), n * 20)),
    resample8To16: await cpuPerFrame(frames, (n) => up.process(pcmFrame(n))),
    resample24To8: await cpuPerFrame(frames, () => down.process(wide)),
    wholeEarsEnergy: await cpuPerFrame(frames, wholeEars(frames)),
    neuralVadAlone: round((await vadRun(1, frames / 10)) * of20Ms),
    neuralVadInBatchesOf16: round((await vadRun(16, frames / 10)) * of20Ms),
    noiseReductionGtcrn: await cpuPerFrame(frames / 10, (n) => {
      out.set(pcmFrame(n));
      reducer.process(out);
    }),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

export const audio: Bench = {
  name: 'audio',
  description: 'CPU for each part of the audio path, and how well speech is found on real telephone audio',
  async run({ quick, note }) {
    const frames = quick ? QUICK_FRAMES : FRAMES;
    note('cost of each part');
    const cpu = await costs(frames);
    note('speech detection on the test audio');
    const found = await detection(quick);
    const onsetMs = (kind: 'energy' | 'neural') => found?.[kind].onsetKnownAfterMs.max ?? null;
    return {
      conditions: {
        frames,
        frameMs: 20,
        cpu: 'CPU µs for one 20 ms frame of one call, synthetic voice',
        testAudio: found !== null,
      },
      results: { cpu, detection: found },
      goals: [
        // 100 calls on a core leave 200 µs for a frame and its answer; the ears may take a quarter.
        goal('whole ears, energy detector', '<=', 50, cpu.wholeEarsEnergy, 'µs/frame'),
        goal('onset known, energy detector, slowest', '<=', 250, onsetMs('energy'), 'ms'),
        goal('onset known, neural detector, slowest', '<=', 250, onsetMs('neural'), 'ms'),
      ],
    };
  },
};

await runIfMain(import.meta, audio);
