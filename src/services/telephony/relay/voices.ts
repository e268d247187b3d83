import { languageTable } from '../../../lib/languages/table.ts';
import type { LanguageRecord } from '../../../types/languageRecord.ts';
import type { LanguageVoice } from '../../../types/workflowConfig.ts';
import type { XmlCarrier } from '../twiml.ts';
import type { RelayLanguage } from './attributes.ts';
import { relayLanguageCode } from './language.ts';

type RelaySpeech = Required<Pick<RelayLanguage, 'code'>> & Omit<RelayLanguage, 'code'>;
type RelayRecord = Exclude<LanguageRecord['twilio']['relay'], false | null>;

/** Twilio's own defaults, written out: a `<Language>` inherits from the parent, whose voice may be of another language. */
const ELEVENLABS_VOICE = 'UgBBYS2sOqTuMpoF3BR0';

/**
 * How the carrier hears and speaks a language: what the workflow says, completed from the language's record so that provider,
 * voice and language fit together (a pair that does not ends the call). Cantonese never goes to ElevenLabs, which is the
 * carrier's default and speaks none.
 */
export function relaySpeech(voice: LanguageVoice, carrier: XmlCarrier): RelaySpeech {
  const known = languageTable.find(voice.language)?.record ?? null;
  const code = relayLanguageCode(voice.language);
  if (carrier === 'telnyx') return telnyxSpeech(code, voice);
  const { relay } = voice;
  const onRelay = known?.twilio.relay || null;
  const speechModel = relay.speechModel ?? onRelay?.set?.speechModel ?? undefined;
  return {
    code,
    ...voicePair(code, relay, known),
    transcriptionProvider: relay.transcriptionProvider ?? transcriber(onRelay),
    ...(speechModel === undefined ? {} : { speechModel }),
  };
}

function transcriber(known: RelayRecord | null): 'Google' | 'Deepgram' {
  const [first = 'Deepgram', ...others] = known?.stt ?? [];
  return known?.set?.transcriptionProvider ?? (others.includes('Deepgram') ? 'Deepgram' : first);
}

type VoicePair = Pick<RelayLanguage, 'ttsProvider' | 'voice'>;

function voicePair(code: string, relay: LanguageVoice['relay'], known: LanguageRecord | null): VoicePair {
  const { set = null, tts = null } = known?.twilio.relay || {};
  const usual = set?.ttsProvider ?? 'ElevenLabs';
  // Amazon's neural voices are known by their names.
  const named = relay.ttsProvider ?? (relay.voice?.endsWith('-Neural') === true ? 'Amazon' : undefined);
  const able = (provider: 'Google' | 'Amazon' | 'ElevenLabs') =>
    !set || tts === null || tts.includes(provider);
  if (named !== undefined && !able(named)) return { ttsProvider: usual, voice: voiceOf(usual, code, known) };
  const provider = named ?? usual;
  return { ttsProvider: provider, voice: relay.voice ?? voiceOf(provider, code, known) };
}

function voiceOf(
  provider: 'Google' | 'Amazon' | 'ElevenLabs',
  code: string,
  known: LanguageRecord | null,
): string {
  const { set = null, voices = [] } = known?.twilio.relay || {};
  if (set?.ttsProvider === provider) return set.voice;
  const listed = voices.find(({ ttsProvider, unconfirmed }) => ttsProvider === provider && !unconfirmed);
  if (listed) return listed.voice;
  if (provider === 'ElevenLabs') return ELEVENLABS_VOICE;
  if (provider === 'Amazon' && code === 'en-US') return 'Joanna-Neural';
  const google = known?.providers.google.tts || null;
  const [tabled] = google ? [...google.voices.other, ...google.voices.female, ...google.voices.male] : [];
  // Google has a first standard voice in nearly every language; Amazon's voices have names that no rule gives.
  return (provider === 'Google' ? tabled : undefined) ?? `${code}-Standard-A`;
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
