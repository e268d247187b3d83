import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultPatience,
  type Expectation,
  type ExpectationKind,
  type Patience,
} from '../../types/expectation.ts';
import { completeness } from './endpointing/completeness.ts';
import { defaultSilence } from './endpointing/silence.ts';
import { endpointOf, looksComplete, noHabits, silenceNeeded, withEnd, withPause } from './endpointing.ts';

const expecting = (
  kind: ExpectationKind,
  language = 'en-US',
  more: Partial<Expectation> = {},
): Expectation => ({
  kind,
  language,
  choices: [],
  hints: [],
  patience: defaultPatience[kind],
  dtmf: true,
  speech: true,
  ...more,
});

const departments = [
  { id: 'sales', phrases: ['sales', '銷售'] },
  { id: 'support', phrases: ['sales support', 'technical support', '技術支援', '技術'] },
  { id: 'booking', phrases: ['booking', 'an appointment', '預約', '订位'] },
];
const pin = (language: string, min = 4, max = min) => expecting('digits', language, { digits: { min, max } });

describe('completeness', () => {
  it.each([
    ['yes', 'en-US', 'whole'],
    ['Yes, please.', 'en-US', 'whole'],
    ['um yeah', 'en-US', 'whole'],
    ["No, that's wrong.", 'en-US', 'whole'],
    ['yes yes', 'en-US', 'whole'],
    ['Yes,', 'en-US', 'enough'],
    ['yes but', 'en-US', 'more'],
    ['yes but not on Tuesday', 'en-US', 'enough'],
    ['yesterday', 'en-US', 'open'],
    ['what did you say', 'en-US', 'open'],
    ['係', 'zh-HK', 'whole'],
    ['係呀,唔該', 'zh-HK', 'whole'],
    ['唔係呀', 'zh-HK', 'whole'],
    ['好呀好呀', 'zh-HK', 'whole'],
    ['yes', 'zh-HK', 'whole'],
    ['係,不過', 'zh-HK', 'more'],
    ['係聽日先啱', 'zh-HK', 'enough'],
    ['是的', 'zh-CN', 'whole'],
    ['对', 'zh-CN', 'whole'],
    ['不用了谢谢', 'zh-CN', 'whole'],
    ['对,但是', 'zh-CN', 'more'],
    ['sí', 'es-ES', 'whole'],
    ['はい', 'ja-JP', 'whole'],
    ['oui merci', 'fr-FR', 'whole'],
    ['I think so', 'en-US', 'whole'],
    ['不是的', 'zh-CN', 'whole'],
    ['네', 'ko-KR', 'whole'],
  ] as const)('yes-no "%s" in %s: %s', (text, language, state) => {
    expect(completeness(expecting('yes-no', language), text).state).toBe(state);
  });

  it.each([
    ['booking', 'whole'],
    ["I'd like a booking please", 'whole'],
    ['an appointment', 'whole'],
    ['sales', 'enough'],
    ['sales support', 'whole'],
    ['technical', 'open'],
    ['I want the', 'more'],
    ['I have a question about my booking last week', 'enough'],
    ['我想預約', 'whole'],
    ['預約呀唔該', 'whole'],
    ['我要订位', 'whole'],
    ['技術', 'whole'],
    ['我想', 'more'],
  ] as const)('choice "%s": %s', (text, state) => {
    const choice = expecting('choice', 'zh-HK', { choices: departments });
    expect(completeness(choice, text).state).toBe(state);
  });

  it.each([
    ['one two three', 'en-US', 'row'],
    ['one two three four', 'en-US', 'whole'],
    ['1 2 3 4.', 'en-US', 'whole'],
    ['double four seven one', 'en-US', 'whole'],
    ['four seven double', 'en-US', 'row'],
    ['oh four one oh', 'en-US', 'whole'],
    ['forty two seventeen', 'en-US', 'whole'],
    ['oh', 'en-US', 'open'],
    ['my PIN is one two', 'en-US', 'row'],
    ['one two three sorry four', 'en-US', 'enough'],
    ['零七一九', 'zh-HK', 'whole'],
    ['零七孖八', 'zh-HK', 'whole'],
    ['零七孖', 'zh-HK', 'row'],
    ['等一下', 'zh-CN', 'open'],
    ['幺二三四', 'zh-CN', 'whole'],
    ['两三零', 'zh-CN', 'row'],
    ['one two 三四', 'zh-HK', 'whole'],
    ['uno dos tres cuatro', 'es-ES', 'whole'],
    ['eins zwei drei', 'de-DE', 'row'],
    ['١٢٣٤', 'ar-EG', 'whole'],
  ] as const)('four digits "%s" in %s: %s', (text, language, state) => {
    expect(completeness(pin(language), text).state).toBe(state);
  });

  it('between the fewest and the most digits the row may be over', () => {
    expect(completeness(pin('en-US', 4, 6), 'one two three four').state).toBe('enough');
    expect(completeness(pin('en-US', 4, 6), '123456').state).toBe('whole');
  });

  it.each([
    ['nine one two three', 'zh-HK', 'row'],
    ['九一二三四五六七', 'zh-HK', 'whole'],
    ['9123 4567', 'en-HK', 'whole'],
    ['852 9123 4567', 'zh-HK', 'whole'],
    ['138 0013 8000', 'zh-CN', 'whole'],
    ['一三八零零一三', 'zh-CN', 'row'],
    ['555 012 3456', 'en-US', 'whole'],
    ['1 555 012 345', 'en-US', 'row'],
    ['1 555 012 3456', 'en-US', 'whole'],
    ['020 7946 0018', 'en-GB', 'whole'],
    ['0151 123 45', 'de-DE', 'enough'],
  ] as const)('phone "%s" in %s: %s', (text, language, state) => {
    expect(completeness(expecting('phone', language), text).state).toBe(state);
  });

  it.each([
    ['tomorrow at three pm', 'en-US', 'whole'],
    ['Friday, half past four', 'en-US', 'whole'],
    ['Friday', 'en-US', 'enough'],
    ['at three', 'en-US', 'enough'],
    ['the fifth of', 'en-US', 'more'],
    ['the fifth', 'en-US', 'open'],
    ['on the 21st', 'en-US', 'open'],
    ['June the fifth', 'en-US', 'enough'],
    ['the fifth of June', 'en-US', 'enough'],
    ['June the', 'en-US', 'more'],
    ['quarter to', 'en-US', 'more'],
    ['聽日下晝三點半', 'zh-HK', 'whole'],
    ['下個禮拜', 'zh-HK', 'more'],
    ['聽日', 'zh-HK', 'enough'],
    ['聽日三點', 'zh-HK', 'enough'],
    ['明天下午三点半', 'zh-CN', 'whole'],
    ['六月', 'zh-CN', 'more'],
    ['六月五号', 'zh-CN', 'enough'],
    ['I am not sure', 'en-US', 'open'],
  ] as const)('day or time "%s" in %s: %s', (text, language, state) => {
    expect(completeness(expecting('date-time', language), text).state).toBe(state);
  });

  it.each([
    ['number', 'four people', 'en-US', 'whole'],
    ['number', 'twenty', 'en-US', 'more'],
    ['number', 'four', 'en-US', 'enough'],
    ['number', '四位', 'zh-HK', 'whole'],
    ['number', '二十', 'zh-CN', 'more'],
    ['name', 'B R O', 'en-US', 'row'],
    ['name', 'my name is Ada Lovelace', 'en-US', 'enough'],
    ['name', 'my name is', 'en-US', 'more'],
    ['name', '陳大文', 'zh-HK', 'enough'],
    ['free', 'my account is nine one two', 'en-US', 'row'],
    ['free', 'call me at 555 0123', 'en-US', 'row'],
    ['free', 'I was born in 1984', 'en-US', 'open'],
    ['free', 'it is a d a at example dot', 'en-US', 'row'],
    ['free', 'I would like to', 'en-US', 'more'],
    ['free', 'I want it and', 'en-US', 'more'],
    ['free', 'um', 'en-US', 'more'],
    ['free', 'is it possible that I could', 'en-US', 'more'],
    ['free', 'I wish I could', 'en-US', 'open'],
    ['free', 'well, I was thinking,', 'en-US', 'more'],
    ['free', 'it is, like', 'en-US', 'open'],
    ['free', 'I want a table for two', 'en-US', 'open'],
    ['free', '我想訂位同埋', 'zh-HK', 'more'],
    ['free', '我想訂位', 'zh-HK', 'open'],
    ['free', '我想订位因为', 'zh-CN', 'more'],
    ['free', 'quiero una mesa para', 'es-ES', 'more'],
    ['free', 'je voudrais une table pour', 'fr-FR', 'more'],
    ['free', 'ich möchte einen Tisch für', 'de-DE', 'more'],
    ['free', 'queria uma mesa para', 'pt-BR', 'more'],
    ['free', 'vorrei un tavolo per', 'it-IT', 'more'],
    ['free', '予約したいんですけど', 'ja-JP', 'more'],
    ['free', '예약하고', 'ko-KR', 'more'],
    ['free', 'อยากจองโต๊ะและ', 'th-TH', 'more'],
    ['free', 'tôi muốn đặt bàn cho', 'vi-VN', 'more'],
  ] as const)('%s "%s" in %s: %s', (kind, text, language, state) => {
    expect(completeness(expecting(kind, language), text).state).toBe(state);
    expect(looksComplete(expecting(kind, language), text)).toBe(state !== 'more' && state !== 'row');
  });
});

