/**
 * One spelling for what {@link detectChinese} looks at, so that neither script, nor the spelling of one corpus or recogniser
 * decides: traditional characters, everyday particles, one of 着/著, 裏/裡/里, 説/說. One character becomes one or none.
 */
import { traditional } from '../../../lib/hanScript.ts';

/** From, to. 囖, 嚹, 𡃉, 噉 and the private-use characters are HKCanCor's; a dash drops the character. */
const PAIRS =
  '噉咁𡃉㗎噶㗎囖囉啰囉嚹啦喇啦呀啊𠻺啊咓啊誒-哩呢嗮晒曬晒俾畀𠸏嘅揾搵𠻹添𠿪㗎啝喎喀-著着裏里裡里説說衞衛甚什妳你鍾鐘麽麼喫吃后後咯囉嘛嗎\uECE1㗎\uECCF㗎\uEAF9噃\uEAF0喎';

const FOLDED = new Map<string, string>();
const characters = [...PAIRS];
for (let i = 0; i + 1 < characters.length; i += 2) {
  const to = characters[i + 1] ?? '';
  FOLDED.set(characters[i] ?? '', to === '-' ? '' : to);
}

const HAN = /\p{Script=Han}/u;

function isHan(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x4e00 && code <= 0x9fff) return true;
  return code >= 0x2e80 && HAN.test(character);
}

/** The Han characters of a text in one spelling; everything between them becomes one space. */
export function detectFold(text: string): string {
  let out = '';
  let gap = false;
  for (const character of traditional(text)) {
    const folded = FOLDED.get(character);
    if (folded === undefined && !isHan(character)) {
      gap = out !== '';
      continue;
    }
    if (folded === '') continue;
    if (gap) out += ' ';
    gap = false;
    out += folded ?? character;
  }
  return out;
}
