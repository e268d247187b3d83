import type { LanguageVoice } from '../../../types/workflowConfig.ts';
import type { XmlCarrier } from '../twiml.ts';
import type { RelayLanguage } from './attributes.ts';
import { relayLanguageCode } from './language.ts';

type RelaySpeech = Required<Pick<RelayLanguage, 'code'>> & Omit<RelayLanguage, 'code'>;

/** Twilio's own defaults, written out: a `<Language>` inherits from the parent, whose voice may be of another language. */
const ELEVENLABS_VOICE = 'UgBBYS2sOqTuMpoF3BR0';
const CANTONESE_VOICE = { Google: 'yue-HK-Standard-A', Amazon: 'Hiujin-Neural' } as const;

/**
 * How the carrier hears and speaks a language: what the workflow says, completed so that provider, voice and language fit
 * together (a pair that does not ends the call). Cantonese never goes to ElevenLabs, which is the carrier's default and
 * speaks none.
 */
export function relaySpeech(voice: LanguageVoice, carrier: XmlCarrier): RelaySpeech {
  const code = relayLanguageCode(voice.language);
  if (carrier === 'telnyx') return telnyxSpeech(code, voice);
  const { speechModel } = voice.relay;
  const cantonese = code === 'zh-HK';
  return {
    code,
    ...(cantonese ? cantoneseVoice(voice.relay) : otherVoice(code, voice.relay)),
    transcriptionProvider: voice.relay.transcriptionProvider ?? (cantonese ? 'Google' : 'Deepgram'),
    ...(speechModel === undefined ? {} : { speechModel }),
  };
}

type VoicePair = Pick<RelayLanguage, 'ttsProvider' | 'voice'>;

function cantoneseVoice(relay: LanguageVoice['relay']): VoicePair {
  if (relay.ttsProvider === 'ElevenLabs') return { ttsProvider: 'Google', voice: CANTONESE_VOICE.Google };
  const provider = relay.ttsProvider ?? (relay.voice?.endsWith('-Neural') === true ? 'Amazon' : 'Google');
  return { ttsProvider: provider, voice: relay.voice ?? CANTONESE_VOICE[provider] };
}

function otherVoice(code: string, relay: LanguageVoice['relay']): VoicePair {
  const provider = relay.ttsProvider ?? 'ElevenLabs';
  if (relay.voice !== undefined) return { ttsProvider: provider, voice: relay.voice };
  if (provider === 'ElevenLabs') return { ttsProvider: provider, voice: ELEVENLABS_VOICE };
  if (provider === 'Amazon' && code === 'en-US') return { ttsProvider: provider, voice: 'Joanna-Neural' };
  // Amazon's voices have names that no rule gives; Google has a first standard voice in nearly every language.
  return { ttsProvider: 'Google', voice: `${code}-Standard-A` };
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
