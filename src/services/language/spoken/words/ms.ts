import { shortForms, type SignWords } from './types.ts';

/** Malay. */
export const ms = {
  dot: 'titik',
  at: 'alias',
  slash: 'garis miring',
  dash: 'sempang',
  underscore: 'garis bawah',
  percent: '{n} peratus',
  number: 'nombor {n}',
  fractions: { '1/2': 'setengah', '1/4': 'suku', '3/4': 'tiga suku' },
  fractionJoint: ' ',
  abbreviations: shortForms(`
    En.|Encik
    Pn.|Puan
    Dr.|Doktor
    Jln.|Jalan
    Jln|Jalan
    Tel.|telefon
    tel.|telefon
    dll.|dan lain-lain
    spt.|seperti
    cth.|contohnya
  `),
} as const satisfies SignWords;
