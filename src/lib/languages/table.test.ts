import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageTag } from '../../types/language.ts';
import { languageRecord } from '../../types/languageRecord.ts';
import { LanguageTable } from './table.ts';

const record = (tag: string, own = tag) =>
  languageRecord.parse({ tag, language: 'nan', names: { english: own, own }, script: 'Hant' });

describe('which record stands for a tag', () => {
  const table = new LanguageTable();
  it.each([
    ['zh-HK', 'zh-HK', 'exact'],
    ['ZH-hk', 'zh-HK', 'spelling'],
    ['zh_HK', 'zh-HK', 'spelling'],
    ['cmn-TW', 'zh-TW', 'spelling'],
    ['iw-IL', 'he-IL', 'spelling'],
    ['yue-HK', 'zh-HK', 'alias'],
    ['yue-MO', 'zh-MO', 'alias'],
    ['zh-Hant-HK', 'zh-HK', 'alias'],
    ['zh-Hant-MO', 'zh-MO', 'alias'],
    ['yue-Hans-CN', 'yue-CN', 'alias'],
    ['yue-Hans', 'yue-CN', 'region'],
    ['yue', 'zh-HK', 'region'],
    ['yue-US', 'zh-HK', 'region'],
    ['zh', 'zh-CN', 'region'],
    ['zh-SG', 'zh-CN', 'region'],
    ['zh-Hant', 'zh-TW', 'region'],
    ['zh-Hans-HK', 'zh-HK', 'script'],
    ['sr-Latn-RS', 'sr-RS', 'script'],
    ['en-Latn-US', 'en-US', 'alias'],
    ['en', 'en-US', 'region'],
    ['en-NG', 'en-US', 'region'],
    ['es', 'es-ES', 'region'],
    ['pt', 'pt-BR', 'region'],
    ['no', 'nb-NO', 'region'],
    ['nn-NO', 'nb-NO', 'region'],
    ['tl', 'fil-PH', 'region'],
    ['zh-HK-x-clinic', 'zh-HK', 'private-use'],
    ['en-US-u-hc-h12', 'en-US', 'private-use'],
  ])('%s: %s (%s)', (wanted, tag, rule) => {
    const match = table.find(wanted);
    expect([match?.record.tag, match?.rule]).toEqual([tag, rule]);
    // Whatever is not the tag's own record says why.
    expect(match?.reason).toEqual(rule === 'exact' ? null : expect.stringContaining(wanted));
  });

  it.each([
    'zh-US',
    'zh-Hans-FR',
    'xx',
    'qaa',
    'x-klingon',
    '',
    ' ',
    'en US',
    '💥',
    '\u202ear',
    'e\u0000n',
    '粵'.repeat(10_000),
  ])('nothing for %j', (wanted) => expect(table.find(wanted)).toBeUndefined());
});

describe('any text', () => {
  const table = new LanguageTable();
  const known = new Set(table.all().map(({ tag }) => tag));

  it('has a defined answer', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }), // with unpaired surrogates
      fc.stringMatching(/^[a-zA-Z]{2,3}([-_][a-zA-Z]{4})?([-_][a-zA-Z0-9]{2,3})?(-x-[a-z0-9]{1,8})?$/),
    );
    fc.assert(
      fc.property(text, (wanted) => {
        const match = table.find(wanted);
        if (!match) return;
        expect(match.wanted).toBe(wanted);
        expect(known).toContain(match.record.tag);
        expect(match.reason === null).toBe(match.rule === 'exact');
        // A record stands for itself.
        expect(table.find(match.record.tag)?.record).toBe(match.record);
      }),
    );
  });

  it('that is a tag of ours is one of every calendar and number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/), (tag) => {
        expect(languageTag.safeParse(tag).success).toBe(true);
        expect(new Intl.NumberFormat(tag).format(1)).toEqual(expect.any(String));
        table.find(tag);
      }),
    );
  });
});

describe('custom languages', () => {
  it('are found at once and forgotten at once', () => {
    const table = new LanguageTable();
    expect(table.find('nan-TW')).toBeUndefined();
    table.useCustom([record('nan-TW'), record('zh-Hant-HK')]);
    expect(table.find('nan-TW')?.rule).toBe('exact');
    expect(table.find('nan')).toMatchObject({ record: { tag: 'nan-TW' }, rule: 'region' });
    expect(table.find('zh-Hant-HK')).toMatchObject({ record: { tag: 'zh-Hant-HK' }, rule: 'exact' });
    table.useCustom([]);
    expect(table.find('nan')).toBeUndefined();
    expect(table.find('zh-Hant-HK')?.record.tag).toBe('zh-HK');
  });

  it('never hide one that comes along', () => {
    const table = new LanguageTable();
    table.useCustom([record('zh-HK', 'mine')]);
    expect(table.find('zh-HK')?.record.names.own).toBe('廣東話（香港）');
  });
});
