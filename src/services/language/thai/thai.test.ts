import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readThai, thaiToneReader, thaiTones } from './thai.ts';

const tones = (text: string) =>
  readThai(text)
    .map(({ tone }) => tone ?? '-')
    .join('');

describe('readThai', () => {
  it.each([
    // No mark: live, then checked with a short and a long vowel, by class.
    ['กา', 'm'],
    ['ขา', 'r'],
    ['คา', 'm'],
    ['กัด', 'l'],
    ['ขาด', 'l'],
    ['คัด', 'h'],
    ['คาด', 'f'],
    ['นะ', 'h'],
    ['จะ', 'l'],
    // Marks.
    ['ก่า', 'l'],
    ['ข่า', 'l'],
    ['ค่า', 'f'],
    ['ก้า', 'f'],
    ['ข้า', 'f'],
    ['ค้า', 'h'],
    ['โต๊ะ', 'h'],
    ['จ๋า', 'r'],
    // Leading ห and อ, clusters, a vowel that is not written.
    ['หมา', 'r'],
    ['หนัก', 'l'],
    ['อยู่', 'l'],
    ['อยาก', 'l'],
    ['กลับ', 'l'],
    ['พระ', 'h'],
    ['ทราบ', 'f'],
    ['คน', 'm'],
    ['รถ', 'h'],
    ['พร', 'm'],
    ['ธรรม', 'm'],
    // Vowels around the consonant, and what is not said.
    ['เลย', 'm'],
    ['เดิน', 'm'],
    ['เรียก', 'f'],
    ['เสือ', 'r'],
    ['เธอ', 'm'],
    ['มือ', 'm'],
    ['ชาติ', 'f'],
    ['บัตร', 'l'],
    ['จันทร์', 'm'],
    ['ศุกร์', 'l'],
    ['เบียร์', 'm'],
    // Loans with an unwritten high tone.
    ['กราฟ', 'h'],
    ['กอล์ฟ', 'h'],
    ['บล็อก', 'h'],
  ])('%s is %s', (syllable, tone) => {
    expect(tones(syllable)).toBe(tone);
  });

  it.each([
    ['สนาม', 'lr'],
    ['ตลาด', 'll'],
    ['ถนน', 'lr'],
    ['สวัสดี', null],
    ['ขอบคุณ', 'lm'],
    ['พรุ่งนี้', 'fh'],
  ])('cuts %s', (word, expected) => {
    if (expected === null) expect(readThai(word).at(-1)?.tone).toBe('m');
    else expect(tones(word)).toBe(expected);
  });

  it('leaves open what can be cut in two ways', () => {
    expect(readThai('ตากลม').map(({ tone }) => tone)).toContain(null);
  });

  it('reads th-TH alone', () => {
    expect(['th-TH', 'th', 'lo-LA', 'vi-VN'].map((tag) => thaiToneReader.reads(tag))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('gives defined, ascending syllables inside any text', () => {
    const piece = fc.oneof(
      fc.integer({ min: 0x0e00, max: 0x0e7f }).map((code) => String.fromCharCode(code)),
      fc.string({ unit: 'binary', maxLength: 2 }),
      fc.constantFrom('\ud83d', '\udc00', '😀', 'שלום', 'ก', 'า', '่', '์', ' '),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        let end = 0;
        for (const { at, length, reading, tone } of readThai(text)) {
          expect(at).toBeGreaterThanOrEqual(end);
          expect(length).toBeGreaterThan(0);
          end = at + length;
          expect(reading).toBe(text.slice(at, end));
          if (tone !== null) expect(thaiTones).toContain(tone);
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('reads ten thousand characters without a space', () => {
    expect(readThai('กา'.repeat(5_000))).toHaveLength(5_000);
  });
});
