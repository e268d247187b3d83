/**
 * Values as Cantonese says them, in traditional characters. Where Hong Kong, Macau and Guangzhou differ it is money: its
 * name and what is money at home. Sources: `numbers_money_time_yue.json` of the reference (Wikibooks Cantonese/Numbers,
 * CUHK 星島 普通話速遞, xmwb.xinmin.cn 2012-05-29 for the clock); what is marked U there is marked here.
 * 皮, 草, 嚿, 叉 and 球 are understood and never said.
 */
import type { SpokenRegister } from './options.ts';
import { hanCardinal, hanDecimal, hanRow, leadingPair } from './han.ts';

/** 一百二十 in business; 百二, 千五, 萬二 and 廿五 among friends (U: needs a native speaker's check). */
export function cantoneseNumber(figures: string, register: SpokenRegister): string {
  return hanDecimal(figures, (value) => {
    const numeral = leadingPair(hanCardinal(value));
    if (register === 'business' || figures.includes('.')) return numeral;
    const short = numeral.replace(
      /^(.+[百千萬])([一二三四五六七八九])([十百千])$/u,
      (all, head, digit, unit) =>
        '百千萬'.indexOf(String(head).slice(-1)) === '十百千'.indexOf(String(unit)) ? `${head}${digit}` : all,
    );
    return short
      .replace(/^一(?=[百千萬][一二三四五六七八九])/u, '')
      .replace(/二十(?=[一二三四五六七八九]$)/u, '廿');
  });
}

/** Two of something: 兩個, 兩蚊, 兩點; 二 in a row, an ordinal, a floor or a month. */
export function cantoneseCount(value: number, register: SpokenRegister): string {
  return value === 2 ? '兩' : cantoneseNumber(String(value), register);
}

/** $12.5 is 十二個半, $1.5 個半, $12.3 十二個三, $0.5 五毫, $12.35 十二蚊三毫五仙; from a hundred on 一百蚊五毫. */
export function cantoneseMoney(cents: number, register: SpokenRegister): string {
  const [whole, tenths, hundredths] = [Math.floor(cents / 100), Math.floor(cents / 10) % 10, cents % 10];
  const small = `${tenths > 0 ? `${two(tenths)}毫` : ''}${hundredths > 0 ? `${two(hundredths)}仙` : ''}`;
  if (whole === 0) return small === '' ? '零蚊' : small;
  const count = cantoneseCount(whole, register);
  if (small === '') return `${count}蚊`;
  if (hundredths > 0 || whole >= 100) return `${count}蚊${tenths === 0 ? '零' : ''}${small}`;
  const rest = tenths === 5 ? '半' : hanCardinal(tenths);
  return `${whole === 1 ? '' : count}個${rest}`;
}

const two = (value: number) => (value === 2 ? '兩' : hanCardinal(value));

/** 三點十五分 in business; 三點三個字 among friends, where a 字 is five minutes. */
export function cantoneseClock(hour: number, minute: number, register: SpokenRegister): string {
  const hours = two(hour);
  if (minute === 0) return `${hours}點`;
  if (minute === 30) return `${hours}點半`;
  if (register === 'casual' && minute % 5 === 0) return `${hours}點${two(minute / 5)}個字`;
  return `${hours}點${minute < 10 ? '零' : ''}${hanCardinal(minute)}分`;
}

/** 朝早, 下晝 … of an hour from 0 to 23 (U). */
export function cantoneseDayPart(hour: number): string {
  if (hour === 12) return '中午';
  return hour < 6 ? '凌晨' : hour < 12 ? '朝早' : hour < 18 ? '下晝' : '夜晚';
}

/** 二零二六年十一月二十四號星期二; year and weekday only where they are given. */
export function cantoneseDay(month: number, day: number, year?: number, weekday?: number): string {
  const years = year === undefined ? '' : `${hanRow(String(year))}年`;
  const week = weekday === undefined ? '' : `星期${weekday === 0 ? '日' : hanCardinal(weekday)}`;
  return `${years}${hanCardinal(month)}月${hanCardinal(day)}號${week}`;
}
