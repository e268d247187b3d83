/** What is said where a node gives no words of its own. Other languages simply hear the question again. */
import type { LocalisedText } from './localised.ts';

export const standardLines = {
  noInput: {
    en: 'Sorry, I did not hear anything.',
    'zh-HK': '唔好意思,我聽唔到你講嘢。',
    'zh-CN': '不好意思,我没有听到您说话。',
    es: 'Perdone, no le he oído.',
    fr: 'Pardon, je ne vous ai pas entendu.',
    de: 'Entschuldigung, ich habe nichts gehört.',
    ja: '申し訳ございません、お声が聞こえませんでした。',
  },
  noMatch: {
    en: 'Sorry, I did not catch that.',
    'zh-HK': '唔好意思,我聽唔清楚。',
    'zh-CN': '不好意思,我没有听清楚。',
    es: 'Perdone, no le he entendido.',
    fr: 'Pardon, je n’ai pas compris.',
    de: 'Entschuldigung, das habe ich nicht verstanden.',
    ja: '申し訳ございません、よく聞き取れませんでした。',
  },
  confirm: {
    en: 'I have {{ value }}. Is that right?',
    'zh-HK': '我聽到嘅係{{ value }},啱唔啱?',
    'zh-CN': '我听到的是{{ value }},对吗?',
    es: 'He entendido {{ value }}. ¿Es correcto?',
    fr: 'J’ai noté {{ value }}. C’est bien cela ?',
    de: 'Ich habe {{ value }} verstanden. Stimmt das?',
    ja: '{{ value }}でよろしいでしょうか。',
  },
} as const satisfies Record<string, LocalisedText>;
