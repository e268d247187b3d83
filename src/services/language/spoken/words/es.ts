import { shortForms, type SignWords } from './types.ts';

/** Spanish. */
export const es = {
  dot: 'punto',
  at: 'arroba',
  slash: 'barra',
  dash: 'guion',
  underscore: 'guion bajo',
  percent: '{n} por ciento',
  number: 'número {n}',
  fractions: {
    '1/2': 'medio',
    '1/4': 'un cuarto',
    '3/4': 'tres cuartos',
    '1/3': 'un tercio',
    '2/3': 'dos tercios',
  },
  fractionJoint: ' y ',
  abbreviations: shortForms(`
    Sr.|Señor
    Sra.|Señora
    Srta.|Señorita
    Dr.|Doctor
    Dra.|Doctora
    Dña.|Doña
    Ud.|usted
    Uds.|ustedes
    Vd.|usted
    Avda.|Avenida
    Av.|Avenida
    C/|Calle
    Tel.|teléfono
    tel.|teléfono
    Tfno.|teléfono
    ext.|extensión
    etc.|etcétera
    p. ej.|por ejemplo
    p.ej.|por ejemplo
    aprox.|aproximadamente
    dpto.|departamento
    a. m.|de la mañana
    p. m.|de la tarde
    a.m.|de la mañana
    p.m.|de la tarde
    EE. UU.|Estados Unidos
    EE.UU.|Estados Unidos
    S.A.|sociedad anónima
  `),
} as const satisfies SignWords;
