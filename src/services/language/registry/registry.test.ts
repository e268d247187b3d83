import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { LanguageTable } from '../../../lib/languages/table.ts';
import { WeaverError } from '../../../types/errors/index.ts';
import type { LanguageRecordInput } from '../../../types/languageRecord.ts';
import { checkedRecord } from './checked.ts';
import { LanguageRegistry, MOST_CUSTOM_LANGUAGES } from './registry.ts';
import { worksOf } from './works.ts';

const hokkien: LanguageRecordInput = {
  tag: 'nan-TW',
  language: 'nan',
  names: { english: 'Taiwanese Hokkien', own: '臺語' },
  script: 'Hant',
  tonal: true,
  tones: 7,
  providers: { azure: { stt: { code: 'zh-TW', exact: false } }, espeak: { voice: 'nan' } },
  lexicon: [{ written: '茶', spoken: 'tê' }],
  hints: ['大稻埕'],
};

const codeOf = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error instanceof WeaverError ? error.code : error;
  }
  return 'nothing was thrown';
};

const LETTERS = 'abcdefghijklmnopqrst';

let registry: LanguageRegistry;
beforeEach(() => {
  registry = new LanguageRegistry(new LanguageTable());
});

describe('the registry', () => {
  it('knows what comes along, and says what stands for what', () => {
    expect(registry.list().length).toBeGreaterThanOrEqual(110);
    expect(registry.list().every(({ custom }) => !custom)).toBe(true);
    expect(registry.get('yue-MO')).toMatchObject({ record: { tag: 'zh-MO' }, reason: 'yue-MO is zh-MO.' });
    expect(codeOf(() => registry.get('tlh'))).toBe('LANGUAGE_UNKNOWN');
  });

  it('does not repeat what is no tag', () => {
    const secret = `${'9'.repeat(40)} call me`;
    expect(() => registry.get(secret)).toThrow('The language (not a tag) is not known here');
  });

  it('takes a custom language, replaces it and lets it go', () => {
    expect(registry.add(hokkien)).toMatchObject({ direction: 'ltr', providers: { google: { stt: null } } });
    expect(registry.get('nan-TW').record.lexicon).toEqual([{ written: '茶', spoken: 'tê' }]);
    expect(registry.list().filter(({ custom }) => custom)).toHaveLength(1);
    expect(codeOf(() => registry.add(hokkien))).toBe('LANGUAGE_EXISTS');
    registry.update('nan-TW', { ...hokkien, hints: [] });
    expect(registry.get('nan-TW').record.hints).toEqual([]);
    expect(codeOf(() => registry.update('nan-TW', { ...hokkien, tag: 'nan-CN' }))).toBe(
      'LANGUAGE_RECORD_INVALID',
    );
    registry.remove('nan-TW');
    expect(codeOf(() => registry.remove('nan-TW'))).toBe('LANGUAGE_UNKNOWN');
    expect(codeOf(() => registry.update('nan-TW', hokkien))).toBe('LANGUAGE_UNKNOWN');
  });

  it('leaves those that come along as they are', () => {
    const mine = { ...hokkien, tag: 'zh-HK' };
    expect(codeOf(() => registry.add(mine))).toBe('LANGUAGE_BUILT_IN');
    expect(codeOf(() => registry.update('zh-HK', mine))).toBe('LANGUAGE_BUILT_IN');
    expect(codeOf(() => registry.remove('zh-HK'))).toBe('LANGUAGE_BUILT_IN');
    // Beside it there is room.
    expect(registry.add({ ...hokkien, tag: 'zh-Hant-HK', language: 'yue' }).tag).toBe('zh-Hant-HK');
  });

  it('takes so many and no more', () => {
    const many = Array.from({ length: MOST_CUSTOM_LANGUAGES }, (_, at) =>
      checkedRecord({ ...hokkien, tag: `q${LETTERS[Math.floor(at / 20)]}${LETTERS[at % 20]}` }),
    );
    registry.useCustom(many);
    expect(codeOf(() => registry.add(hokkien))).toBe('LANGUAGE_LIMIT');
  });
});

