import { expect, test } from 'vitest';
import { signRequest } from './signature.ts';

test.each([
  ['wss://voice.example.com/media', {}, 'jFDHVhI8XO69C49uXR3xmdZPylY='],
  ['wss://voice.example.com/relay', {}, 'Sv43j8T9asdzmHgHo286na4Ttmg='],
  [
    'https://voice.example.com/twiml',
    { To: '+85228765432', From: '+85221234567', CallSid: `CA${'0'.repeat(32)}` },
    'EgBKfWrFZJEn9gWS0JYsik9itHg=',
  ],
])('signs %s as Twilio does', (url, parameters, signature) => {
  expect(signRequest(url, '12345', parameters)).toBe(signature);
});
