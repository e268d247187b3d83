import { afterEach, describe, expect, it } from 'vitest';
import { languageTable } from '../../../lib/languages/table.ts';
import { languageRecord } from '../../../types/languageRecord.ts';
import { parseDocument, validateFlow } from '../index.ts';
import { doc, end, start, way, type Raw } from '../testDocuments.ts';

function relayProblems(languages: Raw[], transport: 'auto' | 'media' | 'relay' = 'relay') {
  const whole = doc([start, end], [way('start', 'next', 'end')]);
  const document = parseDocument({ ...whole, config: { name: 'Test', languages, transport } });
  return validateFlow(document).filter(({ code }) => code.startsWith('FLOW_RELAY'));
}
const found = (...args: Parameters<typeof relayProblems>) =>
  relayProblems(...args).map(({ code, severity, path }) => [code, severity, path?.join('.')]);

afterEach(() => languageTable.useCustom([]));

describe('a workflow that the carrier speaks', () => {
  it.each<[string, Raw]>([
    ['en-US', {}],
    ['zh-HK', {}],
    ['zh-HK', { voice: 'yue-HK-Chirp3-HD-Aoede', speechModel: 'nova-3-general' }],
    ['de-DE', { ttsProvider: 'Amazon' }],
    ['en-US', { voice: 'en-US-Chirp3-HD-Aoede' }],
    ['en-US', { voice: 'Google.en-US-Chirp3-HD-Aoede' }],
    ['en-US', { voice: '', speechModel: '' }],
    ['cy-GB', {}],
    ['kk-KZ', { ttsProvider: 'Google', voice: 'kk-KZ-Standard-A' }], // somebody who knows better
    ['kk-KZ', { voice: 'Telnyx.Natural.abbie' }],
  ])('in %s with %j has no problem', (language, relay) => {
    expect(found([{ language, relay }])).toEqual([]);
  });

  it.each<[string, Raw, string]>([
    ['de-CH', { ttsProvider: 'Amazon' }, 'ttsProvider'],
    ['zh-HK', { ttsProvider: 'ElevenLabs' }, 'ttsProvider'],
    ['zh-HK', { voice: 'UgBBYS2sOqTuMpoF3BR0' }, 'voice'],
    ['zh-HK', { voice: 'zh-HK-HiuMaanNeural' }, 'voice'], // Azure’s
    ['zh-HK', { ttsProvider: 'Google', voice: 'Hiujin-Neural' }, 'voice'],
    ['ja-JP', { voice: 'Joanna-Neural' }, 'voice'],
    ['zh-HK', { transcriptionProvider: 'Google', speechModel: 'nova-3-general' }, 'speechModel'],
    ['zh-HK', { speechModel: 'flux-general-en' }, 'speechModel'],
  ])('in %s with %j is told that calls use another pair', (language, relay, field) => {
    expect(found([{ language: 'en-US' }, { language, relay }])).toEqual([
      ['FLOW_RELAY_PAIR', 'warning', `config.languages.1.relay.${field}`],
    ]);
  });

  it.each(['mn-MN', 'as-IN', 'wuu-CN', 'kk-KZ'])(
    'cannot be published in %s, which nobody speaks there',
    (language) => {
      const place = 'config.languages.0.language';
      expect(found([{ language }])).toEqual([['FLOW_RELAY_LANGUAGE', 'error', place]]);
      // The audio may come here.
      expect(found([{ language }], 'auto')).toEqual([['FLOW_RELAY_LANGUAGE', 'warning', place]]);
      expect(found([{ language }], 'media')).toEqual([]);
    },
  );

  it('is warned of a language of which nothing is known', () => {
    const custom = languageRecord.parse({
      tag: 'nan-TW',
      language: 'nan',
      names: { english: 'Taiwanese Hokkien', own: '臺語' },
      script: 'Hant',
    });
    languageTable.useCustom([custom]);
    for (const language of ['nan-TW', 'tlh'])
      expect(found([{ language }])).toEqual([
        ['FLOW_RELAY_LANGUAGE', 'warning', 'config.languages.0.language'],
      ]);
  });

  it('is warned of a voice that Google has and the carrier may not', () => {
    expect(found([{ language: 'et-EE' }])).toEqual([
      ['FLOW_RELAY_LANGUAGE', 'warning', 'config.languages.0.language'],
    ]);
  });

  it('is told what is used instead', () => {
    const [first] = relayProblems([{ language: 'zh-HK', relay: { voice: 'UgBBYS2sOqTuMpoF3BR0' } }], 'auto');
    expect(first?.message).toBe(
      'On ConversationRelay Google yue-HK-Standard-A is used: ElevenLabs is not known to speak zh-HK there.',
    );
  });
});
