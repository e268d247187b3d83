import { Histogram } from './histogram.ts';

const VERSION = 1;
const HEADER_BYTES = 25;

/**
 * A histogram as bytes: version, sum, min and max (doubles), then for each bucket in use its distance from the one before
 * and its count, as LEB128 varints. Some 50-200 bytes for a minute of one stage.
 */
export function encodeHistogram(histogram: Histogram): Uint8Array {
  const tail: number[] = [];
  let previous = 0;
  for (const [bucket, count] of histogram.entries()) {
    pushVarint(tail, bucket - previous);
    pushVarint(tail, count);
    previous = bucket;
  }
  const bytes = new Uint8Array(HEADER_BYTES + tail.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  view.setFloat64(1, histogram.sumMs);
  view.setFloat64(9, histogram.min);
  view.setFloat64(17, histogram.max);
  bytes.set(tail, HEADER_BYTES);
  return bytes;
}

/** @throws RangeError on bytes that {@link encodeHistogram} did not make */
export function decodeHistogram(bytes: Uint8Array): Histogram {
  if (bytes.length < HEADER_BYTES || bytes[0] !== VERSION) throw new RangeError('not an encoded histogram');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Histogram.from({
    sumMs: view.getFloat64(1),
    min: view.getFloat64(9),
    max: view.getFloat64(17),
    entries: readEntries(bytes),
  });
}

function* readEntries(bytes: Uint8Array): Generator<readonly [number, number]> {
  let at = HEADER_BYTES;
  let bucket = 0;

  function varint(): number {
    let value = 0;
    for (let factor = 1; factor <= 2 ** 49; factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) break;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    throw new RangeError('an encoded histogram is cut short');
  }

  while (at < bytes.length) {
    bucket += varint();
    yield [bucket, varint()];
  }
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
}
