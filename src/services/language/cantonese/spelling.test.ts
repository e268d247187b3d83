import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unifySpelling } from './spelling.ts';

describe('unifySpelling', () => {
  it.each([
    ['佢地番左屋企', '佢哋返咗屋企'],
    ['噉就係喇', '咁就係啦'],
    ['我宜家好攰', '我而家好攰'],
    ['呢D嘢', '呢啲嘢'],
    ['唔洗比錢', '唔使畀錢'],
    ['你黎緊未', '你嚟緊未'],
    ['返黎食野', '返嚟食嘢'],
    ['果陣時', '嗰陣時'],
    ['佢系边度', '佢係邊度'],
    ['岩岩訓醒', '啱啱瞓醒'],
    ['係既', '係嘅'],
    ['𡃉囖', '㗎囉'],
    ['食左野', '食咗嘢'],
  ])('%s = %s', (a, b) => expect(unifySpelling(a)).toBe(unifySpelling(b)));

  it.each([
    '左邊',
    '野生動物',
    '黎明',
    '比較',
    '地址',
    '我地址係',
    '水果',
    '番茄',
    '既然',
    '中文',
    '訓練',
    '車架',
  ])('leaves %s as it is', (text) => expect(unifySpelling(text)).toBe(text));

  it('takes any text, and twice is once', () => {
    const unit = fc.constantFrom(...'我佢地食左野返黎緊D唔洗比錢果陣依家宜係既啦喇乜 ，a\uD800');
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit }), fc.string({ unit: 'binary' })), (text) => {
        const once = unifySpelling(text);
        expect(unifySpelling(once)).toBe(once);
      }),
    );
  });
});
