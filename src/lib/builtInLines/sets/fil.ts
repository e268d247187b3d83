import type { LineSet } from '../types.ts';

export const fil = {
  language: 'fil-PH',
  checked: false,
  lines: {
    'not-in-service': 'Ang numerong tinawagan ninyo ay wala sa serbisyo. Paalam po.',
    busy: 'Abala po ang lahat ng aming linya. Pakitawagan kami ulit makalipas ang ilang minuto. Paalam po.',
    nobody: 'Paumanhin po, walang makasagot ng inyong tawag ngayon. Pakitawag ulit mamaya. Paalam po.',
    trouble: 'Paumanhin po, may problemang teknikal. Pakitawag ulit mamaya. Paalam po.',
    'trouble-transfer': 'Paumanhin po, may problemang teknikal. Ikinokonekta ko na po kayo.',
    'language-offer': 'Para sa Filipino, sabihin ang Filipino.',
    'no-input': 'Paumanhin po, wala akong narinig.',
    'no-match': 'Paumanhin po, hindi ko po naintindihan.',
    'yes-or-no': 'Pakisabi po ang oo o hindi.',
    'press-a-key': 'Maaari rin po kayong pumindot sa inyong telepono.',
    confirm: 'Ang narinig ko po ay {{ value }}. Tama po ba?',
    'one-moment': { business: 'Sandali lang po.', casual: 'Sandali lang.' },
    'hold-on': {
      business: 'Huwag po muna ninyong ibaba, titingnan ko lang po.',
      casual: 'Teka, titingnan ko.',
    },
    'still-there': { business: 'Nandiyan pa po ba kayo?', casual: 'Nandiyan ka pa ba?' },
    transfer: { business: 'Ikinokonekta ko na po kayo. Sandali lang po.', casual: 'Ikokonekta na kita.' },
    goodbye: { business: 'Salamat po sa inyong tawag. Paalam po.', casual: 'Salamat sa tawag. Bye!' },
    yes: 'Oo',
    no: 'Hindi',
  },
} as const satisfies LineSet;
