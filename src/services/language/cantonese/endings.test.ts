import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { turnEnding } from './endings.ts';

describe('turnEnding', () => {
  it.each([
    ['我想改期，唔該', 'zh-HK', '唔該'],
    ['聽日三點啦', 'zh-HK', '啦'],
    ['係', 'zh-HK', '係'],
    ['听日下昼得唔得', 'yue-CN', '得唔得'],
    ['嗯', 'zh-HK', '嗯'],
    ['ok', 'zh-HK', 'ok'],
    ['可以吗', 'zh-CN', '可以嗎'],
    ['三点吧', 'zh-TW', '吧'],
    ['Yes, please', 'en-US', 'please'],
    ['Sí, por favor.', 'es-MX', 'favor'],
    ['予約お願いします', 'ja-JP', 'ます'],
    ['예약하고 싶어요', 'ko-KR', '요'],
  ])('%s (%s) is over', (text, language, cue) => {
    const ending = turnEnding(text, language);
    expect(ending.final).toBeGreaterThan(0.75);
    expect(ending.cue).toBe(cue);
  });

  it.each([
    ['我想改期因為', 'zh-HK', '因為'],
    ['即係', 'zh-HK', '即係'],
    ['我要一碗雲吞麵同埋', 'zh-HK', '同埋'],
    ['咁', 'zh-HK', '咁'],
    ['我想嗯', 'zh-HK', '嗯'],
    ['我係', 'zh-HK', '我係'],
    ['然后', 'zh-CN', '然後'],
    ['I need it because', 'en-US', 'because'],
    ['my number is', 'en-GB', 'is'],
    ['Well, um', 'en-GB', 'um'],
    ['Quiero una cita para', 'es-ES', 'para'],
    ['予約したいんですけど', 'ja-JP', 'けど'],
    ['Dr. Lee,', 'en-US', ','],
  ])('%s (%s) goes on', (text, language, cue) => {
    const ending = turnEnding(text, language);
    expect(ending.final).toBeLessThan(0.25);
    expect(ending.cue).toBe(cue);
  });

  it('takes a value for an answer', () => {
    expect(turnEnding('四個人', 'zh-HK').final).toBeGreaterThan(0.6);
    expect(turnEnding('七点', 'zh-HK').final).toBeGreaterThan(0.6);
  });

  it('hears a comma as more to come and a question mark as an end', () => {
    const final = (text: string) => turnEnding(text, 'zh-HK').final;
    expect(final('聽日三點，')).toBeLessThan(final('聽日三點'));
    expect(final('聽日三點？')).toBeGreaterThan(final('聽日三點'));
  });

  it('does not find a word inside of another', () =>
    expect(turnEnding('I want a brand', 'en-US')).toEqual({ final: 0.5, cue: null }));

  it('knows nothing of nothing, nor of a language without a list', () => {
    expect(turnEnding('', 'zh-HK')).toEqual({ final: 0.5, cue: null });
    expect(turnEnding('mwen ta renmen', 'ht-HT')).toEqual({ final: 0.5, cue: null });
  });

  it('answers any text with a number from 0 to 1', () => {
    const language = fc.constantFrom('zh-HK', 'zh-CN', 'en-US', 'ja-JP', 'th-TH', 'xx');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), language, (text, tag) => {
        const { final } = turnEnding(text, tag);
        expect(final).toBeGreaterThanOrEqual(0);
        expect(final).toBeLessThanOrEqual(1);
      }),
    );
  });
});
