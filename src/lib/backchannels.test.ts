import { describe, expect, it } from 'vitest';
import { isBackchannel } from './backchannels.ts';

describe('backchannels', () => {
  it.each([
    ['Mm-hm.', 'en-US'],
    ['mmmm', 'en-GB'],
    ['Uh huh.', 'en-US'],
    ['okay, okay', 'en-AU'],
    ['I see.', 'en-US'],
    ['係。', 'zh-HK'],
    ['係，係呀', 'yue-HK'],
    ['嗯', 'zh-CN'],
    ['好的', 'zh-TW'],
    ['はい、はい。', 'ja-JP'],
    ['네', 'ko-KR'],
    ["D'accord.", 'fr-FR'],
    ['hm', 'sw-KE'],
  ])('%s in %s only listens', (text, language) => expect(isBackchannel(text, language)).toBe(true));

  it.each([
    ['', 'en-US'],
    ['…', 'en-US'],
    ['no', 'en-US'],
    ['yes please', 'en-US'],
    ['okay but on Friday', 'en-US'],
    ['係咪', 'zh-HK'],
    ['唔係', 'zh-HK'],
    ['好貴', 'zh-HK'],
    ['yeah yeah yeah yeah', 'en-US'],
    ['はい', 'en-US'],
  ])('%s in %s wants the floor, or is nothing', (text, language) =>
    expect(isBackchannel(text, language)).toBe(false),
  );

  it('knows more words where it is told them', () => {
    expect(isBackchannel('erm', 'en-US')).toBe(false);
    expect(isBackchannel('Erm…', 'en-US', ['erm'])).toBe(true);
  });
});
