import { relayPairing } from '../../../lib/languages/relayPairing.ts';
import type { LanguageVoice } from '../../../types/workflowConfig.ts';
import type { XmlCarrier } from '../twiml.ts';
import type { RelayLanguage } from './attributes.ts';
import { relayLanguageCode } from './language.ts';

type RelaySpeech = Required<Pick<RelayLanguage, 'code'>> & Omit<RelayLanguage, 'code'>;

/**
 * How the carrier hears and speaks a language: what the workflow says, completed from the language's record so that provider,
 * voice and language fit together. A pair that does not fit ends the call, so the usual one is used instead; validation says
 * so. Cantonese never goes to ElevenLabs, which is the carrier's default and speaks none.
 */
export function relaySpeech(voice: LanguageVoice, carrier: XmlCarrier): RelaySpeech {
  if (carrier === 'telnyx') return telnyxSpeech(relayLanguageCode(voice.language), voice);
  const { doubts: _doubts, speechModel, ...speech } = relayPairing(voice);
  return { ...speech, ...(speechModel === undefined ? {} : { speechModel }) };
}

/** Telnyx has voices of its own; ids of Twilio's providers mean nothing there. */
function telnyxSpeech(code: string, { relay }: LanguageVoice): RelaySpeech {
  return {
    code,
    ...(relay.voice?.startsWith('Telnyx.') === true ? { voice: relay.voice } : {}),
    ...(relay.transcriptionProvider === undefined
      ? {}
      : { transcriptionProvider: relay.transcriptionProvider }),
  };
}
