import { expect, test } from 'vitest';
import { decodeMulaw, encodeMulaw, levelOf } from '../network/g711.ts';
import { tone } from '../testing/toneVoice.ts';
import { clipOf } from './clip.ts';
import { readWav, toTelephone, twoChannelWav } from './wav.ts';

/** A WAV file of a sine wave. */
function wav(o: {
  rate: number;
  bits: number;
  code?: number;
  channels?: number;
  hertz?: number;
  ms?: number;
}): Buffer {
  const { rate, bits, code = 1, channels = 1, hertz = 500, ms = 500 } = o;
  const frames = Math.floor((rate * ms) / 1_000);
  const width = bits / 8;
  const data = Buffer.alloc(frames * width * channels);
  for (let i = 0; i < frames; i++) {
    const value = 0.5 * Math.sin((2 * Math.PI * hertz * i) / rate);
    for (let c = 0; c < channels; c++) {
      const at = (i * channels + c) * width;
      if (code === 3) data.writeFloatLE(value, at);
      else if (code === 7) data[at] = encodeMulaw(Math.round(value * 32_767));
      else if (bits === 8) data[at] = Math.round(128 + value * 127);
      else data.writeIntLE(Math.round(value * (2 ** (bits - 1) - 1)), at, width);
    }
  }
  const head = Buffer.alloc(44);
  head.write('RIFF');
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(code, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * width * channels, 28);
  head.writeUInt16LE(width * channels, 32);
  head.writeUInt16LE(bits, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}

/** Signal to noise against the ideal tone at 8 kHz, in dB. */
function quality(mulaw: Uint8Array, hertz: number): number {
  let signal = 0;
  let noise = 0;
  for (let i = 400; i < mulaw.length - 400; i++) {
    const ideal = 0.5 * 32_767 * Math.sin((2 * Math.PI * hertz * i) / 8_000);
    signal += ideal * ideal;
    noise += (decodeMulaw(mulaw[i]!) - ideal) ** 2;
  }
  return 10 * Math.log10(signal / noise);
}

test.each([
  { rate: 8_000, bits: 16 },
  { rate: 8_000, bits: 8, code: 7 },
  { rate: 8_000, bits: 8 },
  { rate: 11_025, bits: 16 },
  { rate: 16_000, bits: 16, channels: 2 },
  { rate: 22_050, bits: 24 },
  { rate: 44_100, bits: 16, channels: 2 },
  { rate: 48_000, bits: 32, code: 3 },
  { rate: 96_000, bits: 32 },
])('takes $rate Hz, $bits bits, code $code, $channels channels', (format) => {
  const telephone = toTelephone(readWav(wav(format)));
  expect(Math.abs(telephone.length - 4_000)).toBeLessThanOrEqual(1);
  // Mu-law alone allows about 37 dB.
  expect(quality(telephone, 500)).toBeGreaterThan(30);
});

test('what a telephone cannot carry does not come back as something else', () => {
  const telephone = toTelephone(readWav(wav({ rate: 48_000, bits: 16, hertz: 6_000 })));
  expect(levelOf(telephone.subarray(400, 3_600))).toBeLessThan(60);
});

test.each([
  ['text', Buffer.from('hello, this is not audio at all')],
  ['nothing', Buffer.alloc(0)],
  ['no data chunk', wav({ rate: 8_000, bits: 16 }).subarray(0, 36)],
  ['an MP3 inside', wav({ rate: 8_000, bits: 16, code: 1 }).fill(0x55, 20, 21)],
  [
    '12 bits',
    (() => {
      const w = wav({ rate: 8_000, bits: 16 });
      w.writeUInt16LE(12, 34);
      return w;
    })(),
  ],
])('refuses %s with a reason', (_, file) => {
  expect(() => readWav(file)).toThrow(expect.objectContaining({ code: 'SIM_BAD_RECORDING' }));
});

test('a file whose sizes were never filled in is read to its end', () => {
  const file = wav({ rate: 8_000, bits: 16 });
  file.writeUInt32LE(0xffffffff, 40);
  expect(readWav(file).samples).toHaveLength(4_000);
});

test('two channels: left the caller, right the agent, the shorter one filled with silence', () => {
  const file = twoChannelWav(Uint8Array.of(0x80, 0xff), Uint8Array.of(0x00));
  expect(file.length).toBe(44 + 8);
  expect([0, 2, 4, 6].map((at) => file.readInt16LE(44 + at))).toEqual([32_124, -32_124, 0, 0]);
  expect(file.readUInt32LE(24)).toBe(8_000);
});

test('finds where the speech in a clip is, to 10 ms', () => {
  const clip = clipOf(Buffer.concat([Buffer.alloc(1_600, 0xff), tone(300), Buffer.alloc(800, 0xff)]));
  expect(clip.speechStartMs).toBe(200);
  expect(clip.speechEndMs).toBe(500);
});

test('the network’s G.711 keeps to the vectors of the standard', () => {
  const vectors: [number, number, number][] = [
    [0, 0xff, 0],
    [8, 0xfe, 8],
    [-8, 0x7e, -8],
    [100, 0xf2, 104],
    [1_000, 0xce, 988],
    [-1_000, 0x4e, -988],
    [8_031, 0xa0, 7_932],
    [32_767, 0x80, 32_124],
    [-32_768, 0x00, -32_124],
  ];
  for (const [linear, byte, back] of vectors) {
    expect(encodeMulaw(linear)).toBe(byte);
    expect(decodeMulaw(byte)).toBe(back);
  }
});
