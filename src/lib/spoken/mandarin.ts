/** Values as Mandarin says them, in traditional characters; the mainland's form is made from them. */
import type { SpokenRegister } from './options.ts';
import { hanCardinal, hanDecimal, hanRow, leadingPair } from './han.ts';

export function mandarinNumber(figures: string): string {
  return hanDecimal(figures, (value) => leadingPair(hanCardinal(value)).replace(/^兩百/u, '二百'));
}

/** Two of something is 兩; 二 in a row, an ordinal, a floor or a month. */
export function mandarinCount(value: number): string {
  return value === 2 ? '兩' : mandarinNumber(String(value));
}

/** 十二元五角 in business, 十二塊五 among friends. */
export function mandarinMoney(cents: number, register: SpokenRegister): string {
  const [whole, tenths, hundredths] = [Math.floor(cents / 100), Math.floor(cents / 10) % 10, cents % 10];
  const [unit, tenth] = register === 'business' ? ['元', '角'] : ['塊', '毛'];
  const small = `${tenths > 0 ? `${hanCardinal(tenths)}${tenth}` : ''}${hundredths > 0 ? `${hanCardinal(hundredths)}分` : ''}`;
  if (whole === 0) return small === '' ? `零${unit}` : small;
  const count = mandarinCount(whole);
  if (register === 'casual' && hundredths === 0 && tenths > 0) return `${count}塊${hanCardinal(tenths)}`;
  return `${count}${unit}${tenths === 0 && hundredths > 0 ? '零' : ''}${small}`;
}

/** 三點十五分; 一刻 and 三刻 among friends. */
export function mandarinClock(hour: number, minute: number, register: SpokenRegister): string {
  const hours = hour === 2 ? '兩' : hanCardinal(hour);
  if (minute === 0) return `${hours}點`;
  if (minute === 30) return `${hours}點半`;
  if (register === 'casual' && minute === 15) return `${hours}點一刻`;
  return `${hours}點${minute < 10 ? '零' : ''}${hanCardinal(minute)}分`;
}

export function mandarinDayPart(hour: number): string {
  if (hour === 12) return '中午';
  return hour < 6 ? '凌晨' : hour < 12 ? '上午' : hour < 18 ? '下午' : '晚上';
}

/** 二零二六年十一月二十四日星期二; 號 among friends. */
export function mandarinDay(
  month: number,
  day: number,
  register: SpokenRegister,
  year?: number,
  weekday?: number,
): string {
  const years = year === undefined ? '' : `${hanRow(String(year))}年`;
  const week = weekday === undefined ? '' : `星期${weekday === 0 ? '天' : hanCardinal(weekday)}`;
  return `${years}${hanCardinal(month)}月${hanCardinal(day)}${register === 'business' ? '日' : '號'}${week}`;
}
