/** A text as the reader sees it: a symbol for each character, traditional, with everything that is not Chinese in five kinds. */
import { traditional } from '../../../../lib/hanScript.ts';

/** A pause, the end of a statement, of a question, of an exclamation; other scripts, figures and signs; beyond the text. */
export const [PAUSE, STOP, ASK, CALL, OTHER, OUTSIDE] = ['，', '。', '？', '！', 'A', '^'].map(
  (sign) => sign.codePointAt(0) ?? 0,
) as [number, number, number, number, number, number];

export interface Place {
  /** UTF-16 offset and length. */
  readonly at: number;
  readonly length: number;
}

export interface Characters {
  /** In traditional characters. */
  readonly spelt: string;
  readonly symbols: Int32Array;
  readonly places: readonly Place[];
}

/** Simplified forms that are characters of traditional text too: they tell nothing, and some Cantonese words are spelt so. */
const BOTH = new Set(
  '撑叠万丑丰么于云仆伙佣几占却厘厨后吓响咏咤喂夸尸并彷彻征恒愿户扑挂挽据斗昵晒朴杆杠杰柜栖泄洁洼涂涌淀温滚烟猪猫瓮痒睾瘘秽筑系羡胆胜脉脚腊腌膻舍范茧葱虫虱虾蚕蜡蝎衅踊郁采里卧兑刹税脱蜕悦棱踪耻赞冲决况凉减厩渊',
);
/** Simplified forms of Cantonese characters, which tables for Mandarin lack. */
const CANTONESE = new Map(
  Array.from(
    '𠮶嗰谂諗靓靚啰囉悭慳镬鑊戆戇𩠌餸㓥劏㖞喎㖊噚㶶燶唛嘜谰讕哒噠荞蕎鲠鯁鲗鰂鲊鮓娴嫻说說'.matchAll(
      /(.)(.)/gu,
    ),
    ([, a, b]) => [a, b],
  ),
);
/** 只 zi2 goes with what limits; else it is the classifier 隻 zek3. */
const LIMITS = '係系是有要能得會会可想不需知好怕見见求顧顾剩限讓让在喺';
/** Never changed: 吓 is not 嚇 (睇吓), 喂 not 餵, 仆 not 僕, 扑 not 撲 where Cantonese is written. */
const KEPT = new Set('吓喂仆扑');

const HAN = /[\p{Script=Han}\p{Co}]/u;
const PUNCTUATION = /[\p{P}\n\r]/u;

export function isHan(code: number): boolean {
  if (code >= 0x4e00 && code <= 0x9fff) return true;
  return code >= 0x2e80 && HAN.test(String.fromCodePoint(code));
}

function symbolOf(code: number): number {
  if (isHan(code)) return code;
  const character = String.fromCodePoint(code);
  if (!PUNCTUATION.test(character)) return OTHER;
  if (character === '？' || character === '?') return ASK;
  if (character === '！' || character === '!') return CALL;
  return '。.…⋯\n\r'.includes(character) ? STOP : PAUSE;
}

export function isBoundary(symbol: number): boolean {
  return symbol === PAUSE || symbol === STOP || symbol === ASK || symbol === CALL || symbol === OUTSIDE;
}

/** Traditional characters, since the word list knows words by them; a traditional text stays as it is. */
function spellingOf(own: readonly string[], text: string): readonly string[] {
  const changed = Array.from(traditional(text));
  const isSimplified = own.some(
    (character, i) => CANTONESE.has(character) || (character !== changed[i] && !BOTH.has(character)),
  );
  if (!isSimplified) return own;
  return own.map((character, i) => {
    if (character === '只') return LIMITS.includes(own[i + 1] ?? '只') ? character : '隻';
    return KEPT.has(character) ? character : (CANTONESE.get(character) ?? changed[i] ?? character);
  });
}

/** Any text: an unpaired surrogate is a character of its own, of another script. */
export function charactersOf(text: string): Characters {
  const own = Array.from(text);
  const characters = spellingOf(own, text);
  const spelt = characters.join('');
  const symbols = new Int32Array(own.length);
  const places: Place[] = [];
  let at = 0;
  for (const [i, { length }] of own.entries()) {
    symbols[i] = symbolOf(characters[i]?.codePointAt(0) ?? 0);
    places.push({ at, length });
    at += length;
  }
  for (let i = 1; i + 1 < own.length; i++)
    if (own[i] === ' ' && isHan(symbols[i - 1] ?? 0) && isHan(symbols[i + 1] ?? 0)) symbols[i] = PAUSE;
  return { spelt, symbols, places };
}
