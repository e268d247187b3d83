/** Which provider, voice, transcriber and model ConversationRelay is told for a language of a workflow, and what is doubtful. */
import type { LanguageRecord } from '../../types/languageRecord.ts';
import type { FlowSentence, Said, SentenceParams } from '../../types/flowSentences.ts';
import type { LanguageVoice } from '../../types/workflowConfig.ts';
import { spokenLanguage } from '../spokenLanguage.ts';
import { builtInRecords } from './records.ts';
import { isOfAnotherLanguage, modelTranscriber, plainVoice, voiceProvider } from './relayVoices.ts';
import type { RelayStt, RelayTts } from './relayVoices.ts';
import { languageTable } from './table.ts';

/**
 * `pair`, `model`: what the workflow asks for would end the call, and the usual is used instead. `unspoken`: nobody there is
 * known to speak the language, and the carrier's default is known not to. `unknown`: nothing is known. `unlisted`: Google has
 * the voice that is used, and the carrier is not known to.
 */
export type RelayDoubtKind = 'pair' | 'model' | 'unspoken' | 'unknown' | 'unlisted';

export interface RelayDoubt {
  readonly kind: RelayDoubtKind;
  /** The setting that it is about; null: the language. */
  readonly field: keyof LanguageVoice['relay'] | null;
  readonly said: Said;
}

const doubt = <S extends FlowSentence>(
  kind: RelayDoubtKind,
  field: RelayDoubt['field'],
  sentence: S,
  params: SentenceParams<S>,
): RelayDoubt => ({ kind, field, said: { sentence, params } });

export interface RelayPairing {
  readonly code: string;
  readonly ttsProvider: RelayTts;
  readonly voice: string;
  readonly transcriptionProvider: RelayStt;
  readonly speechModel: string | undefined;
  readonly doubts: readonly RelayDoubt[];
}

type Voice = Pick<RelayPairing, 'ttsProvider' | 'voice'>;
type Ears = Pick<RelayPairing, 'transcriptionProvider' | 'speechModel'>;
type OnRelay = Exclude<LanguageRecord['twilio']['relay'], false | null>;

/** The language as it is looked at: `relay` are the facts, `code` is what the carrier calls it. */
interface Known {
  readonly language: string;
  readonly code: string;
  readonly record: LanguageRecord | undefined;
  readonly relay: OnRelay | undefined;
}

/** Twilio's own default, written out: a `<Language>` inherits from the parent, whose voice may be of another language. */
const ELEVENLABS_VOICE = 'UgBBYS2sOqTuMpoF3BR0';

/** What the workflow says, completed from the language's record so that provider, voice, model and language fit together. */
export function relayPairing({ language, relay }: LanguageVoice): RelayPairing {
  const known = knownOf(language);
  const { code } = known;
  const voice = voiceFor(relay, known);
  const ears = earsFor(relay, known);
  return { code, ...voice.value, ...ears.value, doubts: [...voice.doubts, ...ears.doubts] };
}

function knownOf(language: string): Known {
  const own = languageTable.find(language)?.record;
  const relay = own?.twilio.relay || undefined;
  const code = relay?.code ?? language;
  // A custom language that borrows the code of one that comes along borrows its voices where it names none.
  const lender = relay && isBare(relay) && !relay.exact ? builtInRecords().get(code) : undefined;
  const record = lender ?? own;
  return { language, code, record, relay: record?.twilio.relay || undefined };
}

const isBare = ({ set, tts, voices }: OnRelay): boolean =>
  set === null && tts === null && voices.length === 0;

interface Found<T> {
  readonly value: T;
  readonly doubts: readonly RelayDoubt[];
}

function voiceFor(asked: LanguageVoice['relay'], known: Known): Found<Voice> {
  const usual = usualVoice(known);
  const field = asked.voice ? 'voice' : 'ttsProvider';
  const used = `${usual.value.ttsProvider} ${usual.value.voice}`;
  const named = namedVoice(asked, known, (sentence, params) => ({
    kind: 'pair',
    field,
    said: { sentence, params: { ...params, used } },
  }));
  if (named === undefined) return usual;
  if ('kind' in named) return { value: usual.value, doubts: [named, ...usual.doubts] };
  return { value: named, doubts: [] };
}

type Misfit = (
  sentence: FlowSentence & `FLOW_RELAY_PAIR.${string}`,
  params: Readonly<Record<string, string>>,
) => RelayDoubt;

/** What the workflow names; why it does not fit; undefined when it names nothing. */
function namedVoice(
  { ttsProvider, voice: given }: LanguageVoice['relay'],
  known: Known,
  misfit: Misfit,
): Voice | RelayDoubt | undefined {
  const voice = plainVoice(given ?? '');
  // Telnyx's own voices say nothing about what Twilio is told.
  if (voice === '' || voice.startsWith('Telnyx.')) return ttsProvider && voiceOf(ttsProvider, known, misfit);
  const listed = voicesOf(known).find((one) => one.voice === voice);
  const owner = listed?.ttsProvider ?? voiceProvider(voice);
  const shown = voice.slice(0, 60);
  const { language } = known;
  if (owner === undefined) return misfit('FLOW_RELAY_PAIR.noVoice', { voice: shown });
  if (ttsProvider !== undefined && owner !== ttsProvider)
    return misfit('FLOW_RELAY_PAIR.owner', { voice: shown, owner, provider: ttsProvider });
  if (owner === 'ElevenLabs' && elevenLabsSpeaks(known) === false)
    return misfit('FLOW_RELAY_PAIR.speaks', { provider: owner, language });
  if (!listed && isOfAnotherLanguage(voice, known.code))
    return misfit('FLOW_RELAY_PAIR.other', { voice: shown, language });
  return { ttsProvider: owner, voice };
}

