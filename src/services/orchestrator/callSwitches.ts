/** What a call goes with: as options and workflow say, less what a trial lets it go without. */
import { withheldFrom } from '../../lib/trial.ts';
import type { Optimisation } from '../../types/trial.ts';
import type { PerformanceSettings, WorkflowConfig } from '../../types/workflowConfig.ts';
import { createFlowPort, type CompiledFlow } from '../flow/index.ts';
import { LanguageOptimizer } from '../languageOptimizer.ts';
import type { ConversationParts } from './conversation.ts';
import type { OrchestratorOptions } from './options.ts';

export type CallSwitches = Readonly<Record<Optimisation, boolean>>;

/** Drafts (version 0) are tried out by those who make them: nothing is withheld there. */
export function switchesOf(
  callSid: string,
  performance: PerformanceSettings,
  options: OrchestratorOptions,
): CallSwitches {
  const on = {
    cache: options.cacheEnabled ?? performance.cacheEnabled,
    languageOptimization: options.languageOptimization ?? performance.languageOptimization,
    failover: options.failoverEnabled ?? performance.failoverEnabled,
    speculation: options.speculation ?? performance.speculation,
  };
  if ((options.workflow?.version ?? 0) === 0) return on;
  const without = withheldFrom(callSid, performance.trial, (one) => on[one]);
  return without === null ? on : { ...on, [without]: false };
}

/** The workflow's own layer, or one that does nothing, made when a call is first to go without. */
export function languageLayers(
  config: WorkflowConfig,
  own: LanguageOptimizer,
): (optimised: boolean) => LanguageOptimizer {
  let plain: LanguageOptimizer | null = null;
  return (optimised) => (optimised ? own : (plain ??= new LanguageOptimizer(config, false)));
}

/** What the language layer does in a call. */
export function languageParts(
  layer: LanguageOptimizer,
  flow: CompiledFlow,
  hasModel: boolean,
): Pick<ConversationParts, 'flowFor' | 'readingOf' | 'moreOf' | 'words'> {
  return {
    flowFor(kind) {
      // Where the carrier speaks, figures are left to its voice: it may not know how they are read.
      const languages = layer.forFlow(kind === 'audio' ? 'figures' : 'words');
      return createFlowPort(flow, { hasModel, languages });
    },
    readingOf: (text, language, phonemes) => layer.aloud(text, language, phonemes),
    moreOf: (expectation) => layer.expecting(expectation),
    words: layer.forMachine(),
  };
}
