import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inRegister, registerInstructions, registerRules } from './index.ts';

const business = (text: string, language = 'zh-HK') => inRegister(text, 'business', language);
const casual = (text: string) => inRegister(text, 'casual', 'zh-HK');

describe('inRegister, business', () => {
  it.each([
    ['等等呀。', '請您稍等。'],
    ['好，等陣。', '好，請您稍等。'],
    ['唔該你等等。', '請您稍等。'],
    ['唔該你講多次。', '麻煩您講多次。'],
    ['唔該！', '唔該晒！'],
    ['對唔住，而家冇位。', '好抱歉，而家冇位。'],
    ['想問下你幾位？', '請問您幾位？'],
    ['我想問下幾點開門', '請問幾點開門'],
    ['你點稱呼呀？', '請問點稱呼您？'],
    ['你叫咩名？', '請問點稱呼您？'],
    ['有冇預約？', '請問有冇預約？'],
    ['你要唔要改期？', '請問您需唔需要改期？'],
    ['多謝你，拜拜啦。', '多謝您，再見。'],
    ['陳生，你好。', '陳先生，您好。'],
    ['早晨王太！', '早晨王太太！'],
    ['星期日唔開囉。', '星期日唔開。'],
    ['係你自己話要嘅喎。', '係您自己話要嘅。'],
    ['喂，你好，這度係診所。', '您好，這度係診所。'],
    ['喂，邊位？', '您好，邊位？'],
  ])('%s → %s', (text, expected) => expect(business(text)).toBe(expected));

  it.each([
    ['蘋果、橙、等等。', 'a list'],
    ['等陣打畀王小姐。', 'later'],
    ['醫生、學生、花生，余生。', 'words with 生'],
    ['最高生產。', 'a surname inside words'],
    ['唔係咩？', 'a question'],
    ['一百蚊啫。', 'a limit'],
    ['有冇都唔緊要。', 'no question'],
    ['我對唔住佢。', 'wronging somebody'],
    ['囉。', 'nothing but a particle'],
    ['迷你倉', 'a word with 你'],
    ['佢哋想問下幾錢', 'what others ask'],
    ['{{ 你 }}<sub alias="拜拜">https://a.hk/你', 'values and markup'],
  ])('leaves %s (%s)', (text) => expect(business(text)).toBe(text.replace('hk/你', 'hk/您')));

  it('knows simplified characters, and writes them for Guangzhou', () => {
    expect(business('等阵呀。', 'yue-CN')).toBe('请您稍等。');
    expect(business('陈生，唔该你讲多次。', 'yue-CN')).toBe('陈先生，麻烦您讲多次。');
    expect(business('对唔住，有冇预约？', 'yue-CN')).toBe('好抱歉，有冇预约？');
  });

  it('leaves other languages', () => {
    expect(business('拜拜。', 'zh-TW')).toBe('拜拜。');
    expect(business('Bye.', 'en-US')).toBe('Bye.');
  });
});

describe('inRegister, casual', () => {
  it.each([
    ['請您稍等。', '等等呀。'],
    ['好抱歉，麻煩您等一等。', '唔好意思，唔該等等。'],
    ['請問您需唔需要改期？', '請問你要唔要改期？'],
    ['多謝您嘅來電，再見。', '多謝你嘅來電，拜拜。'],
  ])('%s → %s', (text, expected) => expect(casual(text)).toBe(expected));
});

const pieces = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'你,您,你哋,等等,等陣,唔該,唔該晒,麻煩,對唔住,有冇,要唔要,拜拜,再見,陳生,王太,囉,喎,咩,唔,冇,未,想問下,點稱呼,喂,呀'.split(
          ',',
        ),
        '，',
        '。',
        '？',
        '！',
        ' ',
        '{{ value }}',
        '{{ 你 }}',
        '三',
        '12:30',
        '請你',
        '請您稍等',
        '<p>',
        '\n',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''));

describe('inRegister, any text', () => {
  /** Courtesies that hold a negation and refuse nothing. */
  const courtesy = /[對对]唔住|唔[該该]|唔好意思/g;
  const negations = (text: string) => text.replace(courtesy, '').match(/[唔冇未不]/g)?.length ?? 0;
  const values = (text: string) => text.match(/\d+|[一二三]|\{\{.*?\}\}|<.*?>/gs);

  it('keeps values, yes and no, and does nothing the second time', () => {
    fc.assert(
      fc.property(
        pieces,
        fc.constantFrom('business' as const, 'casual' as const),
        fc.constantFrom('zh-HK', 'zh-MO', 'yue-CN'),
        (text, register, language) => {
          const once = inRegister(text, register, language);
          expect(values(once)).toEqual(values(text));
          expect(negations(once)).toBe(negations(text));
          expect(inRegister(once, register, language)).toBe(once);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes a long text', () => {
    expect(business('你等等，'.repeat(2_500))).toHaveLength(10_000);
  });
});

describe('registerRules', () => {
  it('name their sources, and what is unchecked', () => {
    expect(registerRules.every(({ source }) => /^(CUHK|BK|U)(,(CUHK|BK|U))*$/.test(source))).toBe(true);
    expect(registerRules.some(({ source }) => source === 'U')).toBe(true);
  });
});

describe('registerInstructions', () => {
  it.each([
    ['zh-HK', /Hong Kong Cantonese.*traditional.*您.*先生/s],
    ['zh-MO', /Macau.*traditional/s],
    ['yue-CN', /Guangzhou.*simplified/s],
    ['zh-CN', /Mandarin.*simplified.*您/s],
    ['zh-TW', /Taiwan.*traditional/s],
    ['ja-JP', /です/],
    ['ko-KR', /습니다/],
    ['es-MX', /usted/],
    ['de-DE', /Sie/],
    ['fr-CA', /vous/],
    ['vi-VN', /anh/],
    ['th-TH', /ครับ/],
    ['tl', /po and opo/],
    ['sw-KE', /polite form of address/],
  ])('%s: %s', (language, what) => expect(registerInstructions(language, 'business')).toMatch(what));

  it('tells the registers apart, and customs only where they are asked for', () => {
    expect(registerInstructions('fr-FR', 'casual')).toContain('tu');
    expect(registerInstructions('zh-HK', 'business')).not.toContain('多謝');
    expect(registerInstructions('zh-HK', 'business', { culturalContext: true })).toContain('多謝');
  });

  it('says how numbers are written', () => {
    expect(registerInstructions('zh-HK')).toContain('in figures');
    expect(registerInstructions('zh-HK', 'business', { numbers: 'words' })).toContain('in words');
  });

  it('is there for any tag', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('business', 'casual'), (tag, register) => {
        expect(registerInstructions(tag, register)).not.toBe('');
      }),
    );
    expect(registerInstructions('constructor')).toContain('polite');
  });
});
