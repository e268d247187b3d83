/**
 * Thai tones from the spelling: class of the first consonant, tone mark, length of the vowel and what closes it. Written by rule;
 * Thai has no spaces between words, so a text is cut into syllables by the fewest and commonest spellings, and where another
 * cut is as likely the tone is null.
 */
import { primarySubtag } from '../../../types/language.ts';
import type { Syllable, ToneReader } from '../tones.ts';
import { loanTone } from './loans.ts';
import { consonantClass, isSonorant, type ConsonantClass, type Spelling } from './spelling.ts';
import { cutThai } from './cut.ts';

export const thaiTones = ['m', 'l', 'f', 'h', 'r'] as const;
/** Mid, low, falling, high, rising. */
export type ThaiTone = (typeof thaiTones)[number];

export function thaiTone(spelling: Spelling, initialClass: ConsonantClass): ThaiTone {
  const { mark, long, final } = spelling;
  if (mark === '๊') return 'h';
  if (mark === '๋') return 'r';
  if (mark === '่') return initialClass === 'low' ? 'f' : 'l';
  if (mark === '้') return initialClass === 'low' ? 'h' : 'f';
  const live = final === '' ? long : isSonorant(final);
  if (live) return initialClass === 'high' ? 'r' : 'm';
  if (initialClass !== 'low') return 'l';
  return long ? 'f' : 'h';
}

/** A run of Thai letters; digits, ฯ and ๆ are not spellings of sounds. */
const RUN = /[ก-ฮะ-ฺเ-ๅ็-๎]+/gu;

export function readThai(text: string): Syllable[] {
  return Array.from(text.matchAll(RUN), ({ 0: run, index }) => readRun(run, index)).flat();
}

/** How much dearer another cut must be for a syllable to count as told. */
const SURE = 0.1;

function readRun(run: string, offset: number): Syllable[] {
  if (run.length === 1) return [{ at: offset, length: 1, reading: run, tone: letterTone(run) }];
  let led: ConsonantClass | null = null;
  return cutThai(run).map(({ at, spelling, margin }) => {
    const { initial, mark, written } = spelling;
    const { length } = written;
    const leads = led !== null && mark === '' && isSonorant(initial) && initial.length === 1;
    const own = consonantClass(initial);
    const tone = loanTone(spelling) ?? thaiTone(spelling, leads && led !== null ? led : own);
    led = length === 1 && own !== 'low' ? own : null;
    return {
      at: offset + at,
      length,
      reading: run.slice(at, at + length),
      tone: margin > SURE ? tone : null,
    };
  });
}

export const thaiToneReader: ToneReader = {
  reads: (language) => primarySubtag(language) === 'th',
  tones: thaiTones,
  read: readThai,
  warm() {},
};

/** A letter by itself is said by its name, with a long ɔ; ณ and ฤ are words and syllables. */
function letterTone(letter: string): ThaiTone | null {
  if (/[ณธฤ]/u.test(letter)) return 'h';
  if (!/[ก-ฮ]/u.test(letter)) return null;
  return consonantClass(letter) === 'high' ? 'r' : 'm';
}
