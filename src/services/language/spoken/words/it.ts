import { shortForms, type SignWords } from './types.ts';

/** Italian. */
export const it = {
  dot: 'punto',
  at: 'chiocciola',
  slash: 'barra',
  dash: 'trattino',
  underscore: 'trattino basso',
  percent: '{n} per cento',
  number: 'numero {n}',
  fractions: {
    '1/2': 'un mezzo',
    '1/4': 'un quarto',
    '3/4': 'tre quarti',
    '1/3': 'un terzo',
    '2/3': 'due terzi',
  },
  fractionJoint: ' e ',
  abbreviations: shortForms(`
    Sig.|Signor
    Sig.ra|Signora
    Dott.|Dottor
    Dott.ssa|Dottoressa
    Dr.|Dottor
    Prof.|Professor
    Ing.|Ingegner
    Avv.|Avvocato
    tel.|telefono
    Tel.|telefono
    ecc.|eccetera
    p. es.|per esempio
    p.es.|per esempio
  `),
} as const satisfies SignWords;
