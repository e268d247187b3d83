/**
 * Languages without a reader of their own: figures must agree, negations of the larger languages must agree, and every word
 * of some length must be in both. What passes is nearly the same text; the rest is left to the language model.
 */
import { AnalysisBuilder } from './builder.ts';
import type { Analysis } from './types.ts';

/** fr es pt it de nl sv da no pl cs ru uk tr id ms tl vi; hi th ko ja are written without spaces or as suffixes. */
const NEGATIONS: ReadonlySet<string> = new Set(
  (
    'ne pas non jamais rien aucun aucune sans no nunca nada sin ningun ninguna ningún tampoco não nao nem sem mai niente senza nessun ' +
    'nicht kein keine keinen keinem keiner nie niemals ohne niet geen nooit zonder inte ingen aldrig ikke aldri nie bez ' +
    'не нет нельзя ни без немає ні değil yok hayır tidak bukan belum tanpa hindi wala không chưa chẳng नहीं मत ไม่ 안 못'
  ).split(' '),
);
/** Parts of words that deny, where words have no spaces between them. */
const DENYING = /ません|ない(?!で)|なかった|ぬ$|않|없|아니|못하|ไม่|มิได้/gu;
const WORD = /\p{Nd}+(?:[.:,]\p{Nd}+)*|[\p{L}\p{M}]+/gu;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const SHORT = 3;

export function other(text: string): Analysis {
  const builder = new AnalysisBuilder();
  const plain = text.normalize('NFKC').toLowerCase();
  for (const _ of plain.matchAll(DENYING)) builder.negation();
  for (const [word] of plain.matchAll(WORD)) {
    const figure = figureOf(word);
    if (figure !== null) builder.number(word, figure, false);
    else if (NEGATIONS.has(word)) builder.negation();
    else if (UNSPACED.test(word)) for (const character of word) builder.name(character, character);
    else if (word.length > SHORT) builder.name(word, word);
    else builder.side({ concept: 'word', side: word, strict: true });
  }
  return builder.finish({ types: [], mode: 'none' });
}

/** Figures of any script: ٣, ३ and ๓ are 3. */
function figureOf(word: string): string | null {
  let out = '';
  for (const character of word) {
    if (/[0-9.:,]/.test(character)) out += character;
    else if (/\p{Nd}/u.test(character)) {
      // The digits of a script follow each other from a zero.
      let zero = character.codePointAt(0) ?? 0;
      const code = zero;
      while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
      out += String(code - zero);
    } else return null;
  }
  return out;
}