describe('the silence that ends a turn', () => {
  it('is none after a whole answer, and short while its words are partial', () => {
    expect(endpointOf(expecting('yes-no'), 'yes')).toEqual({
      silenceMs: 0,
      sure: true,
      reason: 'answer',
      byHabit: false,
    });
    const partial = endpointOf(expecting('yes-no'), 'yes', { final: false });
    expect(partial.sure).toBe(true);
    expect(partial.silenceMs).toBeGreaterThan(0);
    expect(partial.silenceMs).toBeLessThanOrEqual(defaultPatience['yes-no'].endSilenceMs);
  });

  it('is the cap while digits are missing, and a longer one where nobody asked for any', () => {
    expect(silenceNeeded(pin('en-US'), 'one two three')).toBe(2_500);
    expect(silenceNeeded(expecting('free'), 'my number is nine one two')).toBe(1_500);
    expect(silenceNeeded(expecting('free'), 'it is spelt B R O')).toBe(2_500);
    expect(silenceNeeded(expecting('name'), 'B R O')).toBe(2_500);
  });

  it('is twice the cap behind a hanging word, at most 2.5 s: people look for words longer than a cap', () => {
    expect(silenceNeeded(expecting('free'), 'I would like to')).toBe(2_000);
    expect(silenceNeeded(expecting('yes-no'), 'yes but')).toBe(1_200);
    expect(silenceNeeded(expecting('name'), 'my name is')).toBe(2_500);
  });

  it('is the cap behind a comma, and inside of a number that may have ended', () => {
    expect(silenceNeeded(expecting('free'), 'I would like a table,')).toBe(1_000);
    expect(silenceNeeded(expecting('number'), 'twenty')).toBe(defaultPatience.number.capMs);
  });

  it('is the plain one while no words are known', () => {
    const free = expecting('free');
    for (const text of [null, '  ', '…']) {
      expect(silenceNeeded(free, text)).toBe(free.patience.endSilenceMs);
    }
    expect(endpointOf(expecting('yes-no'), null, { speechMs: 200 }).reason).toBe('short-speech');
    expect(silenceNeeded(expecting('yes-no'), null, { speechMs: 200 })).toBeLessThan(
      silenceNeeded(expecting('yes-no'), null, { speechMs: 900 }),
    );
  });

  it('follows the score of the ending', () => {
    const odds = (score: number, more: number) => 1 / (1 + ((1 - score) / score) * Math.exp(-more));
    const scored = (score: number) =>
      silenceNeeded(expecting('free'), '我想改期', { ending: () => score, language: 'zh-HK' });
    // By a factor of e in the odds of an end, one mean pause (1.1 times 500 ms) less.
    expect(scored(0.2) - scored(odds(0.2, 1))).toBeCloseTo(550, -1);
    expect(scored(0.01)).toBe(2_000);
    expect(scored(0.95)).toBeLessThan(300);
    expect(silenceNeeded(expecting('free'), 'Is it open today?')).toBeLessThan(500);
  });

  it('is the question’s own where nobody can read the words', () => {
    for (const ending of [undefined, () => null, () => Number.NaN])
      expect(silenceNeeded(expecting('free'), 'mwen ta renmen', { ending })).toBe(500);
  });

  it('waits longer where a cut-in costs more', () => {
    const asked = (cutInCost: number) =>
      endpointOf(expecting('free'), 'I want a table', { ending: () => 0.4 }, { ...defaultSilence, cutInCost })
        .silenceMs;
    expect(asked(2 * Math.E) - asked(2)).toBeCloseTo(550, -1);
  });

  it('calls words hanging that the model of endings is sure of', () => {
    const reason = (score: number) =>
      endpointOf(expecting('free'), 'and he gave', { ending: () => score }).reason;
    expect(reason(0.02)).toBe('hanging');
    expect(reason(0.3)).toBe('words');
  });

  it('asks about the language that the caller speaks', () => {
    const asked: string[] = [];
    const ending = (_: string, language: string) => asked.push(language) && 0.5;
    silenceNeeded(expecting('free'), '我想改期', { ending, language: 'zh-HK' });
    silenceNeeded(expecting('free'), 'hello there', { ending });
    expect(asked).toEqual(['zh-HK', 'en-US']);
  });

  it('grows for a caller who pauses, but not behind a whole answer', () => {
    const habits = withPause(withPause(noHabits, 700), 750);
    const free = expecting('free');
    const slow = endpointOf(free, 'I want a table', { habits });
    expect(slow.silenceMs).toBeGreaterThan(silenceNeeded(free, 'I want a table'));
    expect(slow.byHabit).toBe(true);
    expect(silenceNeeded(expecting('yes-no'), 'yes', { habits })).toBe(0);
    expect(silenceNeeded(free, 'I want a table', { habits: noHabits })).toBe(
      silenceNeeded(free, 'I want a table'),
    );
  });
});

