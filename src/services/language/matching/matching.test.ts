import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchBySound, sameSound, soundDistance } from './index.ts';
import { soundsOf } from './units.ts';

const options = (...phrases: readonly string[]) => phrases.map((it) => ({ id: it, phrases: [it] }));
const heard = (text: string, ...phrases: readonly string[]) =>
  matchBySound(text, options(...phrases), 'zh-HK')?.id ?? null;

describe('sameSound, Cantonese', () => {
  it.each([
    ['我要去廣東道', '我要去港東道'],
    ['你哋幾點開門呀', '里地几点开门'],
    ['恒生銀行總行', '痕身銀行總行'],
    ['我想改期', '我想該期'],
    ['我想check張單', '我想Check张单啦'],
    ['佢番左屋企', '佢返咗屋企嘞'],
    ['三點', '3點'],
    ['我唔識典解咁樣', '我唔識點解咁樣'],
  ])('%s = %s', (a, b) => expect(sameSound(a, b, 'zh-HK')).toBe(true));

  it.each([
    ['買嘢', '賣嘢'],
    ['我想買樓', '我想賣樓'],
    ['有位', '冇位'],
    ['想去', '上去'],
    ['改期', '該期'],
    ['點解', '典解啦喎佢'],
    ['百蚊', '八蚊'],
    ['二十號得唔得', '一十號得唔得'],
    ['我想食飯', '我唔想食飯'],
    ['恒生', '痕身'],
    ['', ''],
  ])('%s ≠ %s', (a, b) => expect(sameSound(a, b, 'zh-HK')).toBe(false));
});

describe('sameSound, others', () => {
  it.each([
    ['我要预约时间', '我要遇约时间', 'zh-CN'],
    ['四十是十四吗啊', '四十是十四吗', 'zh-CN'],
    ['Fone call', 'phone call', 'en-US'],
    ['réservé', 'reserve', 'fr-FR'],
  ])('%s = %s (%s)', (a, b, language) => expect(sameSound(a, b, language)).toBe(true));
  it.each([
    ['买', '卖', 'zh-CN'],
    ['fifteen', 'fifty', 'en-US'],
    ['room 12', 'room 13', 'en-US'],
  ])('%s ≠ %s (%s)', (a, b, language) => expect(sameSound(a, b, language)).toBe(false));
});

