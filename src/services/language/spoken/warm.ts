/** Patterns and formatters cost what they cost when first used: a server pays before it answers. */
import { sayDate, sayMoney, sayTime } from '../../../lib/spoken/index.ts';
import type { LanguageTag } from '../../../types/language.ts';
import { speakable } from './speakable.ts';

/** One of each thing that a text can hold, so that every pattern is tried and most match. All of Latin-1. */
const VALUES =
  '$1,234.56 $100-200 US$20 £20 24/11 2026-11-24T15:30:00Z 3-5 2345 6789 +14155550123 50% -5°C 5 km 10 min 1/2 ½ No. 5 12/F 1st AB12-34 code 493827 15:30 3pm-5pm Nov 3-5 Dr. www.example.com me@example.com 10%-20% 12345.5';
/** An engine compiles a pattern apart for texts of Latin letters and for all others, and again once it is used much. */
const TEXTS = [VALUES, `${VALUES} 20 € 2個 3點 100蚊`] as const;
const ROUNDS = 3;

/** Loads number words, formats and patterns of a language, so that the first caller does not wait for them. */
export function warmSpoken(language: LanguageTag): void {
  for (let round = 0; round < ROUNDS; round += 1) for (const text of TEXTS) speakable(text, language);
  sayDate('2026-11-24', language, { year: true });
  sayTime('15:30', language);
  sayMoney(12.5, 'USD', language);
}
