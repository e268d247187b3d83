/** Values and texts as a voice should say them. The values themselves are in `src/lib/spoken`, which the flow uses too. */
export {
  sayDate,
  sayDigits,
  sayMoney,
  sayNumber,
  sayOrdinal,
  sayRange,
  sayTime,
  type DateOptions,
  type Numerals,
  type SayOptions,
  type SpokenRegister,
  type TimeOptions,
} from '../../../lib/spoken/index.ts';
export { speakable } from './speakable.ts';
export { warmSpoken } from './warm.ts';
