/**
 * Vietnamese numbers. Our own, because n2words leaves out the empty hundreds: 2,026 is hai nghìn không trăm hai mươi sáu.
 * Northern forms of thousand (nghìn) and of the empty ten (lẻ is understood everywhere).
 */
const DIGITS = 'không một hai ba bốn năm sáu bảy tám chín'.split(' ');
const UNITS = ['', ' nghìn', ' triệu', ' tỷ'];

/** Whole numbers from 0 to below 10^12. */
export function vietnameseCardinal(value: number): string {
  if (value === 0) return 'không';
  const groups: string[] = [];
  for (let rest = value, unit = 0; rest > 0; rest = Math.floor(rest / 1_000), unit += 1) {
    const group = rest % 1_000;
    if (group > 0) groups.unshift(`${three(group, rest >= 1_000)}${UNITS[unit] ?? ''}`);
  }
  return groups.join(' ');
}

function three(value: number, more: boolean): string {
  const [hundreds, tens, ones] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10];
  const parts: string[] = [];
  if (hundreds > 0 || more) parts.push(`${DIGITS[hundreds] ?? ''} trăm`);
  if (tens === 1) parts.push('mười');
  else if (tens > 1) parts.push(`${DIGITS[tens] ?? ''} mươi`);
  else if (ones > 0 && parts.length > 0) parts.push('lẻ');
  // After tens, one is mốt and five is lăm.
  if (ones === 1 && tens > 1) parts.push('mốt');
  else if (ones === 5 && tens > 0) parts.push('lăm');
  else if (ones > 0) parts.push(DIGITS[ones] ?? '');
  return parts.join(' ');
}
