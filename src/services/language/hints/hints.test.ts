import { expect, it } from 'vitest';
import { defaultPatience, type Expectation } from '../../../types/expectation.ts';
import { hintsFor } from './index.ts';

const transport: Expectation = {
  kind: 'choice',
  language: 'zh-HK',
  choices: [
    { id: 'taxi', phrases: ['的士'] },
    { id: 'motorcycle', phrases: ['電單車'] },
  ],
  hints: [],
  patience: defaultPatience.choice,
  dtmf: true,
  speech: true,
};

it('gives the choices in every form', () => {
  expect(hintsFor(transport)).toEqual({
    phrases: [
      { text: '的士', weight: 1 },
      { text: '電單車', weight: 1 },
    ],
    azure: { phrases: ['的士', '電單車'], weight: 1 },
    google: [
      { value: '的士', boost: 10 },
      { value: '電單車', boost: 10 },
    ],
    deepgram: ['的士', '電單車'],
    elevenLabs: ['的士', '電單車'],
    relay: '的士,電單車',
  });
});

it('adds how other regions word it, in the script that is heard, and what the business names', () => {
  const extra = { dialectSupport: ['Guangzhou'], phrases: ['中環碼頭'] };
  expect(hintsFor(transport, 'zh-HK', extra).deepgram).toEqual(['的士', '電單車', '摩托車', '中環碼頭']);
  expect(hintsFor(transport, 'yue-CN', extra).deepgram).toEqual(['的士', '电单车', '摩托车', '中环码头']);
  expect(hintsFor(transport, 'yue-CN', extra).azure.phrases).toEqual([]);
});

it('speaks the language that is spoken, not the one that was asked in', () => {
  const yesNo: Expectation = { ...transport, kind: 'yes-no', choices: [] };
  expect(hintsFor(yesNo, 'fr-FR').google[0]).toEqual({ value: 'oui', boost: 5 });
});
