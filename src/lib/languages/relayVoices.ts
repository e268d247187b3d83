/**
 * What names of voices and models say by themselves on ConversationRelay: whose they are, and of which language. A pair that
 * does not fit ends the call (Twilio's 64106).
 */
import type { LanguageVoice } from '../../types/workflowConfig.ts';
import { spokenLanguage } from '../spokenLanguage.ts';
import { builtInRecords } from './records.ts';

export type RelayTts = NonNullable<LanguageVoice['relay']['ttsProvider']>;
export type RelayStt = NonNullable<LanguageVoice['relay']['transcriptionProvider']>;

/** Twenty letters and digits, and where wanted the model and its settings (`…-flash_v2_5-1.0_0.5_0.75`). */
const elevenLabs = /^[A-Za-z0-9]{20}([-_][A-Za-z0-9._-]{1,60})?$/;
/** `de-DE-Chirp3-HD-Aoede`; two of Filipino are written `fil-ph-…`. */
const google =
  /^([a-z]{2,3}-[A-Za-z]{2})-(Standard|Wavenet|Neural2|Chirp3?-HD|Journey|Studio|Polyglot|News|Casual)-[A-Za-z0-9]{1,30}$/;
/** `Joanna`, `Joanna-Neural`, `Rémi-Generative`. */
const amazon = /^\p{Lu}[\p{L}\p{M}]{1,30}(-(Neural|Generative|Long-Form))?$/u;

/** As ConversationRelay writes it: `<Say>` has the provider before the name. */
export function plainVoice(voice: string): string {
  return voice.replace(/^(Google|Polly)\./, '');
}

/** undefined: the name is of no form that is known. */
export function voiceProvider(voice: string): RelayTts | undefined {
  if (elevenLabs.test(voice)) return 'ElevenLabs';
  if (google.test(voice)) return 'Google';
  return amazon.test(voice) ? 'Amazon' : undefined;
}

/** Whether the voice's own name or Amazon's table says that it is of another language than that of the code. */
export function isOfAnotherLanguage(voice: string, code: string): boolean {
  const { language } = spokenLanguage(code);
  const locale = google.exec(voice)?.[1];
  if (locale !== undefined) return spokenLanguage(locale).language !== language;
  const speaks = voiceProvider(voice) === 'Amazon' ? amazonLanguages().get(nameOf(voice)) : undefined;
  return speaks !== undefined && !speaks.has(language);
}

let spokenByName: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** By the names of Amazon's voices, which do not say what they speak; of some it is more than one language. */
function amazonLanguages(): ReadonlyMap<string, ReadonlySet<string>> {
  if (spokenByName) return spokenByName;
  const byName = new Map<string, Set<string>>();
  for (const { twilio } of builtInRecords().values()) {
    if (!twilio.relay) continue;
    const { code, set, voices } = twilio.relay;
    for (const { ttsProvider, voice } of [...(set ? [set] : []), ...voices]) {
      if (ttsProvider !== 'Amazon') continue;
      const speaks = byName.get(nameOf(voice)) ?? new Set();
      byName.set(nameOf(voice), speaks.add(spokenLanguage(code).language));
    }
  }
  return (spokenByName = byName);
}

/** Amazon writes accents in some and not in others: `Mia-Neural`, `Mía-Generative`. */
const nameOf = (voice: string): string =>
  (voice.split('-', 1)[0] ?? '').normalize('NFD').replace(/\p{M}/gu, '');

/** Deepgram's models are known by their families; `telephony`, `long` and the like are Google's. */
export function modelTranscriber(model: string): RelayStt {
  return /^(nova|flux|base|enhanced)/.test(model) ? 'Deepgram' : 'Google';
}
