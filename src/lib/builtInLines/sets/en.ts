import type { LineSet } from '../types.ts';

export const en = {
  language: 'en-US',
  checked: true,
  lines: {
    'not-in-service': 'The number you have called is not in service. Goodbye.',
    busy: 'All our lines are busy just now. Please call again in a few minutes. Goodbye.',
    nobody: 'We are sorry, nobody could take your call just now. Please call again later. Goodbye.',
    trouble: 'We are sorry, there is a technical problem. Please call again a little later. Goodbye.',
    'trouble-transfer': 'We are sorry, there is a technical problem. I am connecting you now.',
    'language-offer': 'For English, say English.',
    'no-input': 'Sorry, I did not hear anything.',
    'no-match': 'Sorry, I did not catch that.',
    'yes-or-no': 'Please say yes or no.',
    'press-a-key': 'You can also press a key on your phone.',
    confirm: 'I have {{ value }}. Is that right?',
    'one-moment': { business: 'One moment, please.', casual: 'Just a sec.' },
    'hold-on': { business: 'Please hold while I check.', casual: 'Hang on while I check.' },
    'still-there': { business: 'Are you still there?', casual: 'Still there?' },
    transfer: { business: 'I am connecting you now. Please hold.', casual: 'Let me put you through.' },
    goodbye: { business: 'Thank you for calling. Goodbye.', casual: 'Thanks for calling. Bye!' },
    yes: 'Yes',
    no: 'No',
  },
} as const satisfies LineSet;
