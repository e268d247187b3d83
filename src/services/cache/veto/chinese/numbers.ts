/** Chinese numerals in a folded text: values (一百二十, 千五, 三个半), rows of digits (九八七六), ordinals. */
const DIGIT: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  幺: 1,
  壹: 1,
  贰: 2,
  叁: 3,
  俩: 2,
  仨: 3,
};
const UNIT: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 };
const CONTRACTED: Readonly<Record<string, string>> = { 廿: '二十', 卅: '三十', 卌: '四十' };

export const NUMERAL = '[零〇一二两三四五六七八九十百千万亿廿卅卌幺俩仨孖0-9]';
const FIGURES = /[0-9]+(?:\.[0-9]+)?[十百千万亿]?/y;
const HAN = /[零〇一二两三四五六七八九十百千万亿廿卅卌幺俩仨孖]+/y;

export interface HanNumeral {
  readonly canonical: string;
  readonly used: number;
  readonly value: number;
  readonly soft: boolean;
}

/** A numeral that begins at `at`; null: none. */
export function hanNumeralAt(text: string, at: number): HanNumeral | null {
  const ordinal = text[at] === '第' ? 1 : 0;
  const found = plainAt(text, at + ordinal);
  if (!found) return at < text.length && text[at] === '半' ? half(text, at) : null;
  if (ordinal === 1) return { ...found, canonical: `#${found.canonical}`, used: found.used + 1, soft: false };
  return withHalf(text, at, found);
}

function plainAt(text: string, at: number): HanNumeral | null {
  const read = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const figures = read(FIGURES);
  const said = figures ?? read(HAN);
  if (said === undefined) return null;
  const canonical = figures === undefined ? hanCanonical(said) : figuresCanonical(figures);
  if (canonical === null) return null;
  return { canonical, used: said.length, value: Number(canonical), soft: isSoft(text, at, said) };
}

function figuresCanonical(figures: string): string {
  const scale = { 十: 10, 百: 100, 千: 1_000, 万: 10_000, 亿: 100_000_000 }[figures.at(-1) ?? ''];
  if (scale !== undefined) return String(Number(figures.slice(0, -1)) * scale);
  return /^0[0-9]/.test(figures) || figures.length > 15 ? figures : String(Number(figures));
}

/** 一个, 一张 may be left out (订张枱); 一位 and 一个人 say how many. */
function isSoft(text: string, at: number, said: string): boolean {
  if (said !== '一' && said !== '1') return false;
  return /^[个张份间部条件台只封套款样种次](?!人|月|星期|礼拜|钟|小时|大人|小朋友|成人)/.test(
    text.slice(at + 1, at + 5),
  );
}

function hanCanonical(said: string): string | null {
  const doubled = said.replace(/孖([零〇一二两三四五六七八九])/g, '$1$1');
  const plain = [...doubled].map((character) => CONTRACTED[character] ?? character).join('');
  if (plain.includes('孖')) return null;
  if (!/[十百千万亿]/.test(plain)) {
    const row = [...plain].map((character) => DIGIT[character] ?? 0).join('');
    return /^0[0-9]/.test(row) || row.length > 15 ? row : String(Number(row));
  }
  return String(valueOf(plain));
}

/** 萬二 is 12,000, 千五 is 1,500, 一百零二 is 102. */
function valueOf(text: string): number {
  for (const [mark, factor] of [
    ['亿', 1e8],
    ['万', 1e4],
  ] as const) {
    const at = text.indexOf(mark);
    if (at < 0) continue;
    const tail = text.slice(at + 1);
    const low = tail.length === 1 && DIGIT[tail] ? ((DIGIT[tail] ?? 0) * factor) / 10 : valueOf(tail);
    return (at === 0 ? 1 : valueOf(text.slice(0, at))) * factor + low;
  }
  let sum = 0;
  let digit = -1;
  let unit = 0;
  let zero = false;
  for (const character of text) {
    const size = UNIT[character];
    if (size !== undefined) {
      sum += (digit < 0 ? 1 : digit) * size;
      [digit, unit, zero] = [-1, size, false];
    } else if (DIGIT[character] === 0) zero = true;
    else digit = DIGIT[character] ?? digit;
  }
  if (digit < 0) return sum;
  return sum + (unit >= 100 && !zero ? (digit * unit) / 10 : digit);
}

/** 三個半, 兩點五. */
function withHalf(text: string, at: number, found: HanNumeral): HanNumeral {
  const rest = text.slice(at + found.used);
  const halves = /^(个|年|日|天|磅|斤)半/.exec(rest);
  if (halves)
    return {
      canonical: String(found.value + 0.5),
      used: found.used + (halves[1] === '个' ? 2 : 0) || found.used,
      value: found.value + 0.5,
      soft: false,
    };
  const point = new RegExp(`^点([零〇一二三四五六七八九0-9]+)(?=[万%公厘米升元蚊块折倍个])`).exec(rest);
  if (!point) return found;
  const figures = [...(point[1] ?? '')].map((character) => DIGIT[character] ?? character).join('');
  const value = Number(`${found.canonical}.${figures}`);
  return { canonical: String(value), used: found.used + 1 + (point[1] ?? '').length, value, soft: false };
}

/** 半個, 半日, and 個半 as one and a half is read by the caller's classifier. */
function half(text: string, at: number): HanNumeral {
  const one = text[at - 1] === '个' && !new RegExp(NUMERAL).test(text[at - 2] ?? '');
  return one
    ? { canonical: '1.5', used: 1, value: 1.5, soft: false }
    : { canonical: '0.5', used: 1, value: 0.5, soft: false };
}
