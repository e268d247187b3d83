/**
 * The pronunciation dictionaries, loaded when first needed: to-jyutping's list, kept in our own form, costs 0.1 s and 40 MB,
 * pinyin-pro 0.05 s and 10 MB (measured on Node 24, two shared cores), and a server without Chinese calls needs neither.
 * `require`, because a key is made while a caller waits for an answer and cannot wait for a promise; `warmSound` loads ahead
 * of the first call.
 */
import { createRequire } from 'node:module';
import type * as PinyinPro from 'pinyin-pro';
import { readByWords } from './cantonese/reading/readCantonese.ts';

const require = createRequire(import.meta.url);
let mandarin: typeof PinyinPro | null = null;

/** Jyutping for each character; null where it has none. */
export const jyutping = readByWords;

/** Pinyin with tone numbers for each character, `''` where it has none; sandhi is left to the caller. */
export function pinyin(text: string): readonly (readonly [character: string, reading: string | null])[] {
  mandarin ??= require('pinyin-pro') as typeof PinyinPro;
  return mandarin
    .pinyin(text, { type: 'all', toneType: 'num', toneSandhi: false })
    .map(({ origin, pinyin, isZh }) => [origin, isZh && pinyin !== '' ? pinyin : null] as const);
}
