import { shortForms, type SignWords } from './types.ts';

/** Portuguese. */
export const pt = {
  dot: 'ponto',
  at: 'arroba',
  slash: 'barra',
  dash: 'hífen',
  underscore: 'sublinhado',
  percent: '{n} por cento',
  number: 'número {n}',
  fractions: {
    '1/2': 'meio',
    '1/4': 'um quarto',
    '3/4': 'três quartos',
    '1/3': 'um terço',
    '2/3': 'dois terços',
  },
  fractionJoint: ' e ',
  abbreviations: shortForms(`
    Sr.|Senhor
    Sra.|Senhora
    Srta.|Senhorita
    Dr.|Doutor
    Dra.|Doutora
    Prof.|Professor
    Profa.|Professora
    Av.|Avenida
    Tel.|telefone
    tel.|telefone
    etc.|etcétera
    p. ex.|por exemplo
    p.ex.|por exemplo
    ex.:|por exemplo:
    aprox.|aproximadamente
    Ltda.|limitada
    S.A.|sociedade anônima
  `),
} as const satisfies SignWords;
