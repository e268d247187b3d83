/** Money: $120, HK$1,200.50, €5, 100蚊, USD 20, 20 €, $100-200, $1.5 million. */
import { localCurrency, rangeJoint, sayMoney } from '../../../lib/spoken/index.ts';
import { NUMBER, figure, figuresOf, matchAt, type Manner, type Spot, type Spotter } from './spotter.ts';

const symbols: Readonly<Record<string, string>> = {
  HK$: 'HKD',
  MOP$: 'MOP',
  NT$: 'TWD',
  US$: 'USD',
  S$: 'SGD',
  A$: 'AUD',
  AU$: 'AUD',
  C$: 'CAD',
  CA$: 'CAD',
  NZ$: 'NZD',
  R$: 'BRL',
  RMB: 'CNY',
  Rp: 'IDR',
  RM: 'MYR',
  Rs: 'INR',
  'Rs.': 'INR',
  '€': 'EUR',
  '£': 'GBP',
  '₹': 'INR',
  '₩': 'KRW',
  '฿': 'THB',
  '₫': 'VND',
  '₱': 'PHP',
  '₽': 'RUB',
  '₺': 'TRY',
  '₪': 'ILS',
  '₴': 'UAH',
  '₦': 'NGN',
};
const CODES =
  'HKD|MOP|CNY|TWD|JPY|KRW|VND|THB|IDR|MYR|SGD|PHP|INR|PKR|BDT|USD|CAD|AUD|NZD|GBP|EUR|CHF|MXN|BRL|RUB|UAH|TRY|PLN|CZK|HUF|SEK|NOK|DKK|ILS|SAR|AED|ZAR';
const SIGN = String.raw`HK\$|MOP\$|NT\$|US\$|AU\$|CA\$|NZ\$|[SACR]\$|RMB|Rp\.?|RM|Rs\.?|[$€£¥￥₹₩฿₫₱₽₺₪₴₦]|(?:${CODES})`;
const LARGE = String.raw`(?:\s?(million|billion|[萬億万亿]|bn|[KkMm])(?![\p{Script=Latin}0-9]))?`;
const END = String.raw`(?![\p{Script=Latin}0-9]|[.,][0-9])`;
const FIRST = String.raw`(${SIGN})\s?(${NUMBER})${LARGE}`;
const range = new RegExp(String.raw`${FIRST}\s?[-–~]\s?(?:${SIGN})?(${NUMBER})${LARGE}${END}`, 'uy');
const before = new RegExp(`${FIRST}${END}`, 'uy');
/** 1 200 € where thousands are parted by spaces. */
const SPACED = String.raw`[0-9]{1,3}(?: [0-9]{3}){1,3}(?:,[0-9]{2})?(?![0-9])`;
const after = new RegExp(
  String.raw`(${SPACED}|${NUMBER})\s?([€£¥￥₹₩฿₫₱₽₺₪₴₦]|\$(?![0-9])|(?:${CODES})(?![A-Za-z0-9])|蚊|元|塊|块)`,
  'uy',
);

const large: Readonly<Record<string, number>> = {
  k: 1e3,
  m: 1e6,
  million: 1e6,
  bn: 1e9,
  billion: 1e9,
  萬: 1e4,
  万: 1e4,
  億: 1e8,
  亿: 1e8,
};

export const spotMoney: Spotter = (text, at, manner) => {
  const spanned = spotSpan(text, at, manner);
  if (spanned) return spanned;
  const found = matchAt(before, text, at);
  if (!found) return spotAfter(text, at, manner);
  const [all, sign = '', number = '', word] = found;
  const amount = amountOf(number, word, manner);
  if (amount === null) return null;
  const spot = { text: say(amount, codeOf(sign, manner), manner), end: at + all.length };
  return apart(withRate(withoutUnit(spot, text, manner), text, manner), text);
};

