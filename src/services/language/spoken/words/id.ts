import { shortForms, type SignWords } from './types.ts';

/** Indonesian. */
export const id = {
  dot: 'titik',
  at: 'et',
  slash: 'garis miring',
  dash: 'strip',
  underscore: 'garis bawah',
  percent: '{n} persen',
  number: 'nomor {n}',
  fractions: { '1/2': 'setengah', '1/4': 'seperempat', '3/4': 'tiga perempat' },
  fractionJoint: ' ',
  abbreviations: shortForms(`
    Bpk.|Bapak
    Yth.|yang terhormat
    Jl.|Jalan
    Jln.|Jalan
    No. Telp.|nomor telepon
    Telp.|telepon
    telp.|telepon
    dr.|dokter
    Dr.|Doktor
    dll.|dan lain-lain
    dsb.|dan sebagainya
    mis.|misalnya
    yg|yang
    dgn|dengan
  `),
} as const satisfies SignWords;
