/** What is said can be understood: the flow's own parsers read back what its voice reads out. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sayDate, sayDigits, sayNumber, sayTime } from '../../lib/spoken/index.ts';
import { parseDate, parseDigits, parseNumber, parseTime } from './parse/index.ts';
import { speakDate, speakDigits, speakTime } from './spoken.ts';

const languages = ['zh-HK', 'zh-MO', 'yue-CN', 'zh-CN', 'zh-TW', 'en-US', 'en-GB'] as const;
const registers = ['business', 'casual'] as const;
const tag = fc.constantFrom(...languages);
const register = fc.constantFrom(...registers);
const twoDigits = (value: number) => String(value).padStart(2, '0');

describe('what is said is understood', () => {
  it('numbers', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(30_000), fc.nat(99_999_999)), tag, register, (value, language, how) => {
        expect(parseNumber(sayNumber(value, language, { register: how }))?.value).toBe(value);
      }),
      { numRuns: 1_000 },
    );
  });

  it('decimals', () => {
    fc.assert(
      // Not with 两 (yue-CN), which the parser does not know before a point.
      fc.property(
        fc.nat(999),
        fc.integer({ min: 1, max: 99 }),
        fc.constantFrom('zh-HK', 'zh-CN', 'en-US'),
        (whole, part, language) => {
          const value = Number(`${whole}.${twoDigits(part)}`);
          expect(parseNumber(sayNumber(value, language))?.value).toBe(value);
        },
      ),
    );
  });

  it('every minute of the day', () => {
    for (const language of languages)
      for (const how of registers)
        for (let minute = 0; minute < 1_440; minute += 1) {
          const time = `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
          const said = sayTime(time, language, { register: how });
          expect({ said, heard: parseTime(said)?.value }).toEqual({ said, heard: time });
        }
  });

  it('every day of a year', () => {
    for (const language of languages)
      for (let day = 0; day < 365; day += 1) {
        const iso = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
        const now = { year: 2026, month: 1, day: 1, hour: 9, minute: 0, weekday: 4 };
        // English without its weekday, which the parser takes for a day of its own.
        const said = sayDate(iso, language).replace(/^\w+day, /, '');
        expect({ said, heard: parseDate(said, now)?.value }).toEqual({ said, heard: iso });
      }
  });

  it('rows of digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{3,15}$/), tag, (digits, language) => {
        const said = sayDigits(digits, language);
        expect(parseDigits(said, { min: 1, max: 20 })?.value).toBe(digits);
      }),
    );
  });
});

describe('the functions of the expression language', () => {
  it('speak in the language that they are given', () => {
    expect(speakDigits('23456789', 'zh-HK')).toBe('二三四五,六七八九');
    expect(speakDate('2026-11-24', 'zh-TW')).toBe('十一月二十四日星期二');
    expect(speakTime('14:00', 'zh-TW')).toBe('下午兩點');
    expect(speakTime('14:00', 'yue-CN')).toBe('下昼两点');
  });

  it('survive any language and any value', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (value, language) => {
        for (const speak of [speakDigits, speakDate, speakTime])
          expect(typeof speak(value, language)).toBe('string');
      }),
    );
  });
});
