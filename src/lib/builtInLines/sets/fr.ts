import type { LineSet } from '../types.ts';

export const fr = {
  language: 'fr-FR',
  checked: false,
  lines: {
    'not-in-service': 'Le numéro que vous avez composé n’est pas en service. Au revoir.',
    busy: 'Toutes nos lignes sont occupées. Merci de rappeler dans quelques minutes. Au revoir.',
    nobody:
      'Désolé, personne ne peut prendre votre appel pour le moment. Merci de rappeler plus tard. Au revoir.',
    trouble: 'Désolé, nous avons un problème technique. Merci de rappeler un peu plus tard. Au revoir.',
    'trouble-transfer': 'Désolé, nous avons un problème technique. Je vous mets en relation.',
    'language-offer': 'Pour le français, dites « français ».',
    'no-input': 'Pardon, je ne vous ai pas entendu.',
    'no-match': 'Pardon, je n’ai pas compris.',
    'yes-or-no': 'Répondez par oui ou par non, s’il vous plaît.',
    'press-a-key': 'Vous pouvez aussi appuyer sur une touche de votre téléphone.',
    confirm: 'J’ai noté {{ value }}. C’est bien cela ?',
    'one-moment': { business: 'Un instant, s’il vous plaît.', casual: 'Une seconde.' },
    'hold-on': { business: 'Ne quittez pas, je vérifie.', casual: 'Attends, je regarde.' },
    'still-there': { business: 'Êtes-vous toujours en ligne ?', casual: 'Tu es toujours là ?' },
    transfer: { business: 'Je vous mets en relation. Ne quittez pas.', casual: 'Je te passe quelqu’un.' },
    goodbye: { business: 'Merci de votre appel. Au revoir.', casual: 'Merci d’avoir appelé. À bientôt !' },
    yes: 'Oui',
    no: 'Non',
  },
} as const satisfies LineSet;
