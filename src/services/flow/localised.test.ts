import { describe, expect, it } from 'vitest';
import { ownKey, pick } from './localised.ts';
import { expectYesNo } from './nodes/common.ts';
import { standardLines } from './standardLines.ts';

describe('the text for a language', () => {
  it.each([
    [['en', 'zh-HK', 'zh-CN'], 'zh-MO', 'zh-HK'],
    [['zh-HK', 'zh-CN'], 'zh-SG', 'zh-CN'],
    [['zh-HK', 'zh-TW'], 'zh-Hant-TW', 'zh-TW'],
    [['yue', 'zh-CN'], 'zh-HK', 'yue'],
    [['zh-CN'], 'zh-HK', 'zh-CN'],
    [['en-GB'], 'en-US', 'en-GB'],
    [['default', 'fr'], 'de', undefined],
  ])('of %j for %s is %s', (keys, language, key) => expect(ownKey(keys, language)).toBe(key));

  it('regression: Mandarin callers heard the Cantonese apology', () => {
    for (const language of ['zh-TW', 'zh-CN', 'zh-SG'])
      expect(pick(standardLines.noInput, language, 'en-US')).not.toMatch(/唔|喺|嘢/);
    expect(pick(standardLines.noInput, 'zh-MO', 'en-US')).toMatch(/唔/);
  });

  it('regression: recognisers of Mandarin were told to expect 係 and 唔係', () => {
    const phrases = (language: string) =>
      expectYesNo({ language }).choices.flatMap((choice) => choice.phrases);
    expect(phrases('zh-CN')).not.toContain('係');
    expect(phrases('zh-CN')).toContain('不是');
    expect(phrases('zh-HK')).toContain('係');
    expect(phrases('es-MX').length).toBeGreaterThan(0);
  });
});
