import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ssml } from './ssml.ts';

const how = { voice: 'zh-HK-HiuMaanNeural', rate: 1 };
const inside = (xml: string) => /<voice[^>]*>(.*)<\/voice>/s.exec(xml)?.[1];

describe('ssml', () => {
  it('marks Cantonese syllables, one by one', () => {
    const pronunciations = [
      { at: 1, length: 1, reading: 'hong4' },
      { at: 2, length: 1, reading: 'not a syllable' },
    ];
    expect(inside(ssml({ ...how, language: 'zh-HK', text: '銀行&人', pronunciations }))).toBe(
      '銀<phoneme alphabet="sapi" ph="hong 4">行</phoneme>&amp;人',
    );
    expect(inside(ssml({ ...how, language: 'zh-CN', text: '銀行', pronunciations }))).toBe('銀行');
  });

  it('is the text without its tags, whatever the pronunciations', () => {
    const one = fc.record({
      at: fc.integer({ min: -2, max: 12 }),
      length: fc.integer({ min: 1, max: 3 }),
      reading: fc.constantFrom('hong4', 'm4', '', '<x>', 'ma'),
    });
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('好', 'a', ' '), maxLength: 10 }),
        fc.array(one),
        (text, all) => {
          const marked = inside(ssml({ ...how, language: 'zh-HK', text, pronunciations: all })) ?? '';
          expect(marked.replace(/<\/?phoneme[^>]*>/g, '')).toBe(text);
        },
      ),
    );
  });
});
