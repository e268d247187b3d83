/** The providers of a server without accounts or keys, and a language model where one is configured by environment. */
import type { Clock } from '../../types/clock.ts';
import type { LanguageModel, Recogniser, Synthesiser } from '../../types/ports.ts';
import type { LanguageVoice, WorkflowConfig } from '../../types/workflowConfig.ts';
import {
  openAiCompatibleModel,
  providerRegistry,
  StandInRecogniser,
  zeroLatency,
} from '../providers/index.ts';
import { closeAudio } from '../streamingAudioProcessor.ts';
import type { Chosen, ProviderSet } from './providerSet.ts';
import type { StandInEars } from './standIn.ts';

interface Warmable {
  warm(): Promise<void>;
}

class RegistryProviders implements ProviderSet {
  private readonly recognisers = new Map<string, Recogniser>();
  private readonly synthesisers = new Map<string, Synthesiser>();
  private languageModel: LanguageModel | null = null;

  recogniser(voice: LanguageVoice): Chosen<Recogniser> | null {
    const { name, reason } = providerRegistry.chooseRecogniser(voice.language, voice.sttProvider);
    return this.chosen(this.recognisers, name, reason.sentence, voice);
  }

  synthesiser(voice: LanguageVoice): Chosen<Synthesiser> | null {
    const { name, reason } = providerRegistry.chooseSynthesiser(voice.language, voice.ttsProvider);
    return this.chosen(this.synthesisers, name, reason.sentence, voice);
  }

  model(config: WorkflowConfig): LanguageModel | null {
    if (config.model.provider === 'none') return null;
    this.languageModel ??= openAiCompatibleModel(process.env);
    return this.languageModel;
  }

  async load(languages: readonly LanguageVoice[]): Promise<void> {
    await Promise.all(languages.map((voice) => this.loadOne(voice)));
  }

  async warm(languages: readonly LanguageVoice[]): Promise<void> {
    await this.load(languages);
    const parts: Warmable[] = languages.flatMap((voice) => {
      const ears = this.recogniser(voice)?.provider;
      const mouth = this.synthesiser(voice)?.provider;
      return [ears, mouth].filter((part) => part !== undefined);
    });
    if (this.languageModel) parts.push(this.languageModel);
    await Promise.allSettled([...new Set(parts)].map((part) => part.warm()));
  }

  async close(): Promise<void> {
    this.recognisers.clear();
    this.synthesisers.clear();
    await this.languageModel?.close();
    this.languageModel = null;
    await Promise.all([providerRegistry.close(), closeAudio()]);
  }

  /** A provider not made yet (a language that nobody announced) is made for the next time. */
  private chosen<P>(
    made: Map<string, P>,
    name: string | null,
    reason: string,
    voice: LanguageVoice,
  ): Chosen<P> | null {
    if (name === null) return null;
    const provider = made.get(name);
    if (provider) return { provider, reason };
    void this.loadOne(voice);
    return null;
  }

  private async loadOne(voice: LanguageVoice): Promise<void> {
    const ears = providerRegistry.chooseRecogniser(voice.language, voice.sttProvider).name;
    const mouth = providerRegistry.chooseSynthesiser(voice.language, voice.ttsProvider).name;
    const work: Promise<unknown>[] = [];
    if (ears && !this.recognisers.has(ears))
      work.push(providerRegistry.recogniser(ears).then((made) => this.recognisers.set(ears, made)));
    if (mouth && !this.synthesisers.has(mouth))
      work.push(providerRegistry.synthesiser(mouth).then((made) => this.synthesisers.set(mouth, made)));
    await Promise.allSettled(work);
  }
}

let shared: RegistryProviders | null = null;

/** One set for the process: models are large. */
export function embeddedProviders(): ProviderSet {
  shared ??= new RegistryProviders();
  return shared;
}

/** Ears for one simulated call. */
export function standInEars(clock: Clock): StandInEars {
  const recogniser = new StandInRecogniser({ clock, latency: zeroLatency });
  return { recogniser, spoken: (text) => recogniser.spoken(text) };
}
