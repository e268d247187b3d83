/** What is left of figures: numbers, and ranges of them. */
import { rangeJoint } from '../../../lib/spoken/index.ts';
import {
  NUMBER,
  NUMBER_END,
  count,
  figure,
  figuresOf,
  matchAt,
  row,
  type Manner,
  type Spot,
  type Spotter,
} from './spotter.ts';

const number = new RegExp(String.raw`(-)?(${NUMBER})${NUMBER_END}`, 'uy');
/** Only with a thing behind it: 3-5 alone may be a score, a date or a code. */
const range = /([0-9]{1,3})\s?[-–~]\s?([0-9]{1,3})(?=\s?\p{L})(?![\p{Script=Latin}\p{Script=Cyrillic}])/uy;

/** Things that are counted, so that two of them are 兩. */
const COUNTED =
  /^\s?(?:[個个位蚊元塊块次件張张隻只條条間间份杯碗枝對对套盒包晚夜倍種种人歲岁點点分鐘钟秒層层頁页句格站匹架部台瓶支雙双斤公萬万億亿千百毫]|年(?!級|级)|星期|禮拜|礼拜|小時|小时|米|呎|日內|天)/u;
/** 2日1夜 and 2大1細: each goes with the other. */
const PAIRED = /^\s?(?:日\s?[0-9]{1,2}\s?[夜晚]|大\s?[0-9]{1,2}\s?[細细小])/u;
const SMALL = /^\s?[細细小](?![時时])/u;
/** 85折 is 八五折. */
const DISCOUNT = /([1-9])\.?([1-9])(?=\s?折)/uy;
/** CX 888, number plates, and IL 62704. */
const FLIGHT = /(?:^|[^A-Za-z])[A-Z]{2} $/;
/** The shop, whose name is no range; 7-11歲 is one. */
const seven = /7-11(?=\s?(?:便利|超商|門市|门市|分店|店|(?:convenience|stores?|shops?)\b)|[’']s\b)/iuy;
const YEAR = /^(?:1[0-9]|20)[0-9]{2}$/;

export const spotNumber: Spotter = (text, at, manner) => {
  const shop = matchAt(seven, text, at);
  if (shop) return { text: 'Seven-Eleven', end: at + shop[0].length };
  const span = matchAt(range, text, at);
  if (span && Number(span[1]) < Number(span[2]) && span[1]?.startsWith('0') === false)
    return {
      text: `${figure(span[1] ?? '', manner)}${rangeJoint(manner.language, manner.options)}${counted(span[2] ?? '', text, at + span[0].length, manner)}`,
      end: at + span[0].length,
    };
  const discount = manner.chinese && matchAt(DISCOUNT, text, at);
  if (discount)
    return {
      text: `${figure(discount[1] ?? '', manner)}${figure(discount[2] ?? '', manner)}`,
      end: at + discount[0].length,
    };
  const found = matchAt(number, text, at);
  if (!found) return null;
  const [all, minus = '', written = ''] = found;
  const end = at + all.length;
  const figures = figuresOf(written, manner);
  if (figures === null) return null;
  const flight = FLIGHT.test(text.slice(Math.max(0, at - 4), at));
  if (flight && /^(?!19|20..$)[0-9]{3,5}$/.test(written)) return { text: row(written, manner), end };
  if (manner.chinese) return chineseNumber(minus, figures, written, text, at, end, manner);
  // 24. is an ordinal in many languages, and which the voice knows better.
  if (text[end] === '.' && manner.primary !== 'en' && !/^\.\s*$/.test(text.slice(end, end + 9))) return null;
  if (YEAR.test(written)) return null;
  return { text: figure(`${minus}${figures}`, manner), end };
};

function counted(figures: string, text: string, end: number, manner: Manner): string {
  return COUNTED.test(text.slice(end, end + 4)) ? count(figures, manner) : figure(figures, manner);
}

function chineseNumber(
  minus: string,
  figures: string,
  written: string,
  text: string,
  at: number,
  end: number,
  manner: Manner,
): Spot | null {
  const next = text.slice(end, end + 4);
  const previous = text[at - 1] ?? '';
  // 2026年 and room 1203 are read digit by digit.
  if (/^[0-9]{4}$/.test(written) && /^\s?年(?!前|後|后|來|来)/u.test(next))
    return { text: row(written, manner).replaceAll('幺', '一'), end };
  if (/^[0-9]{3,5}$/.test(written) && /^\s?[室房]/u.test(next)) return { text: row(written, manner), end };
  if (/^[0-9]{4,6}$/.test(written) && /^\s?[號号]/u.test(next)) return { text: row(written, manner), end };
  const isCounted = previous !== '第' && (COUNTED.test(next) || isPaired(text, at, end));
  if (YEAR.test(written) && !isCounted) return null;
  return {
    text: minus === '' && isCounted ? count(figures, manner) : figure(`${minus}${figures}`, manner),
    end,
  };
}

function isPaired(text: string, at: number, end: number): boolean {
  const second = SMALL.test(text.slice(end, end + 3)) && /大\s?$/u.test(text.slice(Math.max(0, at - 2), at));
  return second || PAIRED.test(text.slice(end, end + 7));
}
