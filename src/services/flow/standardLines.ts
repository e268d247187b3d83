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
  failedEnd: {
    en: 'I am sorry, we have a technical problem. Please call again a little later. Goodbye.',
    'zh-HK': '唔好意思,系統而家有啲問題,請你遲啲再打嚟。再見。',
    'zh-CN': '抱歉,系统出现问题,请您稍后再打来。再见。',
    es: 'Lo siento, tenemos un problema técnico. Llame de nuevo más tarde, por favor. Adiós.',
    fr: 'Désolé, nous avons un problème technique. Merci de rappeler un peu plus tard. Au revoir.',
    de: 'Es tut mir leid, wir haben ein technisches Problem. Bitte rufen Sie später wieder an. Auf Wiederhören.',
    ja: '申し訳ございません、システムに問題が発生しました。しばらくしてからおかけ直しください。失礼いたします。',
  },
  failedTransfer: {
    en: 'I am sorry, we have a technical problem. I am connecting you now.',
    'zh-HK': '唔好意思,系統而家有啲問題,我幫你轉駁。',
    'zh-CN': '抱歉,系统出现问题,我为您转接。',
    es: 'Lo siento, tenemos un problema técnico. Le paso con un compañero.',
    fr: 'Désolé, nous avons un problème technique. Je vous mets en relation.',
    de: 'Es tut mir leid, wir haben ein technisches Problem. Ich verbinde Sie.',
    ja: '申し訳ございません、システムに問題が発生しました。担当者におつなぎします。',
  },
} as const satisfies Record<string, LocalisedText>;
