import type { LanguageTag } from '../../types/language.ts';
import type { Embedder, LanguageModel, Recogniser, Synthesiser } from '../../types/ports.ts';
import type { ProviderHealthAnswer } from '../../types/providerHealth.ts';
import type { LanguageVoice, WorkflowConfig } from '../../types/workflowConfig.ts';
import type { ProviderWatch } from '../providers/index.ts';

/** A provider with the reason for which it was chosen, for the operator. */
export interface Chosen<P> {
  readonly provider: P;
  readonly reason: string;
}

/** What a call asks of its providers. */
export interface ProviderUse {
  /** Told who serves the call, and what failed on the way. */
  readonly watch?: ProviderWatch;
  /** Whether others may stand in for the chosen one. Default: yes. */
  readonly failover?: boolean;
}

/** The providers that a call may use. The registry's set is the default; tests and other products bring their own. */
export interface ProviderSet {
  /** null: nobody here understands this language. */
  recogniser(voice: LanguageVoice, use?: ProviderUse): Chosen<Recogniser> | null;
  synthesiser(voice: LanguageVoice, use?: ProviderUse): Chosen<Synthesiser> | null;
  /** null: the workflow uses no model, or none is configured, or it is not made yet. */
  model(config: WorkflowConfig, use?: ProviderUse): LanguageModel | null;
  /** Whether a model is configured, made or not. Absent: whether {@link ProviderSet.model} gives one. */
  hasModel?(config: WorkflowConfig): boolean;
  /** Makes the providers that a workflow needs, so that choosing is immediate. Never rejects. */
  load(languages: readonly LanguageVoice[], config?: WorkflowConfig): Promise<void>;
  /** Loads their models, starts their threads, opens their connections. Never rejects: what fails is said when it is used. */
  warm(languages: readonly LanguageVoice[], config?: WorkflowConfig): Promise<void>;
  /**
   * What understands sentences of a language, for the response cache; null: nobody here. Absent: nobody. Rejects when it
   * cannot be made.
   */
  embedder?(language: LanguageTag): Promise<Embedder | null>;
  /** How the providers have been, and the order in which they are asked for a language. Absent: nobody keeps count. */
  report?(language: LanguageTag): ProviderHealthAnswer;
  close(): Promise<void>;
}

/** The workflow's settings for a language; for one that it does not name, automatic ones. */
export function voiceFor(config: WorkflowConfig, language: LanguageTag): LanguageVoice {
  const primary = language.split('-', 1)[0];
  const named =
    config.languages.find((voice) => voice.language === language) ??
    config.languages.find((voice) => voice.language.split('-', 1)[0] === primary);
  if (named) return { ...named, language };
  const first = config.languages[0];
  if (!first) throw new TypeError('a workflow has at least one language');
  const { sttFallbacks, ttsFallbacks } = first;
  return {
    ...first,
    language,
    // Whoever serves it best; but where a workflow says who may be called in, that holds for every language.
    sttProvider: sttFallbacks ? first.sttProvider : 'auto',
    ttsProvider: ttsFallbacks ? first.ttsProvider : 'auto',
    voiceId: undefined,
  };
}
