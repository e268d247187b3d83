/**
 * What listeners say to show that they listen, and take no turn with: "mm-hm", 嗯, はい. Recognisers write them down as words. Some
 * are answers too: whether one is meant as an answer depends on what was asked, and is not for this table. English and Chinese
 * are checked; all others are unchecked by native speakers (U).
 */
import { chineseOf } from './spoken/index.ts';
import { primarySubtag, type LanguageTag } from '../types/language.ts';

const list = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(plain));

/** Written down alike in any language. */
const sounds = list('mm mmm mhm mmhm mm-hm mm-hmm mhmm hm hmm uh-huh uhuh uhhuh aha ah oh uh um ok okay');

const table: Readonly<Record<string, ReadonlySet<string>>> = {
  en: list('yeah yep yes yup right sure alright gotcha i-see got-it all-right of-course o-k'),
  yue: list('嗯 唔 哦 噢 啊 呀 係 係呀 係啊 係囉 係嘅 係係 好 好呀 好啊 明白 知道 收到 冇錯 啱 啱呀 系 系呀'),
  zh: list(
    '嗯 嗯嗯 哦 噢 啊 喔 對 對對 对 对对 對對對 对对对 是 是的 是啊 好 好的 好好 行 明白 知道 知道了 没错 沒錯',
  ),
  ja: list('はい はいはい ええ うん うんうん ああ へえ ほう なるほど そうですか そうですね そう ふん ふーん'),
  ko: list('네 네네 예 예예 응 음 아 아네 그렇군요 그렇죠 맞아요 그래요'),
  vi: list('ừ ừm vâng dạ à ờ được rồi đúng-rồi thế-à'),
  th: list('อืม อือ ค่ะ ครับ ใช่ จ้ะ โอเค'),
  id: list('ya iya he-eh hmm oke baik'),
  ms: list('ya ha-ah baik okey'),
  es: list('sí si ajá claro vale ya bueno de-acuerdo entiendo exacto'),
  pt: list('sim tá aham uhum certo pois pois-é claro entendi é'),
  fr: list("oui ouais d'accord hum ah-oui bien-sûr voilà je-vois"),
  de: list('ja jaja ja-ja genau mhm aha klar gut verstehe richtig stimmt'),
  it: list('sì si già certo ho-capito va-bene esatto'),
  nl: list('ja jaja hm-hm oké precies klopt juist'),
  pl: list('tak no aha jasne mhm dobrze rozumiem'),
  ru: list('да ага угу так понятно ясно хорошо ну-да'),
  uk: list('так ага угу ясно зрозуміло добре'),
  tr: list('evet hı-hı tamam peki anladım'),
  ar: list('نعم ايوه أيوه اه آه طيب تمام صح'),
  hi: list('हाँ हां जी हम्म अच्छा ठीक-है'),
  fil: list('oo opo sige ah-oo'),
};
/** Said once or twice over, or two of them together; more is a sentence. */
const MOST = 3;

/**
 * Whether `text` is nothing but such sounds and words.
 *
 * @example isBackchannel('Mm-hm.', 'en-GB') // true
 * @example isBackchannel('係，係。', 'zh-HK') // true
 * @example isBackchannel('yes please', 'en-US') // false
 */
export function isBackchannel(text: string, language: LanguageTag, more: readonly string[] = []): boolean {
  const own = table[nameOf(language)];
  const extra = new Set(more.map(plain));
  const isOne = (piece: string) => sounds.has(piece) || own?.has(piece) === true || extra.has(piece);
  const parts = text
    .split(/[\s\p{P}\p{S}]+/u)
    .map(plain)
    .filter((part) => part !== '');
  if (parts.length === 0) return false;
  // "Uh huh", "i see": written in two, meant as one.
  if (isOne(parts.join(''))) return true;
  if (parts.length > MOST) return false;
  return parts.every(isOne);
}

function nameOf(language: LanguageTag): string {
  const chinese = chineseOf(language);
  if (chinese) return chinese.spoken === 'cantonese' ? 'yue' : 'zh';
  const primary = primarySubtag(language);
  return primary === 'tl' ? 'fil' : primary;
}

/** One case and width, no marks; "mmmm" as "mmm". */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
    .replace(/([mh])\1{2,}/g, '$1$1');
}
