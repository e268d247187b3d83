/** How a language of a workflow is heard and spoken, put together from what is known, set up and measured. */
import { relayPairing } from '../../lib/languages/relayPairing.ts';
import { spokenLanguage } from '../../lib/spokenLanguage.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { LanguagePlan } from '../../types/languagePlan.ts';
import type { LanguageRecord } from '../../types/languageRecord.ts';
import type { ProviderHealthAnswer, ProviderRank } from '../../types/providerHealth.ts';
import { sentenceText } from '../../types/flowSentences.ts';
import type { LanguageVoice } from '../../types/workflowConfig.ts';
import { cantoneseRegion } from './cantonese/lexicon.ts';
import type { LanguageRegistry } from './registry/index.ts';

type SpeechWork = 'recogniser' | 'synthesiser';

/** What the planner is told by those who know. */
export interface PlanSources {
  readonly registry: Pick<LanguageRegistry, 'find'>;
  /** Whom a call would ask, in their default or configured order, and why the first. */
  chain(
    work: SpeechWork,
    voice: LanguageVoice,
  ): { readonly names: readonly string[]; readonly reason: string };
  readonly measured: Pick<ProviderHealthAnswer, 'order'>;
  readonly transport: LanguagePlan['transport'];
  /** How the carrier is told to hear and speak it. */
  readonly relay: Omit<LanguagePlan['relay'], 'reason'>;
  /** `performance.languageOptimization`. */
  readonly enabled: boolean;
}

export function planFor(voice: LanguageVoice, sources: PlanSources): LanguagePlan {
  const { language } = voice;
  const match = sources.registry.find(language);
  const record = match?.record;
  const speaks = workPlan('synthesiser', voice, record, sources);
  return {
    language,
    record: record?.tag ?? null,
    recordReason: match ? match.reason : `Nothing is known of ${language}: add it with weaver languages add.`,
    names: record?.names ?? null,
    transport: sources.transport,
    hears: workPlan('recogniser', voice, record, sources),
    speaks: { ...speaks, ...voicePlan(voice, record, speaks.order[0]?.provider) },
    relay: { ...sources.relay, reason: relayReason(voice, record) },
    optimizations: optimizations(voice, sources.enabled, speaks.order[0]?.provider),
  };
}

function workPlan(
  work: SpeechWork,
  voice: LanguageVoice,
  record: LanguageRecord | undefined,
  { chain, measured }: PlanSources,
): LanguagePlan['hears'] {
  const { names, reason } = chain(work, voice);
  const ranks = measured.order.filter((it) => it.work === work && it.language === voice.language);
  const rankOf = (name: string) => ranks.find(({ provider }) => provider === name);
  const places = new Map(ranks.map(({ provider, rank }) => [provider, rank]));
  const order = [...names].sort((a, b) => (places.get(a) ?? Infinity) - (places.get(b) ?? Infinity));
  return {
    order: order.map((provider) => {
      const { code, exact } = codeAt(provider, work, record);
      const { p50Ms = null, p95Ms = null, samples = 0 } = rankOf(provider) ?? {};
      return { provider, code, exact, p50Ms, p95Ms, samples };
    }),
    reason: order[0] === names[0] ? reason : movedReason(order[0] ?? '', names[0] ?? '', rankOf),
  };
}

function movedReason(
  first: string,
  configured: string,
  rankOf: (name: string) => ProviderRank | undefined,
): string {
  const left = rankOf(configured);
  if (left && left.state !== 'closed')
    return `${configured} has failed lately and is asked last; ${first} is asked first.`;
  const ms = (name: string) => `${Math.round(rankOf(name)?.p50Ms ?? 0)} ms`;
  return `${first} is asked first: this server measured a median of ${ms(first)}, and of ${ms(configured)} for ${configured}.`;
}

interface Code {
  readonly code: string | null;
  readonly exact: boolean;
}

const UNKNOWN: Code = { code: null, exact: true };

function codeAt(provider: string, work: SpeechWork, record: LanguageRecord | undefined): Code {
  if (!record) return UNKNOWN;
  const { azure, google, elevenlabs, deepgram } = record.providers;
  const hears = { azure: azure.stt, google: google.stt, elevenlabs: elevenlabs.stt, deepgram: deepgram.stt };
  const speaks = { azure: azure.tts, google: google.tts, elevenlabs: null, deepgram: deepgram.tts };
  const services: Readonly<Record<string, Code | false | null>> = work === 'recogniser' ? hears : speaks;
  return services[provider] || UNKNOWN;
}

