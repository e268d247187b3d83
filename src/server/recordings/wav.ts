/** The recording of a call: WAV, mu-law, 8 kHz, left the caller, right the agent (RFC 2361; one byte a sample). */

export const HEADER_BYTES = 74;
export const SAMPLES_PER_SECOND = 8_000;
export const SAMPLES_PER_MS = 8;
export const CHANNELS = 2;
/** Mu-law for nothing at all. */
export const QUIET = 0xff;
const FORMAT_MULAW = 7;

/** `startMs`: the call's clock at the first sample, in a chunk that other programs skip. */
export function wavHeader(dataBytes: number, startMs: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(18, 16);
  header.writeUInt16LE(FORMAT_MULAW, 20);
  header.writeUInt16LE(CHANNELS, 22);
  header.writeUInt32LE(SAMPLES_PER_SECOND, 24);
  header.writeUInt32LE(SAMPLES_PER_SECOND * CHANNELS, 28);
  header.writeUInt16LE(CHANNELS, 32);
  header.writeUInt16LE(8, 34);
  header.write('fact', 38, 'latin1');
  header.writeUInt32LE(4, 42);
  header.writeUInt32LE(dataBytes / CHANNELS, 46);
  header.write('cfwt', 50, 'latin1');
  header.writeUInt32LE(8, 54);
  header.writeDoubleLE(startMs, 58);
  header.write('data', 66, 'latin1');
  header.writeUInt32LE(dataBytes, 70);
  return header;
}

/** null: not one of ours. */
export function startMsOf(header: Uint8Array): number | null {
  const bytes = Buffer.from(header.buffer, header.byteOffset, header.byteLength);
  if (bytes.length < HEADER_BYTES || bytes.toString('latin1', 50, 54) !== 'cfwt') return null;
  return bytes.readDoubleLE(58);
}
