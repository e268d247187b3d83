import type { LineSet } from '../types.ts';

/** Brazilian; Portugal understands it and says some of it otherwise. */
export const pt = {
  language: 'pt-BR',
  checked: false,
  lines: {
    'not-in-service': 'O número chamado não está em serviço. Até logo.',
    busy: 'No momento, todas as linhas estão ocupadas. Por favor, ligue novamente em alguns minutos. Até logo.',
    nobody: 'Desculpe, ninguém pode atender a sua ligação agora. Por favor, ligue mais tarde. Até logo.',
    trouble: 'Desculpe, estamos com um problema técnico. Por favor, ligue mais tarde. Até logo.',
    'trouble-transfer': 'Desculpe, estamos com um problema técnico. Vou transferir a sua ligação.',
    'language-offer': 'Para português, diga português.',
    'no-input': 'Desculpe, não ouvi nada.',
    'no-match': 'Desculpe, não entendi.',
    'yes-or-no': 'Por favor, diga sim ou não.',
    'press-a-key': 'Você também pode apertar uma tecla do telefone.',
    confirm: 'Entendi {{ value }}. Está correto?',
    'one-moment': { business: 'Um momento, por favor.', casual: 'Só um instante.' },
    'hold-on': { business: 'Aguarde na linha, por favor, vou verificar.', casual: 'Espera aí, vou ver.' },
    'still-there': { business: 'O senhor ou a senhora ainda está na linha?', casual: 'Você ainda está aí?' },
    transfer: { business: 'Vou transferir a sua ligação. Aguarde, por favor.', casual: 'Vou te passar.' },
    goodbye: { business: 'Agradecemos a sua ligação. Até logo.', casual: 'Valeu por ligar. Tchau!' },
    yes: 'Sim',
    no: 'Não',
  },
} as const satisfies LineSet;
