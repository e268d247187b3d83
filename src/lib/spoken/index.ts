/** Values as a voice should say them: one set of rules for the flow's expressions and for the language layer. */
export { localCurrency } from './currencies.ts';
export { sayDate, sayDay, sayYear, type DateOptions, type DayOfYear } from './dates.ts';
export { asciiDigits, sayDigits } from './digits.ts';
export { dateFormat, intlKnows, numberFormat } from './intl.ts';
export { sayMoney } from './money.ts';
export { digitWords, numberText, plainFigures, sayNumber, sayOrdinal } from './numbers.ts';
export type { Numerals, SayOptions, SpokenRegister } from './options.ts';
export { rangeJoint, sayRange, sayTime, type TimeOptions } from './times.ts';
export { chineseOf, written, type Chinese } from './variety.ts';
