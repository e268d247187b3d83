/**
 * Last words after which nobody has finished, and marks. A first, small list for machines without the language layer's
 * model of endings, and a second opinion beside it. Languages other than English and Chinese are unchecked (`U`).
 */
import { chineseOf } from '../../../lib/spoken/index.ts';
import { primarySubtag, type LanguageTag } from '../../../types/language.ts';

const list = (words: string): readonly string[] => words.split(' ');

const hanEndings = list(
  '同埋 同 或者 定係 但係 不過 因為 所以 如果 即係 跟住 然後 之後 而且 仲有 譬如 例如 嗰個 呢個 我想 我要 我係 想問 就係 等我 叫做 ' +
    '和 跟 或 或是 還是 但是 可是 就是 還有 那個 這個 比如 其實 我是 想要 關於 對於 把 被 給 從 在 由 ' +
    '呃 嗯 額 欸 誒',
);
const wordEndings: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set(
    list(
      'and or but because cause so if when the a an to of for from with at by my your our their his i ' +
        "i'm i'd i'll we um uh uhm er erm hmm about between than as into called named " +
        'just very every been being make give let tell bring put',
    ),
  ),
  es: new Set(
    list(
      'y e o u pero porque que si cuando el la los las un una mi su de del a al para por con en es eh este pues quiero',
    ),
  ),
  fr: new Set(
    list(
      "et ou mais parce que si quand le la les un une mon ma mes de du des à au pour par avec en dans est euh donc je j'ai voudrais",
    ),
  ),
  de: new Set(
    list(
      'und oder aber weil dass wenn der die das den dem ein eine einen mein meine zu für mit von in im an am auf ist ich äh ähm also',
    ),
  ),
  pt: new Set(
    list(
      'e ou mas porque que se quando o a os as um uma meu minha de do da para por com em no na é então quero',
    ),
  ),
  it: new Set(
    list(
      'e o ma perché che se quando il lo la i gli le un una mio mia di del a al per con in è allora ehm cioè vorrei',
    ),
  ),
  nl: new Set(list('en of maar omdat dat als de het een mijn te voor met van in op aan is ik eh uh dus')),
  vi: new Set(list('và hoặc nhưng vì nếu của cho với ở là thì mà tôi ờ rằng')),
};
/** Glued to the word, or written without spaces. */
const glued: Readonly<Record<string, readonly string[]>> = {
  ja: list('が けど ので から て で と に を は も の えっと あの その'),
  ko: list('그리고 그런데 하고 는데 은데 고 서 을 를 에 음 어'),
  th: list('และ หรือ แต่ เพราะ ถ้า ที่ ของ กับ คือ ว่า จะ'),
};

/** "My name is": "yes, it is" has ended. */
const ENGLISH_OPENING =
  /\b(?:name|number|address|code|email|e mail|birthday|problem|reason|question) (?:is|was|are)$/;

/** "Yes, I can" has ended; "is it possible that I could" has not. */
const ENGLISH_LATE = new Set(list('could would should might can will have has had get'));
/** Words after which a reply of the kind is too long. */
const REPLY = 4;
/** "I think so". */
const ENGLISH_WHOLE = /\b(?:think|hope|believe|guess) so$/;

/** Sounds of somebody who has not begun to answer. 嗯 by itself may be a yes. */
const HESITATION =
  /^(?:(?:um+|uhm*|er+m?|hmm+|well|so|eh|euh|äh+m?|ähm|ehm|呃|額|欸|誒|即係|咁|嗱|那個|那个|嗰個|えっと|あの|음|어)[\s,，、.…]*)+$/iu;

/** Nothing was said yet but sounds of hesitation. */
export function hesitates(bare: string): boolean {
  return HESITATION.test(bare);
}

/** `pieces`: of `piecesOf`; `bare`: the same as one text. */
export function hangs(pieces: readonly string[], bare: string, language: LanguageTag): boolean {
  const last = pieces.at(-1);
  if (last === undefined) return false;
  if (/\p{Script=Han}/u.test(last)) {
    const primary = primarySubtag(language);
    // One filler by itself may be a yes (嗯), and a lone particle tells nothing.
    return primary !== 'ja' && pieces.length > 1 && hanEndings.some((word) => bare.endsWith(word));
  }
  const primary = primarySubtag(language);
  if (glued[primary]?.some((word) => bare.endsWith(word) && bare.length > word.length)) return true;
  // Callers who speak Chinese hesitate in English too.
  const isEnglish = primary === 'en' || chineseOf(language) !== null;
  if (isEnglish && ENGLISH_WHOLE.test(bare)) return false;
  if (isEnglish && ENGLISH_OPENING.test(bare)) return true;
  if (isEnglish && pieces.length > REPLY && ENGLISH_LATE.has(last)) return true;
  return wordEndings[isEnglish ? 'en' : primary]?.has(last) === true;
}

export type EndMark = 'goes-on' | 'asks' | 'stops' | null;

/** What the recogniser's last mark says. A full stop says little: most write one behind everything. */
export function endMark(plain: string): EndMark {
  if (/([,、:;-]|—|…|\.\.)\s*$/u.test(plain)) return 'goes-on';
  if (/\?\s*$/u.test(plain)) return 'asks';
  return /[.!。]\s*$/u.test(plain) ? 'stops' : null;
}
