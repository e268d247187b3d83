/** Which reader reads a text, and the memory of what was read. */
import { primarySubtag, type LanguageTag } from '../../../types/language.ts';
import { chinese } from './chinese/chinese.ts';
import { english } from './english/english.ts';
import { other } from './other.ts';
import type { Analysis } from './types.ts';

const MAX_TEXT = 400;
/**
 * How many texts are kept for a language; one takes about a kilobyte. More than a full cache has entries (10,000): a
 * look-up compares with dozens of them, and reading one anew takes a tenth of a millisecond.
 */
const MAX_KEPT = 12_000;
const MAX_LANGUAGES = 50;
const kept = new Map<string, Map<string, Analysis>>();
const HAN = /\p{Script=Han}/u;

export function analyse(text: string, language: LanguageTag): Analysis {
  let ofLanguage = kept.get(language);
  if (!ofLanguage) {
    if (kept.size >= MAX_LANGUAGES) kept.clear();
    ofLanguage = new Map();
    kept.set(language, ofLanguage);
  }
  const known = ofLanguage.get(text);
  if (known) return known;
  if (ofLanguage.size >= MAX_KEPT) forgetOlderHalf(ofLanguage);
  const made = read(text.slice(0, MAX_TEXT), primarySubtag(language));
  ofLanguage.set(text, made);
  return made;
}

function forgetOlderHalf(texts: Map<string, Analysis>): void {
  let left = texts.size / 2;
  for (const text of texts.keys()) {
    if (left-- <= 0) return;
    texts.delete(text);
  }
}

/** Callers of a Chinese line speak English too, and the other way round: the script decides before the tag does. */
function read(text: string, primary: string): Analysis {
  const isChinese = ['zh', 'yue', 'cmn'].includes(primary);
  if (HAN.test(text) && (isChinese || primary === 'en')) return chinese(text);
  return isChinese || primary === 'en' ? english(text) : other(text);
}
