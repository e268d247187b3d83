import type { LineSet } from '../types.ts';

export const de = {
  language: 'de-DE',
  checked: false,
  lines: {
    'not-in-service': 'Die gewählte Rufnummer ist nicht vergeben. Auf Wiederhören.',
    busy: 'Zurzeit sind alle Leitungen belegt. Bitte rufen Sie in einigen Minuten wieder an. Auf Wiederhören.',
    nobody:
      'Es tut uns leid, im Moment kann niemand Ihren Anruf annehmen. Bitte rufen Sie später wieder an. Auf Wiederhören.',
    trouble:
      'Es tut uns leid, wir haben ein technisches Problem. Bitte rufen Sie später wieder an. Auf Wiederhören.',
    'trouble-transfer': 'Es tut uns leid, wir haben ein technisches Problem. Ich verbinde Sie.',
    'language-offer': 'Für Deutsch sagen Sie bitte „Deutsch“.',
    'no-input': 'Entschuldigung, ich habe nichts gehört.',
    'no-match': 'Entschuldigung, das habe ich nicht verstanden.',
    'yes-or-no': 'Bitte sagen Sie Ja oder Nein.',
    'press-a-key': 'Sie können auch eine Taste Ihres Telefons drücken.',
    confirm: 'Ich habe {{ value }} verstanden. Stimmt das?',
    'one-moment': { business: 'Einen Moment, bitte.', casual: 'Moment mal.' },
    'hold-on': { business: 'Bitte bleiben Sie dran, ich sehe nach.', casual: 'Bleib dran, ich schau nach.' },
    'still-there': { business: 'Sind Sie noch da?', casual: 'Bist du noch da?' },
    transfer: { business: 'Ich verbinde Sie. Bitte bleiben Sie dran.', casual: 'Ich stell dich durch.' },
    goodbye: {
      business: 'Vielen Dank für Ihren Anruf. Auf Wiederhören.',
      casual: 'Danke für den Anruf. Tschüss!',
    },
    yes: 'Ja',
    no: 'Nein',
  },
} as const satisfies LineSet;
