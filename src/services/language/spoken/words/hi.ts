import { shortForms, type SignWords } from './types.ts';

/** Hindi. */
export const hi = {
  dot: 'डॉट',
  at: 'ऐट',
  slash: 'स्लैश',
  dash: 'डैश',
  underscore: 'अंडरस्कोर',
  percent: '{n} प्रतिशत',
  number: 'नंबर {n}',
  fractions: { '1/2': 'आधा', '1/4': 'एक चौथाई', '3/4': 'तीन चौथाई' },
  abbreviations: shortForms(`
    डॉ.|डॉक्टर
    डॉ॰|डॉक्टर
    प्रो.|प्रोफ़ेसर
    रु.|रुपये
    कि.मी.|किलोमीटर
    कि.ग्रा.|किलोग्राम
    नं.|नंबर
    Dr.|डॉक्टर
    Mr.|मिस्टर
  `),
} as const satisfies SignWords;
