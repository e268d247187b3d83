import { shortForms, type SignWords } from './types.ts';

/** Filipino; addresses and short forms in English, as people say them. */
export const fil = {
  dot: 'dot',
  at: 'at',
  slash: 'slash',
  dash: 'dash',
  underscore: 'underscore',
  percent: '{n} porsyento',
  number: 'numero {n}',
  fractions: { '1/2': 'kalahati' },
  fractionJoint: ' at ',
  abbreviations: shortForms(`
    Gng.|Ginang
    Bb.|Binibini
    Dr.|Doktor
    Dra.|Doktora
    Atty.|Attorney
    Engr.|Engineer
    Brgy.|Barangay
    St.|Street
    Ave.|Avenue
    Tel.|telepono
    hal.|halimbawa
    atbp.|at iba pa
    e.g.|halimbawa
    etc.|at iba pa
  `),
} as const satisfies SignWords;