describe('pause habits', () => {
  it('rise at once, fall slowly, and ignore what is no pause', () => {
    const once = withPause(noHabits, 800);
    expect(once.longMs).toBeGreaterThan(550);
    const after = withPause(once, 200);
    expect(after.longMs).toBeGreaterThan(500);
    expect(after).toEqual({ count: 2, longMs: after.longMs });
    const faded = [1, 2, 3, 4, 5, 6].reduce(withEnd, once);
    expect(faded.longMs).toBeLessThan(withEnd(once).longMs);
    expect(faded.longMs).toBeGreaterThanOrEqual(noHabits.longMs);
    expect(withEnd(noHabits)).toBe(noHabits);
    for (const nothing of [0, -5, Number.NaN, Infinity]) expect(withPause(once, nothing)).toBe(once);
  });

  it('stay within what was seen', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 60_000, noNaN: true }), { minLength: 1 }), (pauses) => {
        const { longMs, count } = pauses.reduce(withPause, noHabits);
        expect(count).toBe(pauses.length);
        expect(longMs).toBeGreaterThanOrEqual(Math.min(300, ...pauses) - 1);
        expect(longMs).toBeLessThanOrEqual(2_000);
      }),
    );
  });
});

const kinds = Object.keys(defaultPatience) as ExpectationKind[];
const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        ...'yes no but and one two double oh 9 12:30 sales support friday at three 係 唔係 一 二 孖 點 半 聽日 , . ? … a b @'.split(
          ' ',
        ),
      ),
      { maxLength: 12 },
    )
    .map((list) => list.join(' ')),
);
const patienceOf = (endSilenceMs: number, capMs: number): Patience => ({
  ...defaultPatience.free,
  endSilenceMs,
  capMs,
});
const contexts = fc.record({
  final: fc.boolean(),
  language: fc.constantFrom('en-US', 'zh-HK', 'zh-CN', 'ja-JP', 'th-TH', 'xx'),
  ending: fc.double({ min: 0, max: 1 }).map((score) => () => score),
  habits: fc.record({ count: fc.nat(20), longMs: fc.nat(2_000) }),
  speechMs: fc.nat(5_000),
});

