import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readVietnamese, vietnameseTone, vietnameseToneReader, vietnameseTones } from './vietnamese.ts';

describe('readVietnamese', () => {
  it.each([
    ['ma', 'ngang'],
    ['mà', 'huyen'],
    ['má', 'sac'],
    ['mả', 'hoi'],
    ['mã', 'nga'],
    ['mạ', 'nang'],
    ['nghiêng', 'ngang'],
    ['ƯỚC', 'sac'],
    ['quyển', 'hoi'],
    ['hoà', 'huyen'],
    ['hòa', 'huyen'],
    ['đ', 'ngang'],
    ['Brâu', 'ngang'],
  ])('%s is %s, composed, decomposed and in capitals', (syllable, tone) => {
    for (const form of ['NFC', 'NFD'] as const) {
      expect(vietnameseTone(syllable.normalize(form))).toBe(tone);
      expect(vietnameseTone(syllable.toUpperCase().normalize(form))).toBe(tone);
    }
  });

  it('reads marks in either order: circumflex and acute of ế', () => {
    expect(vietnameseTone('t\u0065\u0301\u0302')).toBe('sac');
  });

  it.each(['Facebook', 'golf', 'mat', 'strengths'])('%s is no Vietnamese syllable', (word) => {
    expect(vietnameseTone(word)).toBeNull();
  });

  it('says where each syllable stands and passes over the rest', () => {
    expect(readVietnamese('Xin chào, 2 bạn!')).toEqual([
      { at: 0, length: 3, reading: 'xin', tone: 'ngang' },
      { at: 4, length: 4, reading: 'chào', tone: 'huyen' },
      { at: 12, length: 3, reading: 'bạn', tone: 'nang' },
    ]);
  });

  it('reads vi-VN alone', () => {
    expect(['vi-VN', 'vi', 'th-TH', 'zh-CN'].map((tag) => vietnameseToneReader.reads(tag))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('gives the tone of whatever mark a syllable carries, in every normal form', () => {
    const marks = ['', '\u0300', '\u0301', '\u0309', '\u0303', '\u0323'];
    fc.assert(
      fc.property(
        fc.constantFrom('b', 'ch', 'ngh', 'đ', 'tr', ''),
        fc.constantFrom('a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y'),
        fc.integer({ min: 0, max: 5 }),
        fc.constantFrom('NFC', 'NFD'),
        (initial, vowel, tone, form) => {
          const syllable = `${initial}${vowel}${marks[tone]}n`.normalize(form);
          expect(vietnameseTone(syllable)).toBe(vietnameseTones[tone === 1 ? 1 : tone]);
        },
      ),
    );
  });

  it('gives defined, ascending syllables inside any text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom('\ud83d', '\udc00', '😀', 'שלום', 'ở', 'o\u031b\u0309', '\u0301', ' '),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        let end = 0;
        for (const { at, length, tone } of readVietnamese(text)) {
          expect(at).toBeGreaterThanOrEqual(end);
          expect(length).toBeGreaterThan(0);
          end = at + length;
          if (tone !== null) expect(vietnameseTones).toContain(tone);
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('reads ten thousand characters', () => {
    expect(readVietnamese('được '.repeat(2_000))).toHaveLength(2_000);
  });
});
