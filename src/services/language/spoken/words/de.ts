import { shortForms, type SignWords } from './types.ts';

/** German. */
export const de = {
  dot: 'Punkt',
  at: 'ät',
  slash: 'Schrägstrich',
  dash: 'Bindestrich',
  underscore: 'Unterstrich',
  percent: '{n} Prozent',
  number: 'Nummer {n}',
  fractions: {
    '1/2': 'ein halb',
    '1/4': 'ein Viertel',
    '3/4': 'drei Viertel',
    '1/3': 'ein Drittel',
    '2/3': 'zwei Drittel',
  },
  fractionJoint: ' und ',
  abbreviations: shortForms(`
    Dr.|Doktor
    Prof.|Professor
    Hr.|Herr
    Str.|Straße
    Nr.|Nummer
    Tel.|Telefon
    z. B.|zum Beispiel
    z.B.|zum Beispiel
    d. h.|das heißt
    d.h.|das heißt
    u. a.|unter anderem
    u.a.|unter anderem
    usw.|und so weiter
    bzw.|beziehungsweise
    ca.|circa
    evtl.|eventuell
    ggf.|gegebenenfalls
    inkl.|inklusive
    zzgl.|zuzüglich
    Mo.|Montag
    Mi.|Mittwoch
    Do.|Donnerstag
    Std.|Stunden
    Min.|Minuten
    Abt.|Abteilung
  `),
} as const satisfies SignWords;
