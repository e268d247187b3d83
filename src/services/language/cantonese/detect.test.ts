import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simplified } from '../../../lib/hanScript.ts';
import { detectChinese } from './detect.ts';
import { detectFold } from './detectFold.ts';

const variety = (text: string) => detectChinese(text).variety;

describe('detectChinese', () => {
  it.each([
    '我想改期得唔得',
    '請問你哋星期日開唔開',
    '我想book今晚七點得唔得',
    '我想去睇牙',
    '幾錢呀',
    '你食咗飯未',
    '聽日得唔得閒呀',
    '係',
    '唔係',
    '冇',
    '好嘅',
    '唔該',
    '冇問題',
  ])('%s is Cantonese, in either script', (text) => {
    expect(variety(text)).toBe('cantonese');
    expect(variety(simplified(text))).toBe('cantonese');
  });

  it.each([
    '您好，我想预约明天下午三点',
    '你们几点开门',
    '那个，我想问一下啊',
    '没有啦，我就是问问呢',
    '就这样吧，拜拜',
    '不是',
    '是',
    '好的',
    '没问题',
    '谢谢',
    '希望我们明天可以见面',
  ])('%s is written Chinese or Mandarin', (text) => expect(variety(text)).toBe('mandarin'));

  it.each([
    '好呀',
    '你好',
    '我要取消',
    '尖沙咀彌敦道一百號',
    '香港中文大学',
    '今晚七點四位',
    '',
    'hello',
    '123',
    '關係',
    '的士',
  ])('%j could be either', (text) => expect(variety(text)).toBe('neutral'));

  it('finds both in one text', () => expect(variety('他說「我哋今晚食飯啦」，我們沒有去')).toBe('mixed'));

  it('gives its reasons, the strongest first, from the text', () => {
    const { evidence, score } = detectChinese('佢哋唔係好鍾意食辣');
    expect(evidence).toEqual(expect.arrayContaining(['佢', '哋', '唔']));
    expect(score).toBeGreaterThan(5);
  });

  it('does not lean on the spelling of one corpus or recogniser', () => {
    for (const [a, b] of [
      ['噉就係𡃉囖', '咁就係㗎囉'],
      ['俾我搵下', '畀我揾下'],
      ['系唔系噶', '係唔係㗎'],
    ] as const)
      expect(detectChinese(a)).toEqual(detectChinese(b));
  });

  it('answers any text, and what it names as evidence is there', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const { score, evidence } = detectChinese(text);
        expect(Number.isFinite(score)).toBe(true);
        for (const word of evidence) expect(detectFold(text)).toContain(word);
      }),
    );
    const han = fc.string({ unit: fc.constantFrom(...'係唔的是咗了我你佢他，a ') });
    fc.assert(
      fc.property(han, (text) => {
        const { variety: named, evidence } = detectChinese(text);
        expect(evidence.length > 0).toBe(named !== 'neutral');
      }),
    );
  });

  const file = join(resolve(process.env['WEAVER_DATA'] ?? '../shared/data'), 'language/hkcancor.dev.jsonl');
  it.skipIf(!existsSync(file))('HKCanCor, every tenth turn (skipped without WEAVER_DATA)', () => {
    const turns = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line, i) => line !== '' && i % 10 === 0)
      .map((line) => (JSON.parse(line) as { readonly text: string }).text)
      .filter((text) => (text.match(/\p{Script=Han}/gu)?.length ?? 0) >= 5);
    const found = turns.filter((text) => variety(text) === 'cantonese').length;
    expect(found / turns.length).toBeGreaterThan(0.92);
  });
});
