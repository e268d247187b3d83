import { shortForms, type SignWords } from './types.ts';

/** French. */
export const fr = {
  dot: 'point',
  at: 'arobase',
  slash: 'barre oblique',
  dash: 'tiret',
  underscore: 'tiret bas',
  percent: '{n} pour cent',
  number: 'numéro {n}',
  fractions: {
    '1/2': 'un demi',
    '1/4': 'un quart',
    '3/4': 'trois quarts',
    '1/3': 'un tiers',
    '2/3': 'deux tiers',
  },
  fractionJoint: ' et ',
  abbreviations: shortForms(`
    M.|Monsieur
    MM.|Messieurs
    Mme|Madame
    Mmes|Mesdames
    Mlle|Mademoiselle
    Dr|Docteur
    Dr.|Docteur
    Pr|Professeur
    av.|avenue
    bd|boulevard
    bd.|boulevard
    Bd|Boulevard
    tél.|téléphone
    Tél.|téléphone
    etc.|et cetera
    p. ex.|par exemple
    p.ex.|par exemple
    c.-à-d.|c'est-à-dire
    env.|environ
    RDV|rendez-vous
    rdv|rendez-vous
    svp|s'il vous plaît
    SVP|s'il vous plaît
  `),
} as const satisfies SignWords;
