/** A text as retrieval sees it: stemmed words; of Chinese, Japanese and Korean, each two characters that stand side by side. */
import { simplified } from '../../../lib/hanScript.ts';
import { isHan, wordsOf } from '../words.ts';

/** `wordsOf` looks at so much of a text and no more; sentences are given to it one by one. */
const SENTENCE = /[^.!?。！？；;\n]+/g;

/** Terms of a text with how much each counts: small words little. Traditional and simplified are one. */
export function termsOf(text: string): Map<string, number> {
  const terms = new Map<string, number>();
  const add = (term: string, weight: number) => terms.set(term, (terms.get(term) ?? 0) + weight);
  for (const [sentence] of text.matchAll(SENTENCE)) {
    let before = '';
    let alone = false;
    const single = () => {
      if (alone) add(before, 1);
    };
    for (const { text: word, weight, opens } of wordsOf(sentence)) {
      if (!isHan(word) || [...word].length > 1) {
        single();
        [before, alone] = ['', false];
        add(isHan(word) ? simplified(word) : word, weight);
        continue;
      }
      const character = simplified(word);
      if (opens === true) {
        single();
        before = '';
      }
      if (before !== '') add(before + character, 1);
      [before, alone] = [character, before === ''];
    }
    single();
  }
  return terms;
}
