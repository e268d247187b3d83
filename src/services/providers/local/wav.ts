/** Reads the 16-bit mono WAV files that speech programs write. */

export interface WavFormat {
  readonly sampleRate: number;
  readonly channels: number;
  readonly bitsPerSample: number;
  /** Where the samples begin, in bytes. */
  readonly dataOffset: number;
  /** As declared; a program that streams cannot know it and writes something very large. */
  readonly dataLength: number;
}

/** The header at the beginning of `bytes`; null while it is not complete; throws when it is no WAV. */
export function wavFormat(bytes: Buffer): WavFormat | null {
  if (bytes.length < 12) return null;
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') {
    throw new Error('not a WAV file');
  }
  let format: { sampleRate: number; channels: number; bitsPerSample: number } | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    if (name === 'data') {
      if (!format) throw new Error('a WAV file without a format');
      return { ...format, dataOffset: at + 8, dataLength: length };
    }
    if (name === 'fmt ') {
      if (at + 24 > bytes.length) return null;
      format = {
        channels: bytes.readUInt16LE(at + 10),
        sampleRate: bytes.readUInt32LE(at + 12),
        bitsPerSample: bytes.readUInt16LE(at + 22),
      };
    }
    at += 8 + length + (length & 1);
  }
  return null;
}

/** All samples of a whole 16-bit mono file. */
export function wavPcm(bytes: Buffer): { readonly pcm: Int16Array; readonly sampleRate: number } {
  const format = wavFormat(bytes);
  if (!format || format.channels !== 1 || format.bitsPerSample !== 16) throw new Error('not 16-bit mono WAV');
  const end = Math.min(bytes.length, format.dataOffset + format.dataLength);
  return { pcm: samplesOf(bytes.subarray(format.dataOffset, end)), sampleRate: format.sampleRate };
}

/** Little-endian 16-bit samples; copies, so the bytes need no alignment. An odd last byte is left out. */
export function samplesOf(bytes: Buffer): Int16Array {
  const pcm = new Int16Array(bytes.length >> 1);
  for (let i = 0; i < pcm.length; i++) pcm[i] = bytes.readInt16LE(i * 2);
  return pcm;
}