describe('a record', () => {
  it.each([
    ['tag', { ...hokkien, tag: 'Nan_tw' }],
    ['tag', { ...hokkien, tag: 'x-hokkien' }],
    ['tag', { ...hokkien, tag: 'cmn-CN' }], // Unicode writes it zh-CN
    ['direction', { ...hokkien, script: 'Arab' }],
    ['names.own', { ...hokkien, names: { english: 'x', own: 'a\u0007' } }],
    ['names.own', { ...hokkien, names: { english: 'x', own: '\ud800' } }],
    ['providers.azure.stt', { ...hokkien, providers: { azure: { stt: true } } }],
    ['providers.espeak.voice', { ...hokkien, providers: { espeak: { voice: '--path=/tmp' } } }],
    ['language', { ...hokkien, tag: 'zh-SG' }], // calls in it are Mandarin
    ['language', { ...hokkien, tag: 'zh-Hant-HK', language: 'zh' }],
    ['language', { ...hokkien, tag: 'en-NG' }],
    [
      'twilio.relay.set.voice',
      {
        ...hokkien,
        twilio: { relay: { code: 'zh-TW', set: { ttsProvider: 'Amazon', voice: 'cmn-TW-Wavenet-A' } } },
      },
    ],
    ['the top', { ...hokkien, azure: 'zh-TW' }],
    ['the top', 'nan-TW'],
    ['the top', null],
  ])('is refused at %s', (path, input) => {
    expect(() => checkedRecord(input)).toThrow(`not valid at ${path}`);
  });

  it.each([
    ['zh-SG', 'zh'],
    ['zh-SG', 'cmn'],
    ['zh-Hant-HK', 'yue'],
    ['nn-NO', 'nn'], // Bokmål stands for it
    ['en-NG', 'en'],
    ['nan-TW', 'nan'],
  ])('of %s may be in %s', (tag, language) => {
    expect(checkedRecord({ ...hokkien, tag, language }).tag).toBe(tag);
  });

  it('says which tag is free when its language is not the tag’s', () => {
    expect(() => checkedRecord({ ...hokkien, tag: 'en-NG' })).toThrow('such as nan-NG');
  });

  it('of any form is taken or refused with a code, and stays as it is once taken', () => {
    const service = fc.oneof(
      fc.constant(null),
      fc.constant(false),
      fc.record({ code: fc.stringMatching(/^[a-z]{2}-[A-Z]{2}$/), exact: fc.boolean() }),
    );
    const input = fc.record(
      {
        tag: fc.oneof({ weight: 9, arbitrary: fc.stringMatching(/^q[a-t][a-z](-[A-Z]{2})?$/) }, fc.string()),
        language: fc.constantFrom('qaa', 'nan', 'zh', 'English'),
        names: fc.record({
          english: fc.constantFrom('x', 'x\n'),
          own: fc.string({ unit: 'binary', minLength: 1 }),
        }),
        script: fc.constantFrom('Latn', 'Hant', 'Arab', 'latin'),
        direction: fc.constantFrom('ltr', 'rtl'),
        tones: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constant(null)),
        providers: fc.record({ azure: fc.record({ stt: service }), deepgram: fc.record({ stt: service }) }),
        hints: fc.array(fc.string({ unit: 'grapheme' })),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          input,
          fc.json().map((text) => JSON.parse(text) as unknown),
        ),
        (given) => {
          let taken;
          try {
            taken = checkedRecord(given);
          } catch (error) {
            expect(error).toMatchObject({ code: 'LANGUAGE_RECORD_INVALID' });
            return;
          }
          expect(checkedRecord(JSON.parse(JSON.stringify(taken)))).toEqual(taken);
          expect(worksOf(taken).google).toEqual({ hears: 'unknown', speaks: 'unknown' });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is summed up: yes, no, unknown, substitute', () => {
    const works = worksOf(
      checkedRecord({ ...hokkien, twilio: { relay: { code: 'zh-TW', exact: false, tts: [] } } }),
    );
    expect(works).toMatchObject({
      azure: { hears: 'substitute', speaks: 'unknown' },
      elevenlabs: { speaks: 'unknown' },
      relay: { hears: 'unknown', speaks: 'no' },
    });
    expect(worksOf(registry.get('bn-BD').record).azure).toEqual({ hears: 'no', speaks: 'yes' });
    expect(worksOf(registry.get('zh-HK').record).elevenlabs).toEqual({ hears: 'yes', speaks: 'no' });
  });
});