/** $100-200. A falling one is no range ($20 - $5 discount): its sums are said one by one. */
const spotSpan: Spotter = (text, at, manner) => {
  const found = matchAt(range, text, at);
  if (!found) return null;
  const [all, sign = '', first = '', firstLarge, second = '', secondLarge] = found;
  const amount = amountOf(first, firstLarge ?? secondLarge, manner);
  const to = amountOf(second, secondLarge, manner);
  if (amount === null || to === null || to <= amount) return null;
  const code = codeOf(sign, manner);
  const from =
    firstLarge === undefined && secondLarge !== undefined ? figuresOf(first, manner) : String(amount);
  const spot = {
    text: `${figure(secondLarge === undefined ? (from ?? '') : String(amount), manner)}${rangeJoint(manner.language, manner.options)}${say(to, code, manner)}`,
    end: at + all.length,
  };
  return withoutUnit(spot, text, manner);
};

/** $2蚊 names its money twice. */
function withoutUnit(spot: Spot, text: string, { chinese }: Manner): Spot {
  const unit = chinese && /^\s?[蚊元塊块]/u.exec(text.slice(spot.end, spot.end + 2));
  return unit ? { text: spot.text, end: spot.end + unit[0].length } : spot;
}

/** $200-$50 has a pause at the dash, so that it does not make one word. */
function apart(spot: Spot, text: string): Spot {
  return /^[-–][^\s\p{L}0-9]/u.test(text.slice(spot.end, spot.end + 2))
    ? { text: `${spot.text} ${text.charAt(spot.end)} `, end: spot.end + 1 }
    : spot;
}

/** $88/位 is 八十八蚊一位, and $5/night five dollars per night. */
function withRate(spot: Spot, text: string, { chinese, primary }: Manner): Spot {
  const rate = /^\/(?:[個个位晚次日人小時时月年件張张]|[a-z]{3,})/u.test(text.slice(spot.end, spot.end + 6));
  if (!rate || (!chinese && primary !== 'en')) return spot;
  return { text: `${spot.text}${chinese ? '一' : ' per '}`, end: spot.end + 1 };
}

const spotAfter: Spotter = (text, at, manner) => {
  const found = matchAt(after, text, at);
  if (!found) return null;
  const [all, number = '', sign = ''] = found;
  const figures = figuresOf(number, manner);
  const end = at + all.length;
  if (figures === null) return null;
  if (/[蚊元塊块]/u.test(sign)) {
    // 12.5蚊 is 十二個半; a whole sum keeps the word that it has, and is a number like any other.
    if (!manner.chinese || !figures.includes('.') || !isSum(figures)) return null;
    return {
      text: sayMoney(Number(figures), localCurrency(manner.language), manner.language, manner.options),
      end,
    };
  }
  return isSum(figures) ? { text: say(Number(figures), codeOf(sign, manner), manner), end } : null;
};

function say(amount: number, code: string, { language, options }: Manner): string {
  return sayMoney(amount, code, language, options);
}

/** At most two places: $1.234 is a rate, and is left alone. */
function isSum(figures: string): boolean {
  return /^[0-9]{1,12}(\.[0-9]{1,2})?$/.test(figures);
}

function amountOf(number: string, word: string | undefined, manner: Manner): number | null {
  const figures = figuresOf(number, manner);
  if (figures === null || (word === undefined && !isSum(figures))) return null;
  const amount = Number(figures) * (word === undefined ? 1 : (large[word.toLowerCase()] ?? 1));
  const rounded = Math.round(amount * 100) / 100;
  return rounded < 1e12 ? rounded : null;
}

/** A bare $ or ¥ is the money of the place. */
function codeOf(sign: string, { language, primary }: Manner): string {
  if (sign === '$') {
    const home = localCurrency(language);
    return /^(HKD|MOP|TWD|SGD|CAD|AUD|NZD|USD|MXN|ARS|COP|CLP)$/.test(home) ? home : 'USD';
  }
  if (sign === '¥' || sign === '￥')
    return primary === 'ja'
      ? 'JPY'
      : localCurrency(language) === 'CNY' || primary === 'zh' || primary === 'yue'
        ? 'CNY'
        : 'JPY';
  if (sign === 'Rp.') return 'IDR';
  if (sign === 'Rs' || sign === 'Rs.') return localCurrency(language) === 'PKR' ? 'PKR' : 'INR';
  return symbols[sign] ?? sign;
}
