/** A clause of Chinese as words: characters, but a number whole (十四 is no 四), and what denies marked as such. */
import { hanDigits, hanNumeral, hanValue } from './parse/hanNumbers.ts';
import type { Word } from './words.ts';

/** 講, 想 and the like: said with every wish. Numerals are never of them: 星期一 and 星期二 differ in nothing else. */
const light = new Set('我你佢哋想要嘅係可唔以幫個下吓有冇呢嗰啲呀啊喇啦㗎囉喎嘞嗎吗的了');

/** They hold a 唔 or 冇 and deny nothing: said before a wish, */
const COURTESY =
  '[唔不]好意思|[唔不]如|不過|對不起|差[唔不]多|[唔不]單?止|不[只單]|除非|莫非|[特個]別|' +
  '[唔不](?:緊要|要緊)|[冇無沒](?:問題|錯|所謂|關係)|沒有(?:問題|關係)|無論(?:如何)?';
/** and words of a wish. */
const HARMLESS =
  '[唔不]錯|不[斷少管論久]|不同(?!意)|無[線綫限]|未來|[分性級類識區差]別|別[人的墅針]|非常|非洲|咪高峰';
/** 沒有 and 無 are what recognisers write for 冇, 不 for 唔. */
const NOT = '沒有|未有|冇有|沒|無|冇|唔|不|毋|未|別|(?<!係)咪|勿|莫|非';
const NOT_AS: Readonly<Record<string, string>> = {
  沒有: '冇',
  未有: '冇',
  冇有: '冇',
  沒: '冇',
  無: '冇',
  不: '唔',
  毋: '唔',
};
/** 一定, 一般: no number; 星期一定係星期二 is one all the same. */
const NO_NUMBER = `(?<!${hanNumeral}|[期拜周週])一(?:下(?![晝午])|[定般齊樣直起共啲些陣路切])`;
/** 星期三四點 is Wednesday at four. */
const WEEKDAY = '(?<=[期拜周週])(?:[一二三四五六日天]|[1-7](?![0-9]))';
const LATIN = '[a-z0-9]*[a-z][a-z0-9]*';

const token = new RegExp(
  `(?<latin>${LATIN})|(?<harmless>${HARMLESS})|(?<plain>${COURTESY}|${NO_NUMBER})|(?<weekday>${WEEKDAY})|(?<number>${hanNumeral}+)|(?<not>${NOT})|.`,
  'gu',
);

const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** `run`: normalised, without spaces. */
export function hanWords(run: string, latin: (word: string) => Word): Word[] {
  // 無料 and 特別 are plain words of Japanese.
  const denies = !kana.test(run);
  const words: Word[] = [];
  for (const { 0: text, groups = {} } of run.matchAll(token)) {
    if (groups['latin'] !== undefined) words.push(latin(text));
    else if (groups['weekday'] !== undefined)
      words.push({ text: `day${/[日天]/.test(text) ? 7 : figuresOf(text)}`, weight: 1 });
    else if (groups['number'] !== undefined) words.push({ text: figuresOf(text), weight: 1, numeral: true });
    else if (groups['plain'] !== undefined)
      for (const character of oneSpelling(text)) words.push({ text: character, weight: 0.2 });
    else if (groups['not'] !== undefined && denies) {
      const not = NOT_AS[text] ?? text;
      words.push({ text: not, weight: weightOf(not), not: 'denies' });
    } else
      for (const character of oneSpelling(text)) words.push({ text: character, weight: weightOf(character) });
  }
  return words.map((word, i) => marked(words, word, i));
}

/** Of what is harmless: 沒問題 is 冇問題. */
const oneSpelling = (text: string) =>
  text.length === 1
    ? text
    : text.replace('沒有', '冇').replace(/[沒無不]/g, (character) => NOT_AS[character] ?? character);
const weightOf = (character: string) => (light.has(character) ? 0.2 : 1);

/** The same figures for 14 and 十四, 2 and 兩. */
function figuresOf(run: string): string {
  if (/^[0-9]+$/.test(run)) return run;
  const isRow = !/[十百千萬万億亿廿卅卌]/.test(run);
  return (isRow ? hanDigits(run) : hanValue(run)?.toString()) ?? run;
}

const soundsLikeNot = /^[吳吾悟誤5]$/;
const afterNot = /^[係好得要想可同啱會知需使]$/;
const beforeNot = /^[我你佢都]$/;

/** 可唔可以, 有冇, 係咪 ask and deny nothing; 吳係 may be a 唔係 that was heard badly. */
function marked(words: readonly Word[], word: Word, i: number): Word {
  const before = words[i - 1]?.text;
  const after = words[i + 1]?.text;
  if (word.text === '咪' && before === '係') return { ...word, text: '?咪', not: 'asks' };
  if (word.not === 'denies') {
    const asks = before !== undefined && (before === after || (before === '有' && word.text === '冇'));
    return asks ? { ...word, text: `?${word.text}`, not: 'asks' } : word;
  }
  const maybe =
    soundsLikeNot.test(word.text) &&
    after !== undefined &&
    afterNot.test(after) &&
    (before === undefined || beforeNot.test(before));
  return maybe ? { ...word, not: 'maybe' } : word;
}
