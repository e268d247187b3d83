/** The first audio message of a turn: a RIFF/WAVE header whose sizes nobody knows yet. */
import { mulawDecode } from '../../../lib/g711.ts';

export interface WaveFormat {
  readonly rate: number;
  readonly bytesPerSecond: number;
  /** A whole number of samples each time. */
  decode(data: Buffer): Int16Array;
}

/** Undefined: not a header, or of a format that the service does not take. */
export function waveFormat(header: Buffer): WaveFormat | undefined {
  const marks = [
    [0, 'RIFF'],
    [8, 'WAVEfmt '],
    [36, 'data'],
  ] as const;
  if (header.length !== 44) return undefined;
  if (!marks.every(([at, mark]) => header.toString('latin1', at, at + mark.length) === mark))
    return undefined;
  const [tag, channels] = [header.readUInt16LE(20), header.readUInt16LE(22)];
  const [rate, bytesPerSecond] = [header.readUInt32LE(24), header.readUInt32LE(28)];
  const bits = header.readUInt16LE(34);
  if (channels !== 1 || bytesPerSecond !== (rate * bits) / 8) return undefined;
  if (tag === 7 && bits === 8 && rate === 8_000)
    return { rate, bytesPerSecond, decode: (data) => mulawDecode(data) };
  if (tag === 1 && bits === 16 && (rate === 8_000 || rate === 16_000)) {
    return { rate, bytesPerSecond, decode: samples };
  }
  return undefined;
}

function samples(data: Buffer): Int16Array {
  const pcm = new Int16Array(data.length >> 1);
  for (let i = 0; i < pcm.length; i++) pcm[i] = data.readInt16LE(i * 2);
  return pcm;
}
