import { shortForms, type SignWords } from './types.ts';

/** Arabic. */
export const ar = {
  dot: 'دوت',
  at: 'آت',
  slash: 'سلاش',
  dash: 'شرطة',
  underscore: 'شرطة سفلية',
  percent: '{n} بالمئة',
  number: 'رقم {n}',
  fractions: { '1/2': 'نصف', '1/4': 'ربع', '3/4': 'ثلاثة أرباع', '1/3': 'ثلث', '2/3': 'ثلثان' },
  fractionJoint: ' و',
  abbreviations: shortForms(`
    د.|الدكتور
    أ.|الأستاذ
    م.|المهندس
    ش.|شارع
    ص.ب.|صندوق بريد
    ص.ب|صندوق بريد
    ت:|هاتف:
    إلخ|إلى آخره
    الخ.|إلى آخره
  `),
} as const satisfies SignWords;
