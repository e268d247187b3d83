import type { LineSet } from '../types.ts';

/** Modern Standard Arabic, worded so that it fits any caller. */
export const ar = {
  language: 'ar-AE',
  checked: false,
  lines: {
    'not-in-service': 'الرقم المطلوب غير موجود في الخدمة. مع السلامة.',
    busy: 'جميع خطوطنا مشغولة حاليًا. يُرجى الاتصال مرة أخرى بعد بضع دقائق. مع السلامة.',
    nobody: 'نعتذر، لا يوجد من يرد على المكالمة الآن. يُرجى الاتصال لاحقًا. مع السلامة.',
    trouble: 'نعتذر، هناك مشكلة فنية. يُرجى الاتصال لاحقًا. مع السلامة.',
    'trouble-transfer': 'نعتذر، هناك مشكلة فنية. يتم تحويل المكالمة الآن.',
    'language-offer': 'للغة العربية، يُرجى قول: عربي.',
    'no-input': 'عذرًا، لم أسمع شيئًا.',
    'no-match': 'عذرًا، لم أفهم ذلك.',
    'yes-or-no': 'يُرجى قول نعم أو لا.',
    'press-a-key': 'يمكن أيضًا الضغط على أحد أزرار الهاتف.',
    confirm: 'سمعت {{ value }}. هل هذا صحيح؟',
    'one-moment': { business: 'لحظة من فضلكم.', casual: 'لحظة واحدة.' },
    'hold-on': { business: 'يُرجى الانتظار على الخط حتى نتحقق من ذلك.', casual: 'لحظة حتى أتحقق.' },
    'still-there': { business: 'هل ما زلتم على الخط؟', casual: 'ألو، هل تسمعني؟' },
    transfer: { business: 'يتم تحويل المكالمة الآن. يُرجى الانتظار.', casual: 'سأحوّل المكالمة الآن.' },
    goodbye: { business: 'شكرًا على الاتصال. مع السلامة.', casual: 'شكرًا على المكالمة. مع السلامة.' },
    yes: 'نعم',
    no: 'لا',
  },
} as const satisfies LineSet;
