import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mulawDecode, mulawEncode } from '../../lib/g711.ts';
import { Resampler, warmResampler } from '../../lib/resampler.ts';
import { hearToneSpeech, SYMBOL_MS, ToneEar, toneSpeech } from './toneSpeech.ts';

describe('tone speech', () => {
  it('reads back any text, over mu-law, however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 24 }),
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 8 }),
        (text, cuts) => {
          const line = mulawDecode(mulawEncode(toneSpeech(text)));
          const ear = new ToneEar();
          let at = 0;
          for (let turn = 0; at < line.length; turn++) {
            const cut = cuts[turn % cuts.length] as number;
            ear.push(line.subarray(at, at + cut));
            at += cut;
          }
          ear.end();
          expect(ear.text).toBe(new TextDecoder().decode(new TextEncoder().encode(text)));
          expect(ear.broken).toBe(0);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('survives resampling in both directions', async () => {
    await warmResampler();
    for (const rate of [16_000, 24_000]) {
      const down = new Resampler(rate, 8_000);
      const pcm = [down.process(toneSpeech('Table for 七, please.', rate)).slice(), down.flush().slice()];
      expect(hearToneSpeech(Int16Array.from(pcm.flatMap((part) => [...part])))).toBe('Table for 七, please.');
      expect(hearToneSpeech(toneSpeech('at its own rate', rate), rate)).toBe('at its own rate');
    }
  });

  it('loses what is cut out, repeats what is repeated, and does not mind silence', () => {
    const symbol = SYMBOL_MS * 8;
    const pcm = toneSpeech('abcdef');
    const lost = Int16Array.from([...pcm.subarray(0, symbol * 2), ...pcm.subarray(symbol * 3)]);
    expect(hearToneSpeech(lost)).toBe('abdef');
    const twice = Int16Array.from([...pcm.subarray(0, symbol * 3), ...pcm.subarray(symbol * 2)]);
    expect(hearToneSpeech(twice)).toBe('abccdef');
    const paused = Int16Array.from([
      ...pcm.subarray(0, symbol * 3),
      ...new Int16Array(4_000),
      ...pcm.subarray(symbol * 3),
    ]);
    expect(hearToneSpeech(paused)).toBe('abcdef');
  });

  it('says that a symbol was broken', () => {
    const ear = new ToneEar();
    ear.push(toneSpeech('ab').subarray(0, SYMBOL_MS * 8 + 120));
    ear.end();
    expect([ear.text, ear.broken]).toEqual(['a', 1]);
  });
});
