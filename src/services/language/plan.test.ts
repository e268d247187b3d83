import { describe, expect, it } from 'vitest';
import { relayPairing } from '../../lib/languages/relayPairing.ts';
import { languageVoice } from '../../types/workflowConfig.ts';
import type { LanguageVoice } from '../../types/workflowConfig.ts';
import { planFor } from './plan.ts';
import { languageRegistry } from './registry/index.ts';

function relayPlan(language: string, relay: LanguageVoice['relay'] = {}) {
  const voice = languageVoice.parse({ language, relay });
  const { doubts: _doubts, speechModel = null, ...pair } = relayPairing(voice);
  return planFor(voice, {
    registry: languageRegistry,
    chain: () => ({ names: [], reason: 'Nobody.' }),
    measured: { order: [] },
    transport: { choice: 'relay', reason: 'The workflow says so.' },
    relay: { ...pair, speechModel },
    enabled: true,
  }).relay;
}

describe('the plan of a language on ConversationRelay', () => {
  it('says that a pair that would end the call is not used, and what is', () => {
    expect(relayPlan('ja-JP', { voice: 'Joanna-Neural' })).toMatchObject({
      ttsProvider: 'ElevenLabs',
      reason:
        'On ConversationRelay ElevenLabs UgBBYS2sOqTuMpoF3BR0 is used: Joanna-Neural does not speak ja-JP.',
    });
    expect(
      relayPlan('zh-HK', { transcriptionProvider: 'Google', speechModel: 'nova-3-general' }).reason,
    ).toBe(
      'On ConversationRelay the usual model of Google listens: nova-3-general is a speech model of Deepgram.',
    );
  });

  it.each([
    ['as-IN', 'No voice of ConversationRelay is known to speak as-IN'],
    ['tlh', 'Nothing is known of tlh on ConversationRelay'],
    ['et-EE', 'Google’s et-EE-Chirp3-HD-Aoede is used for et-EE, which the carrier is not known to have'],
  ])('says of %s what is not known', (language, reason) => {
    expect(relayPlan(language).reason).toContain(reason);
  });

  it('has no doubts where the pair fits', () => {
    expect(relayPlan('de-DE', { ttsProvider: 'Amazon' })).toMatchObject({
      voice: 'Vicki-Neural',
      reason: 'As the workflow says, completed where it is silent.',
    });
    expect(relayPlan('th-TH').reason).toContain('Provider and voice are written out');
  });
});
