/** How long a telephone number is where the caller is, so that its last digit is known when it is said. */
import { spokenLanguage } from '../../../lib/spokenLanguage.ts';
import type { LanguageTag } from '../../../types/language.ts';

export type PhoneState = 'short' | 'possible' | 'full';

interface Plan {
  /** Digits of a whole number without country code, as it is said at home. */
  readonly national: (digits: string) => readonly number[];
  readonly country: string;
}

const fixed = (...lengths: number[]) => lengths;
/** ITU-T E.164 national plans; only those where the length follows from the first digits. */
const plans: Readonly<Record<string, Plan>> = {
  HK: { country: '852', national: () => fixed(8) },
  MO: { country: '853', national: () => fixed(8) },
  SG: { country: '65', national: () => fixed(8) },
  CN: { country: '86', national: (d) => (/^1[3-9]/.test(d) ? fixed(11) : fixed(7, 8, 10, 11, 12)) },
  TW: { country: '886', national: (d) => (d.startsWith('09') ? fixed(10) : fixed(7, 8, 9, 10)) },
  US: { country: '1', national: () => fixed(10) },
  CA: { country: '1', national: () => fixed(10) },
  GB: { country: '44', national: (d) => (d.startsWith('0') ? fixed(11) : fixed(10)) },
  FR: { country: '33', national: (d) => (d.startsWith('0') ? fixed(10) : fixed(9)) },
  ES: { country: '34', national: () => fixed(9) },
  PT: { country: '351', national: () => fixed(9) },
  AU: { country: '61', national: (d) => (d.startsWith('0') ? fixed(10) : fixed(8, 9)) },
  JP: { country: '81', national: (d) => (/^0[789]0/.test(d) ? fixed(11) : fixed(10)) },
  KR: { country: '82', national: (d) => (d.startsWith('010') ? fixed(11) : fixed(8, 9, 10, 11)) },
  VN: { country: '84', national: (d) => (d.startsWith('0') ? fixed(10, 11) : fixed(9)) },
};
const homeOf: Readonly<Record<string, string>> = { ja: 'JP', ko: 'KR', vi: 'VN', yue: 'HK', cmn: 'CN' };

/** Anywhere: fewer are none (E.164 has up to 15; local ones of 6 are rare). */
const SHORTEST = 7;
const LONGEST = 15;

/** `short`: digits are missing. `possible`: it may be one, or go on. `full`: no number of this country is longer. */
export function phoneState(digits: string, language: LanguageTag): PhoneState {
  const spoken = spokenLanguage(language);
  const plan = plans[spoken.region ?? homeOf[spoken.language] ?? ''];
  if (digits.length >= LONGEST) return 'full';
  if (!plan) return digits.length < SHORTEST ? 'short' : 'possible';
  const international = digits.replace(/^00/, '');
  const abroad = digits.startsWith(plan.country) || digits.startsWith('00');
  if (abroad && digits.length > plan.country.length) {
    const rest = international.startsWith(plan.country) ? international.slice(plan.country.length) : null;
    const lengths = rest === null ? [] : plan.national(rest);
    if (rest !== null && rest.length >= Math.max(...lengths)) return 'full';
    // 8521 2345 may be the country's code and three digits, or a whole number of home.
    return plan.national(digits).includes(digits.length) && plan.country !== '1' ? 'possible' : 'short';
  }
  const lengths = plan.national(digits);
  if (digits.length >= Math.max(...lengths)) return 'full';
  return lengths.includes(digits.length) ? 'possible' : 'short';
}
