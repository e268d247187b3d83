import { WeaverError } from '../../types/errors/index.ts';
import { decodeAlaw, decodeMulaw, encodeMulaw, SILENCE } from '../network/g711.ts';

/** Samples from −1 to 1, mixed to one channel. */
export interface Recording {
  readonly samples: Float32Array;
  readonly rate: number;
}

interface Format {
  readonly code: number;
  readonly channels: number;
  readonly rate: number;
  readonly bits: number;
}

const PCM = 1;
const FLOAT = 3;
const ALAW = 6;
const MULAW = 7;
const EXTENSIBLE = 0xfffe;

function bad(reason: string): never {
  throw new WeaverError('SIM_BAD_RECORDING', { reason });
}

/** Reads a RIFF/WAVE file: PCM of 8 to 32 bits, 32-bit float, A-law or mu-law; any rate; channels are averaged. */
export function readWav(file: Uint8Array): Recording {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (
    bytes.length < 12 ||
    bytes.toString('latin1', 0, 4) !== 'RIFF' ||
    bytes.toString('latin1', 8, 12) !== 'WAVE'
  )
    bad('not a WAV file');
  let format: Format | null = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const id = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const chunk = bytes.subarray(at + 8, Math.min(bytes.length, at + 8 + size));
    if (id === 'fmt ') format = readFormat(chunk);
    // A size of 0 or beyond the end is what programs write that stream their output: take what is there.
    if (id === 'data') {
      if (!format) bad('its data comes before its format');
      const data = size === 0 || size === 0xffffffff ? bytes.subarray(at + 8) : chunk;
      return { samples: readSamples(data, format), rate: format.rate };
    }
    at += 8 + size + (size & 1);
  }
  return bad('no audio in it');
}

function readFormat(chunk: Buffer): Format {
  if (chunk.length < 16) bad('its format is cut short');
  let code = chunk.readUInt16LE(0);
  if (code === EXTENSIBLE && chunk.length >= 26) code = chunk.readUInt16LE(24);
  const format = {
    code,
    channels: chunk.readUInt16LE(2),
    rate: chunk.readUInt32LE(4),
    bits: chunk.readUInt16LE(14),
  };
  if (format.channels < 1 || format.channels > 64) bad(`${format.channels} channels`);
  if (format.rate < 4_000 || format.rate > 768_000) bad(`a rate of ${format.rate} Hz`);
  if (![PCM, FLOAT, ALAW, MULAW].includes(code)) bad(`encoding ${code}`);
  const bits = { [FLOAT]: [32], [ALAW]: [8], [MULAW]: [8], [PCM]: [8, 16, 24, 32] }[code];
  if (!bits?.includes(format.bits)) bad(`${format.bits} bits a sample`);
  return format;
}

function readSamples(data: Buffer, { code, channels, bits }: Format): Float32Array {
  const width = bits / 8;
  const one = sampleReader(code, bits);
  const count = Math.floor(data.length / (width * channels));
  const samples = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += one(data, (i * channels + c) * width);
    const mean = sum / channels;
    samples[i] = Number.isFinite(mean) ? Math.max(-1, Math.min(1, mean)) : 0;
  }
  return samples;
}

function sampleReader(code: number, bits: number): (data: Buffer, at: number) => number {
  if (code === FLOAT) return (d, at) => d.readFloatLE(at);
  if (code === MULAW) return (d, at) => decodeMulaw(d[at]!) / 32_768;
  if (code === ALAW) return (d, at) => decodeAlaw(d[at]!) / 32_768;
  if (bits === 8) return (d, at) => (d[at]! - 128) / 128;
  const scale = 2 ** (bits - 1);
  return (d, at) => d.readIntLE(at, bits / 8) / scale;
}

/** Zero crossings of the interpolation kernel on each side. */
const KERNEL_CROSSINGS = 16;

/**
 * Any rate → 8 kHz mu-law by a Hann-windowed sinc, cut off at 3.7 kHz. A whole recording at once, before the call: the
 * audio room's streaming resampler is for live audio at the usual rates.
 */
export function toTelephone({ samples, rate }: Recording): Uint8Array {
  const length = Math.floor((samples.length * 8_000) / rate);
  const out = new Uint8Array(length);
  if (rate === 8_000) {
    for (let i = 0; i < length; i++) out[i] = encodeMulaw(Math.round(samples[i]! * 32_767));
    return out;
  }
  const step = rate / 8_000;
  const cutoff = Math.min(1, (3_700 * 2) / rate);
  const half = Math.ceil(KERNEL_CROSSINGS / cutoff);
  for (let i = 0; i < length; i++) {
    const centre = i * step;
    const from = Math.max(0, Math.ceil(centre - half));
    const to = Math.min(samples.length - 1, Math.floor(centre + half));
    let sum = 0;
    for (let k = from; k <= to; k++) sum += samples[k]! * kernel(centre - k, cutoff, half);
    out[i] = encodeMulaw(Math.round(Math.max(-1, Math.min(1, sum)) * 32_767));
  }
  return out;
}

function kernel(x: number, cutoff: number, half: number): number {
  const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / half);
  const phase = Math.PI * x * cutoff;
  return window * cutoff * (Math.abs(phase) < 1e-9 ? 1 : Math.sin(phase) / phase);
}

/** A two-channel 16-bit 8 kHz WAV file: left the caller, right the agent. Shorter sides are filled with silence. */
export function twoChannelWav(caller: Uint8Array, agent: Uint8Array): Buffer {
  const frames = Math.max(caller.length, agent.length);
  const data = frames * 4;
  const file = Buffer.alloc(44 + data);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + data, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(PCM, 20);
  file.writeUInt16LE(2, 22);
  file.writeUInt32LE(8_000, 24);
  file.writeUInt32LE(32_000, 28);
  file.writeUInt16LE(4, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(data, 40);
  for (let i = 0; i < frames; i++) {
    file.writeInt16LE(decodeMulaw(caller[i] ?? SILENCE), 44 + i * 4);
    file.writeInt16LE(decodeMulaw(agent[i] ?? SILENCE), 46 + i * 4);
  }
  return file;
}