describe('soundDistance', () => {
  it('grows with what ears tell apart', () => {
    const from = (text: string) => soundDistance('我想改期', text, 'zh-HK');
    expect(from('我想改期')).toBe(0);
    expect(from('我想該期')).toBeGreaterThan(0);
    expect(from('我想該期')).toBeLessThan(from('我想取消'));
    expect(soundDistance('你', '李', 'zh-HK')).toBeLessThan(soundDistance('你', '離', 'zh-HK'));
  });

  it('is the same both ways, 0 of itself, never above 1, for any text', () => {
    const unit = fc.constantFrom(...'我你唔係想改期三3買賣有冇a b，é\uD800\uE000👍'.match(/./gu)!);
    const text = fc.oneof(fc.string({ unit, maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 12 }));
    const language = fc.constantFrom('zh-HK', 'zh-CN', 'en-US', 'th-TH');
    fc.assert(
      fc.property(text, text, language, (a, b, tag) => {
        const distance = soundDistance(a, b, tag);
        expect(soundDistance(a, a, tag)).toBe(0);
        expect(distance).toBeCloseTo(soundDistance(b, a, tag), 10);
        expect(distance).toBeGreaterThanOrEqual(0);
        expect(distance).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('matchBySound', () => {
  it('takes the option that was said, through homophones and words around it', () => {
    expect(heard('我想該期呀', '改期', '取消', '新預約')).toBeNull();
    expect(heard('我想改旗呀', '改期', '取消', '新預約')).toBe('改期');
    expect(heard('取消', '改期', '取消')).toBe('取消');
    expect(heard('我想約睇牙醫生', '睇牙醫生', '睇眼科醫生')).toBe('睇牙醫生');
  });

  it('prefers the phrase that explains more', () => {
    expect(heard('我要預約牙醫', '預約', '預約牙醫')).toBe('預約牙醫');
    expect(heard('唔係', '係', '唔係')).toBe('唔係');
  });

  it('takes none where two were said, or the one said is negated', () => {
    expect(heard('預約定取消', '預約', '取消')).toBeNull();
    expect(heard('我唔想取消', '取消', '改期')).toBeNull();
    expect(heard('我唔想取消個預約', '我想取消個預約', '改期')).toBeNull();
    expect(heard('唔係', '係', '好')).toBeNull();
  });

  it('keeps short words strict', () => {
    expect(heard('賣', '買', '租')).toBeNull();
    expect(heard('冇', '有', '要')).toBeNull();
    expect(heard('二', '一', '二')).toBe('二');
  });

  it('compares English words in Cantonese', () => {
    expect(heard('我想book台', 'book枱', 'cancel')).toBe('book枱');
    expect(matchBySound('I want to cansel', options('cancel', 'book'), 'en-US')).toBeNull();
    expect(matchBySound('kancel it please', options('cancel it', 'book it'), 'en-US')?.id).toBe('cancel it');
  });

  it('counts one option in two entries as one', () => {
    const twice = [...options('取消'), ...options('取消')];
    expect(matchBySound('取消', twice, 'zh-HK')).toEqual({ id: '取消', score: 1, margin: 1 });
  });

  it('takes whole utterances only, where told to', () =>
    expect(matchBySound('我想改期呀', options('改期'), 'zh-HK', { within: false })).toBeNull());

  it('answers any text with one of the options, with its margin, or none', () => {
    const text = fc.string({ unit: fc.constantFrom(...'我想改期取消唔係買賣a b1'), maxLength: 10 });
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 6 }), (said, phrases) => {
        const match = matchBySound(said, options(...phrases), 'zh-HK');
        if (match === null) return;
        expect(phrases).toContain(match.id);
        expect(match.score).toBeLessThanOrEqual(1);
        expect(match.margin).toBeGreaterThan(0);
        expect(match.margin).toBeLessThanOrEqual(match.score);
      }),
    );
  });
});

describe('a number inside a larger one was the smaller one', () => {
  it.each(['14位', '24位', '十四位', '一百零四位', '我哋十四位', '14位成人'])('%s is no 四位', (text) =>
    expect(heard(text, '四位', '四位成人')).toBeNull(),
  );

  it.each([
    ['10月', '十月'],
    ['12月', '十二月'],
    ['2024年', '二零二四年'],
    ['一百二十蚊', '120蚊'],
    ['3百蚊', '三百蚊'],
    ['廿三樓', '23樓'],
    ['星期三四點', '星期34點'],
  ])('%s and %s', (a, b) => expect(sameSound(a, b, 'zh-HK')).toBe(a !== '星期三四點'));

  it('knows the day from the hour', () => {
    expect(heard('星期三四點', '三點', '四點')).toBe('四點');
    expect(heard('星期三三點', '三點', '四點')).toBe('三點');
  });
});

describe('a misheard 唔 was left out', () => {
  it.each([
    ['吳係', '唔係'],
    ['吾可以', '唔可以'],
    ['吾同意', '唔同意'],
    ['五可以', null],
    ['我五可以', null],
    ['可唔可以', null],
    ['我冇話要可以', null],
  ])('%s → %s', (text, id) => expect(heard(text, '係', '唔係', '可以', '唔可以', '同意', '唔同意')).toBe(id));

  it.each(['上午取消', '特別取消', '唔係改期係取消', '不如取消'])('%s is no denial', (text) =>
    expect(heard(text, '取消')).toBe('取消'),
  );
});

describe('matching by sound blocked the loop', () => {
  it('rejects by a look only what alignment rejects', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'我想改期取該旗消唔吳係買賣四是十10a b'),
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(text, text, (said, phrase) => {
        const distance = soundDistance(said, phrase, 'zh-HK');
        const match = matchBySound(said, options(phrase), 'zh-HK', { within: false });
        const size = soundsOf(phrase, 'zh-HK').units.length;
        const isNear =
          size > 0 && soundsOf(said, 'zh-HK').units.length > 0 && distance <= (size <= 2 ? 0.12 : 0.25);
        fc.pre(!/(.)唔\1/u.test(said));
        expect(match !== null).toBe(isNear);
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes none where it would have to compare too much', () => {
    const long = Array.from({ length: 200 }, (_, i) => `${'改期取消'.repeat(9)}${i}`);
    expect(heard('改期取消'.repeat(20), ...long)).toBeNull();
    expect(heard('改期', '改期', ...long)).toBe('改期');
  });
});
