import { describe, expect, it } from 'vitest';
import { isTranscript } from './style.ts';
import { charactersOf } from './text.ts';

describe('charactersOf', () => {
  const spelt = (text: string) => charactersOf(text).spelt;

  it.each([
    ['几点开门', '幾點開門'],
    ['呢两只狗', '呢兩隻狗'],
    ['我只系想问', '我只係想問'],
    ['你谂吓先', '你諗吓先'],
  ])('%s is spelt %s', (text, traditional) => expect(spelt(text)).toBe(traditional));

  it.each(['睇吓晒啲嘢', '仆街', '姓范', '皇后', '幾時先買得晒？', '落雨收衫'])(
    'traditional text stays: %s',
    (text) => expect(spelt(text)).toBe(text),
  );

  it('tells pauses and ends from other scripts', () => {
    expect(String.fromCodePoint(...charactersOf('好 呀,a?! 1.🙂').symbols)).toBe('好，呀，A？！AA。A');
  });
});

describe('isTranscript', () => {
  it.each(['誒，即係噉樣囖。', '係啊，我-我諗係𡃉。', '跟住就去到嗰度喇然之後向右行'])('%s: yes', (text) =>
    expect(isTranscript(text)).toBe(true),
  );
  it.each(['我走先喇，拜拜！', '你食咗飯未啊？', '呢單生意', '佢哋啱啱嚟㗎喇。', '名勝古蹟', ''])(
    '%s: no',
    (text) => expect(isTranscript(text)).toBe(false),
  );
});
