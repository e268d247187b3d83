import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mandarinToneReader, mandarinTones, readMandarin } from './mandarin.ts';

const said = (text: string) =>
  readMandarin(text)
    .map(({ reading }) => reading)
    .join(' ');

describe('readMandarin', () => {
  it.each([
    ['你好', 'ni2 hao3'],
    ['展览馆', 'zhan2 lan2 guan3'],
    ['我可以', 'wo3 ke2 yi3'],
    ['好，我来', 'hao3 wo3 lai2'],
  ])('third tones in a row: %s', (text, reading) => {
    expect(said(text)).toBe(reading);
  });

  it.each([
    ['一样', 'yi2 yang4'],
    ['一天', 'yi4 tian1'],
    ['第一天', 'di4 yi1 tian1'],
    ['一月一号', 'yi1 yue4 yi1 hao4'],
    ['星期一', 'xing1 qi1 yi1'],
    ['看一看', 'kan4 yi5 kan4'],
    ['不是', 'bu2 shi4'],
    ['不好', 'bu4 hao3'],
  ])('一 and 不: %s', (text, reading) => {
    expect(said(text)).toBe(reading);
  });

  it.each([
    ['两个孩子', 'liang3 ge5 hai2 zi5'],
    ['男子', 'nan2 zi3'],
    ['朋友', 'peng2 you5'],
    ['高兴得很', 'gao1 xing4 de5 hen3'],
    ['慢慢地走', 'man4 man4 de5 zou3'],
    ['目的地', 'mu4 di4 di4'],
  ])('neutral tones: %s', (text, reading) => {
    expect(said(text)).toBe(reading);
  });

  it.each([
    ['银行行长', 'yin2 hang2 hang2 zhang3'],
    ['重庆', 'chong2 qing4'],
    ['绿色', 'lv4 se4'],
    ['你得去', 'ni2 dei3 qu4'],
    ['得到', 'de2 dao4'],
  ])('polyphones: %s', (text, reading) => {
    expect(said(text)).toBe(reading);
  });

  it.each([
    ['头发很长，发生了什么', '頭髮很長，發生了甚麼'],
    ['为什么着急', '為什麼著急'],
    ['著名的音乐', '著名的音樂'],
    ['他看着我', '他看著我'],
    ['干净的里面', '乾淨的裡面'],
  ])('%s sounds the same in traditional characters', (simplified, traditional) => {
    expect(said(traditional)).toBe(said(simplified));
  });

  it('lets a traditional form tell what the simplified one leaves open', () => {
    expect(said('髮')).toBe('fa4');
    expect(said('發')).toBe('fa1');
    expect(said('乾隆')).toBe('qian2 long2');
  });

  it('keeps the reading before sandhi', () => {
    expect(readMandarin('朋友你好').map(({ citation }) => citation)).toEqual([
      'peng2',
      'you3',
      'ni3',
      'hao3',
    ]);
  });

  it('says where each character stands, in UTF-16, and passes over what is not Han', () => {
    expect(readMandarin('😀我𠮷ok好').map(({ at, length }) => [at, length])).toEqual([
      [2, 1],
      [3, 2],
      [7, 1],
    ]);
  });

  it.each([
    ['zh-CN', true],
    ['zh-TW', true],
    ['cmn-Hans-CN', true],
    ['zh-HK', false],
    ['zh-MO', false],
    ['yue-CN', false],
    ['ja-JP', false],
  ])('reads %s: %s', (language, reads) => {
    expect(mandarinToneReader.reads(language)).toBe(reads);
  });

  const character = fc.oneof(
    fc.constantFrom(...'一不个得地子的了着过好你我有长行重得為髮著甚麼乾零第看𠮷，。 \n'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    fc.constantFrom('\ud840', '\udc00', '😀', 'שלום', 'a', '1', '\u200f'),
    fc.integer({ min: 0x3400, max: 0x9fff }).map((code) => String.fromCharCode(code)),
  );

  it('gives defined, ascending syllables inside any text', () => {
    fc.assert(
      fc.property(fc.array(character, { maxLength: 60 }), (characters) => {
        const text = characters.join('');
        let end = 0;
        for (const { at, length, reading, tone, citation } of readMandarin(text)) {
          expect(at).toBeGreaterThanOrEqual(end);
          end = at + length;
          expect(/^\p{Script=Han}$/u.test(text.slice(at, end))).toBe(true);
          expect(tone).toBe(reading === null ? null : reading.at(-1));
          if (reading !== null) {
            expect(reading).toMatch(/^[a-z]+[1-5]$/u);
            expect(mandarinTones).toContain(tone);
          }
          expect(citation === null).toBe(reading === null);
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('reads ten thousand characters', () => {
    expect(readMandarin('我有点想买五百把雨伞'.repeat(1_000))).toHaveLength(10_000);
  });
});