describe('any words', () => {
  it('have a silence between none and the longest patience', () => {
    fc.assert(
      fc.property(words, fc.constantFrom(...kinds), contexts, (text, kind, context) => {
        const expectation = expecting(kind, 'en-US', {
          choices: departments,
          digits: { min: 4, max: 6 },
        });
        const { silenceMs, sure } = endpointOf(expectation, text, context);
        expect(silenceMs).toBeGreaterThanOrEqual(0);
        expect(silenceMs).toBeLessThanOrEqual(Math.max(2_500, expectation.patience.capMs * 1.25));
        if (sure) expect(silenceMs).toBeLessThanOrEqual(expectation.patience.endSilenceMs);
        expect(endpointOf(expectation, text, context)).toEqual(endpointOf(expectation, text, context));
      }),
    );
  });

  it('get no less silence from more patience', () => {
    const patienceMs = fc.integer({ min: 100, max: 10_000 });
    fc.assert(
      fc.property(
        words,
        fc.constantFrom(...kinds),
        contexts,
        fc.tuple(patienceMs, patienceMs, fc.nat(5_000), fc.nat(5_000)),
        (text, kind, context, [end, cap, moreEnd, moreCap]) => {
          const asked = (patience: Patience) =>
            silenceNeeded(expecting(kind, 'en-US', { patience }), text, context);
          expect(asked(patienceOf(end + moreEnd, cap + moreCap))).toBeGreaterThanOrEqual(
            asked(patienceOf(end, cap)),
          );
        },
      ),
    );
  });

  it('get no less silence from a less likely ending, longer pauses, or being partial', () => {
    const score = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(words, fc.constantFrom(...kinds), contexts, score, score, (text, kind, context, a, b) => {
        const asked = (more: object) => silenceNeeded(expecting(kind), text, { ...context, ...more });
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(asked({ ending: () => low })).toBeGreaterThanOrEqual(asked({ ending: () => high }));
        const { habits } = context;
        expect(asked({ habits: { ...habits, longMs: habits.longMs + 300 } })).toBeGreaterThanOrEqual(
          asked({}),
        );
        expect(asked({ final: false })).toBeGreaterThanOrEqual(asked({ final: true }));
      }),
    );
  });
});

describe('hesitation', () => {
  const asked = (kind: Expectation['kind'], language: string): Expectation => ({
    kind,
    language,
    choices: [],
    hints: [],
    patience: defaultPatience[kind],
    dtmf: true,
    speech: true,
  });

  it.each([
    ['um', 'en-US', 'yes-no'],
    ['Um, well…', 'en-US', 'choice'],
    ['呃', 'zh-HK', 'yes-no'],
    ['即係呃', 'zh-HK', 'free'],
  ] as const)('regression: %s was taken for an answer after 0.6 s', (text, language, kind) => {
    const { silenceMs, reason } = endpointOf(asked(kind, language), text, { language });
    expect(reason).toBe('hesitation');
    expect(silenceMs).toBeGreaterThanOrEqual(1_500);
  });

  it('嗯 and "well, yes" are answers', () => {
    expect(endpointOf(asked('yes-no', 'zh-HK'), '嗯').reason).not.toBe('hesitation');
    expect(endpointOf(asked('yes-no', 'en-US'), 'well, yes').reason).not.toBe('hesitation');
  });
});
