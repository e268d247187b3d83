/** "English, please": a caller asks for a language by name. */
import { primarySubtag, type LanguageTag } from '../../types/language.ts';
import { isHan, normalise, unspaced } from './words.ts';

/** Names that callers use, by what they ask for. `zh-HK` serves Cantonese wherever a workflow tags it. */
const names: readonly (readonly [tags: readonly string[], names: readonly string[]])[] = [
  [['en'], ['english', '英文', '英語', '英语', 'inglés', 'ingles', 'anglais', 'englisch']],
  [
    ['zh-HK', 'yue', 'zh-MO'],
    ['cantonese', '廣東話', '广东话', '粵語', '粤语', '白話'],
  ],
  [
    ['zh-CN', 'zh-TW', 'cmn'],
    ['mandarin', 'putonghua', '普通話', '普通话', '國語', '国语', '華語', '华语'],
  ],
  [
    ['zh', 'yue'],
    ['chinese', '中文'],
  ],
  [['es'], ['spanish', 'español', 'espanol', 'castellano']],
  [['fr'], ['french', 'français', 'francais']],
  [['de'], ['german', 'deutsch']],
  [['it'], ['italian', 'italiano']],
  [['pt'], ['portuguese', 'português', 'portugues']],
  [['ja'], ['japanese', '日本語', '日文']],
  [['ko'], ['korean', '한국어', '韓文']],
  [['vi'], ['vietnamese', 'tiếng việt']],
  [['th'], ['thai', 'ภาษาไทย']],
  [['hi'], ['hindi', 'हिन्दी']],
  [['ar'], ['arabic', 'العربية']],
  [['ru'], ['russian', 'русский']],
  [
    ['tl', 'fil'],
    ['tagalog', 'filipino'],
  ],
  [['id'], ['indonesian', 'bahasa indonesia']],
];

/** Words that may stand around the name without making it something else ("do you sell English books" is not a request). */
const carriers = new Set(
  (
    'can could may i we you speak talk in please to do have for just the uh um switch change use language would ' +
    'like id want it be yes hi hello sorry por favor en habla parlez vous'
  ).split(' '),
);
const hanCarriers =
  /可唔可以|可不可以|可以|得唔得|講|讲|說|说|用|轉|转|我想|我要|想|要|唔該|請|请|你|同我|呀|啊|啦|喇|嗎|吗|吖|聽|听|服務|服务|系|返/g;

/** The workflow's language that was asked for by name, if the request is all that was said. */
export function languageRequested(text: string, languages: readonly LanguageTag[]): LanguageTag | undefined {
  if (text.length > 80) return undefined;
  const said = normalise(text);
  if (said === '') return undefined;
  for (const [tags, spoken] of names) {
    if (!spoken.some((name) => onlyAsks(said, normalise(name)))) continue;
    const wanted = languages.find((tag) => tags.includes(tag) || tags.includes(primarySubtag(tag)));
    if (wanted !== undefined) return wanted;
  }
  return undefined;
}

function onlyAsks(said: string, name: string): boolean {
  if (isHan(name)) {
    const at = said.indexOf(name);
    if (at < 0) return false;
    const rest = `${said.slice(0, at)} ${said.slice(at + name.length)}`.replace(hanCarriers, '');
    return rest.split(' ').every((word) => word === '' || carriers.has(word));
  }
  const padded = ` ${said} `;
  const at = padded.indexOf(` ${name} `);
  if (at < 0) return false;
  const rest = `${padded.slice(0, at)} ${padded.slice(at + name.length + 2)}`;
  return rest
    .replace(hanCarriers, '')
    .split(' ')
    .every((word) => word === '' || carriers.has(word));
}

/** Chinese characters in a call held in a language without them, and the workflow speaks Chinese: that language. */
export function writtenLanguage(
  text: string,
  current: LanguageTag,
  languages: readonly LanguageTag[],
): LanguageTag | undefined {
  if (unspaced(current) || primarySubtag(current) === 'ko' || !isHan(text)) return undefined;
  // A name of a place in an English sentence is no Chinese.
  const words = text.match(/[[\p{L}\p{M}]--\p{Script=Han}]+/gv)?.length ?? 0;
  if (words * 2 > (text.match(/\p{Script=Han}/gu)?.length ?? 0)) return undefined;
  if (!/\p{Script=Han}/u.test(text) || /\p{Script=Hiragana}|\p{Script=Katakana}/u.test(text))
    return undefined;
  return languages.find((tag) => ['zh', 'yue', 'wuu'].includes(primarySubtag(tag)));
}
