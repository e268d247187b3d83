import { expect, test } from 'vitest';
import { languageRecord } from '../../types/languageRecord.ts';
import { empty, formOf, recordOf } from './languageRecord.ts';

const fields = {
  ...empty,
  tag: 'qaa',
  language: 'qaa',
  own: 'Harbour talk',
  english: 'Harbour talk',
  azure: 'en-GB',
  hints: 'Star Ferry\n\n Peak Tram ',
  lexicon: 'Dr. = doctor\nSt.=Street\nbroken',
};

test('what the form makes is a record, and comes back as the same form', () => {
  const record = languageRecord.parse(recordOf(fields, null));
  expect(record.providers.azure).toMatchObject({ stt: { code: 'en-GB' }, tts: { code: 'en-GB' } });
  expect(record.hints).toEqual(['Star Ferry', 'Peak Tram']);
  expect(record.lexicon).toEqual([
    { written: 'Dr.', spoken: 'doctor' },
    { written: 'St.', spoken: 'Street' },
  ]);
  expect(languageRecord.parse(recordOf(formOf(record), record))).toEqual(record);
});

test('what the form does not show is kept', () => {
  const before = languageRecord.parse({
    ...recordOf(fields, null),
    tones: 6,
    lexicon: [{ written: 'Dr.', spoken: 'doctor', ipa: 'ˈdɒktə' }],
    providers: { azure: { stt: { code: 'en-GB', phraseList: true } }, elevenlabs: { tts: { v3: true } } },
  });
  const after = languageRecord.parse(recordOf({ ...formOf(before), own: 'Other' }, before));
  expect(after).toMatchObject({
    tones: 6,
    names: { own: 'Other' },
    lexicon: [{ ipa: 'ˈdɒktə' }],
    providers: { azure: { stt: { phraseList: true } }, elevenlabs: { tts: { v3: true } } },
  });
});
