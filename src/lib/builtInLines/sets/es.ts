import type { LineSet } from '../types.ts';

export const es = {
  language: 'es-ES',
  checked: false,
  lines: {
    'not-in-service': 'El número al que ha llamado no está en servicio. Adiós.',
    busy: 'En este momento todas las líneas están ocupadas. Llame de nuevo en unos minutos, por favor. Adiós.',
    nobody: 'Lo sentimos, ahora mismo nadie puede atender su llamada. Llame más tarde, por favor. Adiós.',
    trouble: 'Lo sentimos, tenemos un problema técnico. Llame de nuevo más tarde, por favor. Adiós.',
    'trouble-transfer': 'Lo sentimos, tenemos un problema técnico. Le paso con un compañero.',
    'language-offer': 'Para español, diga español.',
    'no-input': 'Perdone, no le he oído.',
    'no-match': 'Perdone, no le he entendido.',
    'yes-or-no': 'Diga sí o no, por favor.',
    'press-a-key': 'También puede pulsar una tecla del teléfono.',
    confirm: 'He entendido {{ value }}. ¿Es correcto?',
    'one-moment': { business: 'Un momento, por favor.', casual: 'Un segundito.' },
    'hold-on': { business: 'No cuelgue, por favor, voy a comprobarlo.', casual: 'No cuelgues, que lo miro.' },
    'still-there': { business: '¿Sigue usted ahí?', casual: '¿Sigues ahí?' },
    transfer: { business: 'Le paso ahora mismo. No cuelgue, por favor.', casual: 'Te paso ahora mismo.' },
    goodbye: { business: 'Gracias por su llamada. Adiós.', casual: 'Gracias por llamar. ¡Hasta luego!' },
    yes: 'Sí',
    no: 'No',
  },
} as const satisfies LineSet;
