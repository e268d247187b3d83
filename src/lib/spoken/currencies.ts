/** What a `$` is worth where it is written, and what people at home call their own money. */
import type { LanguageTag } from '../../types/language.ts';

const byRegion: Readonly<Record<string, string>> = {
  HK: 'HKD',
  MO: 'MOP',
  CN: 'CNY',
  TW: 'TWD',
  JP: 'JPY',
  KR: 'KRW',
  VN: 'VND',
  TH: 'THB',
  ID: 'IDR',
  MY: 'MYR',
  SG: 'SGD',
  PH: 'PHP',
  IN: 'INR',
  PK: 'PKR',
  BD: 'BDT',
  US: 'USD',
  CA: 'CAD',
  AU: 'AUD',
  NZ: 'NZD',
  GB: 'GBP',
  CH: 'CHF',
  MX: 'MXN',
  AR: 'ARS',
  CO: 'COP',
  CL: 'CLP',
  BR: 'BRL',
  RU: 'RUB',
  UA: 'UAH',
  TR: 'TRY',
  PL: 'PLN',
  CZ: 'CZK',
  HU: 'HUF',
  RO: 'RON',
  SE: 'SEK',
  NO: 'NOK',
  DK: 'DKK',
  IL: 'ILS',
  SA: 'SAR',
  AE: 'AED',
  EG: 'EGP',
  IR: 'IRR',
  ZA: 'ZAR',
  NG: 'NGN',
  KE: 'KES',
};
const euro = new Set('DE FR ES IT PT NL BE AT IE FI GR SK SI EE LV LT HR LU MT CY'.split(' '));

/** The money of the place that a tag names, or of the place where most of the language's speakers are. */
export function localCurrency(language: LanguageTag): string {
  let region: string | undefined;
  try {
    region = new Intl.Locale(language === 'yue' ? 'zh-HK' : language).maximize().region;
  } catch {
    region = undefined; // not a tag: no place
  }
  if (region === undefined) return 'USD';
  return euro.has(region) ? 'EUR' : (byRegion[region] ?? 'USD');
}

/** One and several; ru also the form for two to four. Only what people say at home; abroad the full name is said. */
export const homeNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'en USD': { one: 'dollar', other: 'dollars' },
  'en HKD': { one: 'dollar', other: 'dollars' },
  'en CAD': { one: 'dollar', other: 'dollars' },
  'en AUD': { one: 'dollar', other: 'dollars' },
  'en NZD': { one: 'dollar', other: 'dollars' },
  'en SGD': { one: 'dollar', other: 'dollars' },
  'en GBP': { one: 'pound', other: 'pounds' },
  'en INR': { one: 'rupee', other: 'rupees' },
  'en PKR': { one: 'rupee', other: 'rupees' },
  'en PHP': { one: 'peso', other: 'pesos' },
  'en ZAR': { other: 'rand' },
  'es MXN': { one: 'peso', other: 'pesos' },
  'es ARS': { one: 'peso', other: 'pesos' },
  'es COP': { one: 'peso', other: 'pesos' },
  'es CLP': { one: 'peso', other: 'pesos' },
  'es USD': { one: 'dólar', other: 'dólares' },
  'pt BRL': { one: 'real', other: 'reais' },
  'fr CHF': { one: 'franc', other: 'francs' },
  'fr CAD': { one: 'dollar', other: 'dollars' },
  'de CHF': { other: 'Franken' },
  'hi INR': { one: 'रुपया', other: 'रुपये' },
  'id IDR': { other: 'rupiah' },
  'ms MYR': { other: 'ringgit' },
  'vi VND': { other: 'đồng' },
  'th THB': { other: 'บาท' },
  'fil PHP': { other: 'piso' },
  'tl PHP': { other: 'piso' },
  'ja JPY': { other: '円' },
  'ko KRW': { other: '원' },
  'tr TRY': { other: 'lira' },
  'ru RUB': { one: 'рубль', few: 'рубля', many: 'рублей', other: 'рубля' },
};

/** Hundredths, where they are said apart: "twelve dollars and fifty cents", 12 euros 50. */
export const centNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'en GBP': { one: 'penny', other: 'pence' },
  'en INR': { one: 'paisa', other: 'paise' },
  'en PKR': { one: 'paisa', other: 'paise' },
  'en PHP': { one: 'centavo', other: 'centavos' },
  en: { one: 'cent', other: 'cents' },
  'es EUR': { one: 'céntimo', other: 'céntimos' },
  es: { one: 'centavo', other: 'centavos' },
  'pt EUR': { one: 'cêntimo', other: 'cêntimos' },
  pt: { one: 'centavo', other: 'centavos' },
  'fr EUR': { one: 'centime', other: 'centimes' },
  'fr CHF': { one: 'centime', other: 'centimes' },
  'de EUR': { other: 'Cent' },
  'de CHF': { other: 'Rappen' },
  'it EUR': { one: 'centesimo', other: 'centesimi' },
  'nl EUR': { other: 'cent' },
  'hi INR': { one: 'पैसा', other: 'पैसे' },
  'ms MYR': { other: 'sen' },
  'th THB': { other: 'สตางค์' },
  'fil PHP': { other: 'sentimo' },
  'tl PHP': { other: 'sentimo' },
  'ru RUB': { one: 'копейка', few: 'копейки', many: 'копеек', other: 'копейки' },
};

/** Only money whose hundredth has the name above: a yen has none, and a dinar has thousandths. */
export const hasCents = new Set(
  'USD HKD CAD AUD NZD SGD GBP EUR CHF INR PKR PHP MXN ARS COP CLP BRL ZAR MYR THB RUB'.split(' '),
);

/** Between the units and the hundredths. */
export const centJoints: Readonly<Record<string, string>> = {
  en: ' and ',
  es: ' con ',
  pt: ' e ',
  it: ' e ',
  fil: ' at ',
  tl: ' at ',
};

/** In traditional characters: in business, among friends. */
export const chineseNames: Readonly<Record<string, readonly [business: string, casual: string]>> = {
  HKD: ['港元', '港紙'],
  MOP: ['澳門元', '葡幣'],
  CNY: ['人民幣', '人民幣'],
  TWD: ['台幣', '台幣'],
  USD: ['美元', '美金'],
  EUR: ['歐元', '歐元'],
  GBP: ['英鎊', '英鎊'],
  JPY: ['日圓', '日圓'],
  KRW: ['韓圜', '韓圜'],
  SGD: ['新加坡元', '坡紙'],
  AUD: ['澳元', '澳紙'],
  CAD: ['加元', '加紙'],
  THB: ['泰銖', '泰銖'],
  MYR: ['馬幣', '馬幣'],
  CHF: ['瑞士法郎', '瑞士法郎'],
};
