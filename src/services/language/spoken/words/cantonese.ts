import { shortForms, type SignWords } from './types.ts';

/** Cantonese of Hong Kong and Macau; English short forms stay English, as people say them. In traditional characters. */
export const cantonese = {
  dot: '點',
  at: 'at',
  slash: 'slash',
  dash: 'dash',
  underscore: 'underscore',
  percent: '百分之{n}',
  number: '{n}號',
  fractions: { 'n/d': '{d}分之{n}' },
  fractionJoint: '又',
  abbreviations: shortForms(`
    Dr.|Doctor
    Mr.|Mister
    Mrs.|Missus
    Ms.|Miss
    Prof.|Professor
    Ext.|內線
    ext.|內線
    Tel.|電話
    tel.|電話
    Rm.|房
    G/F|地下
    LG/F|低層地下
    UG/F|高層地下
    e.g.|例如
    i.e.|即係
    etc.|等等
    a.m.|am
    p.m.|pm
  `),
} as const satisfies SignWords;
