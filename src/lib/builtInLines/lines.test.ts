import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageTag } from '../../types/language.ts';
import { builtInLine, builtInLines, languagesWithLines, lineKinds } from './index.ts';

const text = (tag: string) => builtInLine('transfer', tag).text;

describe('builtInLine', () => {
  it.each([
    ['zh-HK', 'zh-HK'],
    ['yue', 'zh-HK'],
    ['yue-Hant-HK', 'zh-HK'],
    ['yue-HK', 'zh-HK'],
    ['zh-MO', 'zh-MO'],
    ['yue-MO', 'zh-MO'],
    ['yue-CN', 'yue-CN'],
    ['yue-Hans', 'yue-CN'],
    ['zh', 'zh-CN'],
    ['zh-SG', 'zh-CN'],
    ['wuu-CN', 'zh-CN'],
    ['zh-TW', 'zh-TW'],
    ['cmn-TW', 'zh-TW'],
    ['zh-Hant', 'zh-TW'],
    ['cmn-HK', 'zh-TW'],
    ['tl-PH', 'fil-PH'],
    ['en-GB', 'en-US'],
    ['es-MX', 'es-ES'],
    ['pt-PT', 'pt-BR'],
    ['ar-EG', 'ar-AE'],
  ])('%s is served by %s', (tag, language) => {
    expect(builtInLine('trouble', tag)).toMatchObject({ language, own: true });
  });

  it('speaks English to everybody else, and says so', () => {
    expect(builtInLine('busy', 'sw-KE')).toEqual({
      text: 'All our lines are busy just now. Please call again in a few minutes. Goodbye.',
      language: 'en-US',
      checked: true,
      own: false,
    });
  });

  it('says of which lines a native speaker has yet to read', () => {
    const unchecked = languagesWithLines().filter(({ checked }) => !checked);
    expect(unchecked.map(({ language }) => language)).toEqual(expect.arrayContaining(['ja-JP', 'yue-CN']));
    expect(languagesWithLines().filter(({ checked }) => checked)).toHaveLength(4);
    expect(builtInLine('trouble', 'ko-KR').checked).toBe(false);
  });

  it('has two registers, and business unless told otherwise', () => {
    expect(builtInLine('goodbye', 'zh-HK').text).toBe('多謝您嘅來電，再見。');
    expect(builtInLine('goodbye', 'zh-HK', { register: 'casual' }).text).toBe('多謝你打嚟，拜拜。');
    expect(builtInLine('still-there', 'fr-FR', { register: 'casual' }).text).toBe('Tu es toujours là ?');
  });
});

describe('the lines', () => {
  const all = languagesWithLines().flatMap(({ language }) =>
    lineKinds.flatMap((kind) =>
      (['business', 'casual'] as const).map((register) => ({
        kind,
        ...builtInLine(kind, language, { register }),
      })),
    ),
  );

  it('are twenty languages, with nothing missing', () => {
    expect(languagesWithLines()).toHaveLength(20);
    for (const { kind, language, text } of all) {
      expect([kind, language, text.trim()]).toEqual([kind, language, text]);
      expect(text).not.toBe('');
      expect(languageTag.safeParse(language).success).toBe(true);
    }
  });

  it('hold one value to fill in where they read one back, and else none', () => {
    for (const { kind, text } of all)
      expect(text.match(/\{\{.*?\}\}/g) ?? []).toEqual(kind === 'confirm' ? ['{{ value }}'] : []);
  });

  it('name in the question for yes or no the words that are meant', () => {
    for (const { language } of languagesWithLines()) {
      const asked = builtInLine('yes-or-no', language).text.toLowerCase();
      expect(asked).toContain(builtInLine('yes', language).text.toLowerCase());
      expect(asked).toContain(builtInLine('no', language).text.toLowerCase());
    }
  });

  it('are spoken Cantonese, not written Chinese', () => {
    for (const { language, text } of all.filter(({ language }) => /^(zh-HK|zh-MO|yue-CN)$/.test(language)))
      expect([language, text.match(/[的是不他她們们了在這这那]/g)]).toEqual([language, null]);
  });

  it('are in the characters of their place', () => {
    expect(text('yue-CN')).toContain('转接');
    expect(text('zh-HK')).toContain('轉駁');
    for (const { text, language } of all.filter(({ language }) => /^(zh-CN|yue-CN)$/.test(language)))
      expect([language, text.match(/[請電話號碼係來見問題轉聽講線過]/g)]).toEqual([language, null]);
    for (const { text, language } of all.filter(({ language }) => /^zh-(HK|MO|TW)$/.test(language)))
      expect([language, text.match(/[请电话号码来见问题转听讲线过]/g)]).toEqual([language, null]);
  });

  it('can be had by tag, as flows keep them', () => {
    const lines = builtInLines('no-match');
    expect(Object.keys(lines)).toHaveLength(20);
    expect(lines['ja-JP']).toBe('申し訳ございません、よく聞き取れませんでした。');
  });

  it('are there for any tag', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...lineKinds), (tag, kind) => {
        expect(builtInLine(kind, tag).text).not.toBe('');
      }),
    );
  });
});
