/** Yes, no, or neither. A refusal that holds a word of agreement (唔係 holds 係, "not right" holds "right") is a refusal. */
import { primarySubtag, type LanguageTag } from '../../../types/language.ts';
import { isHan, normalise } from '../words.ts';
import { yesNoWords, type YesNoWords } from './yesNoWords.ts';

export type YesNo = 'yes' | 'no';

/** null: neither was said, or both. */
export function parseYesNo(text: string, language: LanguageTag): YesNo | null {
  const said = normalise(text);
  if (said === '') return null;
  const primary = primarySubtag(language);
  if (isHan(said) && /\p{Script=Han}/u.test(said) && primary !== 'ja') return chinese(said);
  if (primary === 'ja') return affixed(said, japanese);
  if (primary === 'ko') return affixed(said, korean);
  if (primary === 'th') return affixed(said, thai);
  // Cantonese callers say "yes", "no" and "OK" too.
  const words = yesNoWords[primary === 'zh' || primary === 'yue' ? 'en' : primary] ?? yesNoWords['en'];
  const own = words ? spaced(said, words) : null;
  return own ?? (primary === 'en' || !yesNoWords['en'] ? null : spaced(said, yesNoWords['en']));
}

/** More words than this around a yes and it is a sentence about something else. */
const MAX_AROUND = 6;

function spaced(said: string, words: YesNoWords): YesNo | null {
  let rest = ` ${said} `;
  const counts = { yes: 0, no: 0 };
  const take = (phrases: readonly string[], count: () => void) => {
    for (const phrase of [...phrases].sort((a, b) => b.length - a.length)) {
      for (let at = rest.indexOf(` ${phrase} `); at >= 0; at = rest.indexOf(` ${phrase} `)) {
        rest = `${rest.slice(0, at)} | ${rest.slice(at + phrase.length + 2)}`;
        count();
      }
    }
  };
  take(words.neither, () => undefined);
  // Longest first over both lists: "not right" before "right", "no problem" before "no".
  const marked = [
    ...words.yes.map((phrase) => ({ phrase, kind: 'yes' as const })),
    ...words.no.map((phrase) => ({ phrase, kind: 'no' as const })),
  ].sort((a, b) => b.phrase.length - a.phrase.length);
  for (const { phrase, kind } of marked) take([phrase], () => (counts[kind] += 1));
  if (counts.yes > 0 && counts.no > 0) return said.startsWith('no ') && counts.no > counts.yes ? 'no' : null;
  const around = rest.split(/[ |]+/).filter((word) => word !== '').length;
  if (counts.no > 0) return 'no';
  return counts.yes > 0 && around <= MAX_AROUND ? 'yes' : null;
}

const particles = /[呀啊呢喇啦吖嘅㗎囉喎嘞咯哦噢呵嗯呃的了吧嘛]/g;
const questions =
  /有冇|有無|有沒有|係唔係|係咪|好唔好|得唔得|啱唔啱|可唔可以|要唔要|是不是|對不對|好不好|行不行/g;
const hanNeither = /唔知道?|唔清楚|唔肯定|不知道|不清楚|聽唔到|唔緊要|[冇無]所謂|唔明/;
const hanYesNegated = /[冇沒無](?:問題|錯)|沒有(?:問題|錯)|[唔不]錯/g;
/** 唔 m4 as recognisers write it where they do not know it: 吳係. */
const misheardNot = /(?<=^|[我都])[吳吾](?=係|啱|好|得|要|使|可以|想|對|同意)/g;
const hanNo =
  /唔係|唔啱|唔好|唔得|唔要|唔使|唔可以|唔想|唔同意|唔對|唔正確|冇|無|不是|不對|不好|不行|不要|不可以|不用|不想|沒有|沒|未|別(?!人|的)|錯|否|唔$|^唔|^不/;
const hanYes =
  /^(係|啱|好|得|可以|對|是|要|行|正確|冇問題|沒問題|ok|okay|yes|yeah|當然|冇錯|梗係|同意|確認|有|嗯|無錯|就係|就咁|我|想)+$/;

function chinese(said: string): YesNo | null {
  const plain = said
    .replace(/唔該晒?|麻煩晒?你?|多謝晒?你?|謝謝/g, '')
    .replace(questions, '')
    .replace(misheardNot, '唔');
  if (hanNeither.test(plain)) return null;
  const agreed = plain.replace(hanYesNegated, '可以');
  if (hanNo.test(agreed.replaceAll(' ', ''))) return 'no';
  const bare = agreed.replace(particles, '').replaceAll(' ', '');
  if (bare === '') return /[嗯]/.test(said) ? 'yes' : null;
  if (!hanYes.test(bare)) return /^(係|啱|冇錯|對|是)[呀啊的]/.test(agreed) ? 'yes' : null;
  // The list above holds words that only go along with an agreement.
  return /係|啱|好|得|可以|對|是|要|行|正確|問題|ok|yes|yeah|當然|錯|同意|確認|有|嗯/.test(bare)
    ? 'yes'
    : null;
}

interface Affixed {
  readonly yes: RegExp;
  readonly no: RegExp;
}

const japanese: Affixed = {
  yes: /^(はい|ええ|うん|そうです|そう|お願いします|大丈夫です|正しいです|いいです|オッケー|その通り)/,
  no: /いいえ|いや|違い?ます|ちがい?ます|だめ|ダメ|じゃない|ではありません|結構です/,
};
const korean: Affixed = {
  yes: /^(네|예|응|맞아요|맞습니다|그래요|좋아요|그렇습니다)/,
  no: /아니|아뇨|틀려|틀렸|싫어|안 ?돼/,
};
const thai: Affixed = { yes: /^(ใช่|ครับ|ค่ะ|ได้|ถูกต้อง|โอเค|ตกลง)/, no: /ไม่|เปล่า|ผิด/ };

function affixed(said: string, { yes, no }: Affixed): YesNo | null {
  if (no.test(said)) return 'no';
  return yes.test(said) ? 'yes' : null;
}
