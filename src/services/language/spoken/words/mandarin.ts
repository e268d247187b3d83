import { shortForms, type SignWords } from './types.ts';

/** Mandarin. In traditional characters. */
export const mandarin = {
  dot: '點',
  at: 'at',
  slash: '斜槓',
  dash: '橫槓',
  underscore: '下劃線',
  percent: '百分之{n}',
  number: '{n}號',
  fractions: { 'n/d': '{d}分之{n}' },
  fractionJoint: '又',
  abbreviations: shortForms(`
    Dr.|Doctor
    Mr.|Mister
    Mrs.|Missus
    Ext.|分機
    ext.|分機
    Tel.|電話
    tel.|電話
    e.g.|例如
    i.e.|也就是
    etc.|等等
    a.m.|am
    p.m.|pm
  `),
} as const satisfies SignWords;
