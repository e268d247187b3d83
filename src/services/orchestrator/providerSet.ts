import type { LanguageTag } from '../../types/language.ts';
import type { LanguageModel, Recogniser, Synthesiser } from '../../types/ports.ts';
import type { LanguageVoice, WorkflowConfig } from '../../types/workflowConfig.ts';

/** A provider with the reason for which it was chosen, for the operator. */
export interface Chosen<P> {
  readonly provider: P;
  readonly reason: string;
}

/** The providers that a call may use. The embedded set is the default; tests and other products bring their own. */
export interface ProviderSet {
  /** null: nobody here understands this language. */
  recogniser(voice: LanguageVoice): Chosen<Recogniser> | null;
  synthesiser(voice: LanguageVoice): Chosen<Synthesiser> | null;
  /** null: the workflow uses no model, or none is configured. */
  model(config: WorkflowConfig): LanguageModel | null;
  /** Makes the providers that these languages need, so that choosing is immediate. Never rejects. */
  load(languages: readonly LanguageVoice[]): Promise<void>;
  /** Loads their models, starts their threads. Never rejects: what fails is said when it is used. */
  warm(languages: readonly LanguageVoice[]): Promise<void>;
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
  return { ...first, language, sttProvider: 'auto', ttsProvider: 'auto', voiceId: undefined };
}
