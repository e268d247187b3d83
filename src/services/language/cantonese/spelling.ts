/**
 * One spelling for words that Hong Kong writers and recognisers spell in several ways, so that texts compare as the same
 * words: 番工 and 返工, 佢地 and 佢哋, 係咁啦 and 係噉喇. For comparing, not for showing: 啦 and 喇 differ in tone, 噉 and 咁 too.
 *
 * Own list, of what HKCanCor, telephone talk and the typing errors collected by CanCLID's typo-corrector (MIT) have in common.
 */
import { traditional } from '../../../lib/hanScript.ts';

/** Character by character, whatever stands beside it. From, to. */
const CHARACTERS =
  '噉咁𡃉㗎噶㗎嘎㗎咖㗎囖囉啰囉咯囉嚹啦喇啦咧啦嘞啦呀啊吖啊𠻺啊咓啊阿啊俾畀揾搵𠻹添𠿪㗎啝喎噃喎啵喎喔哦乜咩嗮晒着著裡裏説說衞衛鍾鐘線綫痴黐癡黐㩒撳𢯎撓攰癐𨋢𨋢佢佢哩呢\uECE1㗎\uECCF㗎\uEAF9喎\uEAF0喎';

/** In their surroundings only: elsewhere the characters are other words (左 is left, 野 wild, 比 than). */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/([你我佢人])地(?![址區方圖下球點鐵])/gu, '$1哋'],
  [/(?<=\p{Script=Han})[dD](?![A-Za-z])/gu, '啲'],
  [/o既|既(?=$|[^\p{L}]|[啦啊嘢])|(?<=[係我你佢哋好])既(?!然)/gu, '嘅'],
  [/[o0]野|(?<=[乜咩做買食講攞啲執整呢咗學樣])野(?!生|外|餐)/gu, '嘢'],
  [/[番翻](?=[嚟黎來去工學屋歸左咗])|(?<=[攞搵畀打講食睇聽買做])番(?!茄|薯)/gu, '返'],
  [/(?<=[食去做買講睇聽返嚟到過走俾畀食搵寫訂落開收放錯掉死唔記得改約交打])左(?![右邊手轉面])/gu, '咗'],
  [/(?<=返)[黎來]|(?<=[過出入上落起埋行])黎/gu, '嚟'],
  [/黎(?=緊|咗|到)/gu, '嚟'],
  [/[依宜](?=家)/gu, '而'],
  [/[依尼](?=[個度啲位間次件邊排樣])/gu, '呢'],
  [/果(?=[個度啲位間次件邊陣樣])/gu, '嗰'],
  [/唔[洗駛]/gu, '唔使'],
  [/([使洗駛])唔\1/gu, '使唔使'],
  [/比(?=[錢我你佢人]|心機)/gu, '畀'],
  [/係唔係|系咪/gu, '係咪'],
  [/[鐘中]意/gu, '鐘意'],
  [/岩岩/gu, '啱啱'],
  [/(?<=[唔好])岩/gu, '啱'],
  [/訓(?=覺|著|醒|唔)|(?<=[好想去未])訓(?!練|話)/gu, '瞓'],
  [/[甘今](?=[多樣耐好貴])/gu, '咁'],
  [/曬(?=[啦喎囉㗎]|$)|(?<=[謝煩講食用])曬/gu, '晒'],
  [/[臺枱檯](?=$|[^\p{Script=Han}灣北中南])/gu, '枱'],
  [/(?<=[好係得去])架(?=$|[^\p{Script=Han}]|[啦喎嘛])/gu, '㗎'],
];

const FOLDED = new Map<string, string>();
const characters = [...CHARACTERS];
for (let i = 0; i + 1 < characters.length; i += 2) FOLDED.set(characters[i] ?? '', characters[i + 1] ?? '');

/**
 * Traditional characters in one everyday spelling. Other scripts stay as they are.
 *
 * @example unifySpelling('佢地番左屋企') === unifySpelling('佢哋返咗屋企')
 */
export function unifySpelling(text: string): string {
  let out = '';
  for (const character of traditional(text)) out += FOLDED.get(character) ?? character;
  // One word's new spelling may be another's surroundings (食左野): again, until all stand.
  for (let before = ''; before !== out;) {
    before = out;
    for (const [from, to] of WORDS) out = out.replace(from, to);
  }
  return out;
}
