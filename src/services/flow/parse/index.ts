/** Spoken values. Everything is pure: "now" is handed in. */
export { parseDate } from './date.ts';
export { localNow, type LocalNow } from './localTime.ts';
export { parseName } from './name.ts';
export { parseDigits, parseNumber, parsePhone, type Spoken } from './numbers.ts';
export { parseTime } from './time.ts';
export { parseYesNo, type YesNo } from './yesNo.ts';
