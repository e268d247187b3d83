import { shortForms, type SignWords } from './types.ts';

/** Dutch. */
export const nl = {
  dot: 'punt',
  at: 'apenstaartje',
  slash: 'schuine streep',
  dash: 'streepje',
  underscore: 'laag streepje',
  percent: '{n} procent',
  number: 'nummer {n}',
  fractions: { '1/2': 'een half', '1/4': 'een kwart', '3/4': 'drie kwart' },
  fractionJoint: ' en ',
  abbreviations: shortForms(`
    Dhr.|de heer
    dhr.|de heer
    Mevr.|mevrouw
    mevr.|mevrouw
    Dr.|dokter
    dr.|dokter
    nr.|nummer
    tel.|telefoon
    Tel.|telefoon
    enz.|enzovoort
    bijv.|bijvoorbeeld
    d.w.z.|dat wil zeggen
    a.u.b.|alstublieft
    m.b.t.|met betrekking tot
  `),
} as const satisfies SignWords;
