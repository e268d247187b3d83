import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { turnEnding } from './turnEnding.ts';

describe('turnEnding', () => {
  it.each([
    ['我想改期，唔該', 'zh-HK', '唔該'],
    ['聽日三點啦', 'zh-HK', '啦'],
    ['係', 'zh-HK', '係'],
    ['听日下昼得唔得', 'yue-CN', '得唔得'],
    ['嗯', 'zh-HK', '嗯'],
    ['ok', 'zh-HK', 'ok'],
    ['可以吗', 'zh-CN', '可以嗎'],
    ['Yes, please', 'en-US', 'please'],
    ["That's all.", 'en-GB', 'all'],
    ['三点吧', 'zh-TW', '吧'],
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
    ['so I wanted to know what', 'en-US', 'what'],
    ['I would like to book a', 'en-US', 'a'],
    ['is it possible to', 'en-IN', 'to'],
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
    const final = (text: string) => turnEnding(text, 'zh-HK').final ?? 0.5;
    expect(final('聽日三點，')).toBeLessThan(final('聽日三點'));
    expect(final('聽日三點？')).toBeGreaterThan(final('聽日三點'));
  });

  it('does not find a word inside of another', () =>
    expect(turnEnding('quisiera una banda', 'es-ES')).toEqual({ final: null, cue: null }));

  it.each([
    ['what is the address', 'what is the'],
    ['can you send it to my office', 'can you send it to my'],
    ['I have lost my card', 'I have lost'],
    ['可以告诉我地址吗', '可以告诉我地'],
  ])('"%s" is nearer to an end than "%s"', (whole, part) => {
    const language = /[a-z]/u.test(whole) ? 'en-US' : 'zh-CN';
    expect(turnEnding(whole, language).final).toBeGreaterThan((turnEnding(part, language).final ?? 1) + 0.3);
  });

  it('is the same for partial words and for final ones with marks, capitals and sighs', () => {
    const { final } = turnEnding("i don't know what the price is", 'en-US');
    expect(turnEnding("I, um, don't know what the PRICE is", 'en-US').final).toBe(final);
    expect(turnEnding('i dont know what the price is', 'en-US').final).toBe(final);
  });

  it('knows nothing of nothing, nor of a language without a list', () => {
    expect(turnEnding('', 'zh-HK')).toEqual({ final: null, cue: null });
    expect(turnEnding('mwen ta renmen', 'ht-HT')).toEqual({ final: null, cue: null });
  });

  it('answers any text with a number from 0 to 1', () => {
    const language = fc.constantFrom('zh-HK', 'zh-CN', 'en-US', 'ja-JP', 'th-TH', 'xx');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), language, (text, tag) => {
        const { final } = turnEnding(text, tag);
        expect(final ?? 0).toBeGreaterThanOrEqual(0);
        expect(final ?? 0).toBeLessThanOrEqual(1);
      }),
    );
  });
});