/** A provider's first voice of the language, or why there is none. */
function voiceOf(ttsProvider: RelayTts, known: Known, misfit: Misfit): Voice | RelayDoubt {
  const listed = voicesOf(known).find((one) => one.ttsProvider === ttsProvider && !one.unconfirmed);
  if (listed) return { ttsProvider, voice: listed.voice };
  if (ttsProvider !== 'ElevenLabs' || elevenLabsSpeaks(known) === false)
    return misfit('FLOW_RELAY_PAIR.speaks', { provider: ttsProvider, language: known.language });
  return { ttsProvider, voice: ELEVENLABS_VOICE };
}

function voicesOf({ relay }: Known): readonly (Voice & { readonly unconfirmed: boolean })[] {
  const { set = null, voices = [] } = relay ?? {};
  return set ? [{ ttsProvider: set.ttsProvider, voice: set.voice, unconfirmed: false }, ...voices] : voices;
}

/** null: nobody knows. Inside ConversationRelay ElevenLabs speaks with its fast models. */
function elevenLabsSpeaks({ record, relay }: Known): boolean | null {
  if (relay?.tts) return relay.tts.includes('ElevenLabs');
  const { flashV25 = null, turboV25 = null } = record?.providers.elevenlabs.tts ?? {};
  if (flashV25 === true || turboV25 === true) return true;
  return flashV25 === false && turboV25 === false ? false : null;
}

function usualVoice(known: Known): Found<Voice> {
  const speaks = elevenLabsSpeaks(known);
  const carriers: Voice = { ttsProvider: 'ElevenLabs', voice: ELEVENLABS_VOICE };
  const [first] = voicesOf(known).filter(({ unconfirmed }) => !unconfirmed);
  const useDefault = !known.relay?.set && speaks === true;
  if (useDefault) return { value: carriers, doubts: [] };
  if (first) return { value: { ttsProvider: first.ttsProvider, voice: first.voice }, doubts: [] };
  const { language } = known;
  const voice = googleVoice(known);
  if (voice !== undefined) {
    const unlisted = doubt('unlisted', null, 'FLOW_RELAY_LANGUAGE.unlisted', { voice, language });
    return { value: { ttsProvider: 'Google', voice }, doubts: [unlisted] };
  }
  const unknown =
    speaks === false
      ? doubt('unspoken', null, 'FLOW_RELAY_LANGUAGE.unspoken', { language })
      : doubt('unknown', null, 'FLOW_RELAY_LANGUAGE', { language });
  return { value: carriers, doubts: [unknown] };
}

/** Of the language's own locale only: the carrier refuses one of another. */
function googleVoice({ record, code }: Known): string | undefined {
  const google = record?.providers.google.tts;
  if (!google || !google.exact) return undefined;
  const { other, female, male } = google.voices;
  return [...other, ...female, ...male].find(
    (voice) => voiceProvider(voice) === 'Google' && !isOfAnotherLanguage(voice, code),
  );
}

function earsFor(asked: LanguageVoice['relay'], known: Known): Found<Ears> {
  const transcriptionProvider = asked.transcriptionProvider ?? usualTranscriber(known);
  const usualModel = known.relay?.set?.speechModel ?? undefined;
  const fits = usualModel !== undefined && modelTranscriber(usualModel) === transcriptionProvider;
  const without: Ears = { transcriptionProvider, speechModel: fits ? usualModel : undefined };
  const { speechModel } = asked;
  if (!speechModel) return { value: without, doubts: [] };
  const misfit = modelMisfit(speechModel, asked.transcriptionProvider, known, transcriptionProvider);
  if (misfit) return { value: without, doubts: [misfit] };
  return { value: { transcriptionProvider: modelTranscriber(speechModel), speechModel }, doubts: [] };
}

function modelMisfit(
  model: string,
  asked: RelayStt | undefined,
  { language, code }: Known,
  transcriber: RelayStt,
): RelayDoubt | null {
  const [kind, field] = ['model', 'speechModel'] as const;
  if (!/^[a-z0-9][a-z0-9._:-]{0,99}$/.test(model))
    return doubt(kind, field, 'FLOW_RELAY_PAIR.noModel', { transcriber });
  const owner = modelTranscriber(model);
  if (asked !== undefined && asked !== owner)
    return doubt(kind, field, 'FLOW_RELAY_PAIR.modelOwner', { transcriber, model, owner });
  const chinese = ['yue', 'cmn'].includes(spokenLanguage(code).language);
  return model.startsWith('flux') && chinese
    ? doubt(kind, field, 'FLOW_RELAY_PAIR.deaf', { transcriber, model, language })
    : null;
}

function usualTranscriber({ relay }: Known): RelayStt {
  const [first = 'Deepgram', ...others] = relay?.stt ?? [];
  return relay?.set?.transcriptionProvider ?? (others.includes('Deepgram') ? 'Deepgram' : first);
}