function voicePlan(
  { voiceId, language }: LanguageVoice,
  record: LanguageRecord | undefined,
  provider: string | undefined,
): Pick<LanguagePlan['speaks'], 'voice' | 'voiceReason'> {
  if (voiceId !== undefined) return { voice: voiceId, voiceReason: 'The workflow names it.' };
  const { azure, google } = record?.providers ?? {};
  const tabled: Readonly<
    Record<string, NonNullable<LanguageRecord['providers']['azure']['tts']> | undefined>
  > = {
    azure: azure?.tts || undefined,
    google: google?.tts ? { ...google.tts, phonemes: null } : undefined,
  };
  const voices = (provider !== undefined && tabled[provider]) || undefined;
  const [first] = voices ? [...voices.voices.female, ...voices.voices.male, ...voices.voices.other] : [];
  if (first === undefined)
    return { voice: null, voiceReason: 'The provider’s own first voice for the language.' };
  const stands = spokenLanguage(first).region !== spokenLanguage(language).region;
  const reason = stands
    ? `There is no voice of ${language}; this one is of a near region.`
    : 'The first of the language’s voices.';
  return { voice: first, voiceReason: reason };
}

function relayReason(voice: LanguageVoice, record: LanguageRecord | undefined): string {
  const { relay } = voice;
  const known = record?.twilio.relay;
  const { doubts } = relayPairing(voice);
  if (doubts.length > 0)
    return doubts.map(({ said }) => sentenceText(said.sentence, said.params ?? {})).join(' ');
  if (relay.ttsProvider !== undefined || relay.voice !== undefined)
    return 'As the workflow says, completed where it is silent.';
  if (!known) return 'Nothing is known of the language on ConversationRelay: the carrier’s defaults.';
  if (known.set)
    return 'Provider and voice are written out: the carrier’s default voice is not known to speak the language, and a wrong pair ends the call.';
  return 'The carrier’s default voice and transcriber, written out.';
}

function optimizations(
  { language, optimizations: { dialectSupport, toneAwareness, culturalContext } }: LanguageVoice,
  enabled: boolean,
  speaker: string | undefined,
): LanguagePlan['optimizations'] {
  const off = 'Turned off with languageOptimization.';
  const said = (effect: string) => (enabled ? effect : off);
  return [
    { name: 'languageOptimization', on: enabled, effect: enabled ? general(language) : off },
    {
      name: 'dialectSupport',
      on: enabled && dialectSupport.length > 0,
      effect: said(dialects(language, dialectSupport)),
    },
    { name: 'toneAwareness', on: enabled && toneAwareness, effect: said(tones(language, speaker)) },
    {
      name: 'culturalContext',
      on: enabled && culturalContext,
      effect: said('A language model is told the forms of address and courtesy of the language.'),
    },
  ];
}

function general(language: LanguageTag): string {
  const reading = 'Numbers, amounts, dates and telephone numbers are read the language’s way';
  const { language: spoken } = spokenLanguage(language);
  return spoken === 'yue' || spoken === 'cmn'
    ? `${reading}; answers are understood by sound where the recogniser wrote a homophone.`
    : `${reading}.`;
}

function dialects(language: LanguageTag, names: readonly string[]): string {
  if (spokenLanguage(language).language !== 'yue')
    return 'Has no effect: regional words are known for Cantonese only.';
  const known = names.filter((name) => cantoneseRegion(name) !== undefined);
  const unknown = names.filter((name) => cantoneseRegion(name) === undefined);
  const first = known.length > 0 ? `Words of ${known.join(', ')} are expected and understood.` : '';
  return (
    [first, unknown.length > 0 ? `Not known: ${unknown.join(', ')}.` : ''].filter(Boolean).join(' ') ||
    'No region is named.'
  );
}

function tones(language: LanguageTag, speaker: string | undefined): string {
  const { language: spoken, region } = spokenLanguage(language);
  if (spoken !== 'yue')
    return 'Has no effect on the voice: no provider’s phonemes are written for this language.';
  if (speaker === 'azure' && region !== 'CN')
    return 'Characters whose tone turns on the context are given to Azure with their Jyutping.';
  return 'Answers are compared with their tones; the voice is given plain text, because this provider takes no phonemes.';
}
