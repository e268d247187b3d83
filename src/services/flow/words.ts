/** Text as matching sees it: one spelling for case, width, punctuation and script, without words that carry nothing. */
import { primarySubtag } from '../../types/language.ts';
import { hanWords } from './hanWords.ts';

const han = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u;

export function isHan(text: string): boolean {
  return han.test(text);
}

/** Simplified forms that recognisers write for Cantonese speech, folded to the ones in which phrases are written. */
const folded = foldTable(
  '预預约約时時间間电電话話号號码碼转轉开開门門关關点點钟鐘医醫诊診广廣东東语語汉漢国國华華粤粵听聽读讀说說讲講' +
    '请請问問谢謝对對错錯没沒冇冇让讓给給单單订訂货貨买買卖賣钱錢价價员員经經办辦会會来來几幾两兩个個这這边邊后後' +
    '礼禮周週么麼为為还還过過当當应應该該岁歲从從现現实實体體头頭脸臉药藥痛痛见見觉覺认認识識变變换換动動车車发發' +
    '帮幫写寫错錯吗嗎呢呢啲啲系係喺喺嘢嘢乜乜边邊查查询詢账賬户戶余餘额額费費单單据據历歷记記录錄无無别別吴吳误誤题題论論线線级級区區类類针針紧緊',
);

function foldTable(pairs: string): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  const characters = [...pairs];
  for (let i = 0; i + 1 < characters.length; i += 2) {
    const [from, to] = [characters[i], characters[i + 1]];
    if (from !== undefined && to !== undefined && from !== to) table.set(from, to);
  }
  // 系 is both "department" and the simplified 係; in answers it is nearly always the latter.
  return table;
}

const hanFillers = /呃|嗯+|唔該晒?|麻煩(你|晒)?|即係|其實|咁呀|咁啊|請問/g;
const fillers = new Set(
  'uh um uhm erm er ah oh hmm mm hm well please thanks like actually basically just so kindly'.split(' '),
);

/** Small words that tell answers apart only when nothing else does. */
const lightWords = new Set(
  (
    'i i’d id ill im ive you me my your we us our it its the a an to of for in on at is are am be do does did ' +
    'can could would will want wanna need like may might have has had get got with and or that this there what ' +
    'make let some about one thing hi hello hey good morning afternoon speak talk'
  ).split(' '),
);
export interface Word {
  readonly text: string;
  readonly weight: number;
  /** The first word after a comma or a full stop. */
  readonly opens?: boolean;
  /** A number: no part of a larger one beside it. */
  readonly numeral?: boolean;
  /** 唔 denies, the 唔 of 可唔可以 asks, and 吾 at the beginning may be a 唔. */
  readonly not?: 'denies' | 'asks' | 'maybe';
}

/** English numbers, ordinals too. */
const spelledNumber = new RegExp(
  '^(zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(thir|four|fif|six|seven|eigh|nine)teen|' +
    '(twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million|first|second|third|fourth|fifth|sixth|' +
    'seventh|eighth|ninth|tenth|eleventh|twelfth)$',
);

const MAX_TEXT = 600;
/** Words of an utterance or a phrase that are looked at; nobody answers a menu with more. */
const MAX_WORDS = 80;

/** Lower case, half width, one script, punctuation as spaces. Fillers stay. */
export function normalise(text: string): string {
  const plain = text
    .slice(0, MAX_TEXT)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/[^\p{L}\p{N}\p{M}+*#]+/gu, ' ')
    .trim();
  let out = '';
  for (const character of plain) out += folded.get(character) ?? character;
  return out;
}

/** The words of a text: Latin and like scripts by word, lightly stemmed; Chinese, Japanese and Korean by character. */
export function wordsOf(text: string): readonly Word[] {
  const clauses = text.slice(0, MAX_TEXT).split(/[,，。.!?！？;；、]+/);
  const words = clauses.flatMap((clause, i) => {
    const [first, ...rest] = clauseWords(clause);
    return first === undefined ? [] : [i === 0 ? first : { ...first, opens: true }, ...rest];
  });
  return words.slice(0, MAX_WORDS);
}

function clauseWords(clause: string): Word[] {
  const words: Word[] = [];
  for (const piece of normalise(clause).replace(hanFillers, ' ').split(' ')) {
    if (piece === '') continue;
    if (isHan(piece)) words.push(...hanWords(piece, (word) => latinWord(word, 1)));
    else if (!fillers.has(piece)) words.push(latinWord(piece, lightWords.has(piece) ? 0.2 : 1));
  }
  return words;
}

function latinWord(word: string, weight: number): Word {
  const text = stem(word);
  return /^[0-9]+$/.test(text) || spelledNumber.test(word)
    ? { text, weight, numeral: true }
    : { text, weight };
}

/** Enough for "bookings", "booked", "opening", "hours"; a real stemmer would join words that menus must tell apart. */
function stem(word: string): string {
  if (word.length > 5 && word.endsWith('ings')) return word.slice(0, -4);
  if (word.length > 5 && word.endsWith('ing')) return word.slice(0, -3);
  if (word.length > 4 && word.endsWith('ed')) return word.slice(0, -2);
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 3 && word.endsWith('s') && !word.endsWith('ss')) return word.slice(0, -1);
  return word;
}

/** Whether a language is written without spaces. */
export function unspaced(language: string): boolean {
  return ['zh', 'yue', 'ja', 'th', 'lo', 'km', 'my', 'wuu'].includes(primarySubtag(language));
}
