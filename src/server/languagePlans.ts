/** How each language of a workflow would be heard and spoken by the next call, and why. */
import { LanguageOptimizer } from '../services/languageOptimizer.ts';
import type { ProviderSet } from '../services/performanceOrchestrator.ts';
import type { ProviderRegistry } from '../services/providers/index.ts';
import { chooseTransport, relaySpeech } from '../services/telephony/index.ts';
import type { LanguageTag } from '../types/language.ts';
import type { LanguagePlan } from '../types/languagePlan.ts';
import type { LanguageVoice, WorkflowConfig } from '../types/workflowConfig.ts';

export interface LanguagePlansOptions {
  readonly registry: Pick<ProviderRegistry, 'chain'>;
  readonly providers: Pick<ProviderSet, 'report'>;
}

export function languagePlans(config: WorkflowConfig, options: LanguagePlansOptions): LanguagePlan[] {
  const optimizer = new LanguageOptimizer(config);
  const transport = transportOf(config, options);
  return config.languages.map((voice) =>
    optimizer.plan(voice, {
      chain: (work, own) => chainOf(work, own, options),
      measured: options.providers.report?.(voice.language) ?? { order: [] },
      transport,
      relay: relayOf(voice),
    }),
  );
}

function chainOf(
  work: 'recogniser' | 'synthesiser',
  { language, sttProvider, sttFallbacks, ttsProvider, ttsFallbacks }: LanguageVoice,
  { registry }: LanguagePlansOptions,
) {
  const [wanted, fallbacks] =
    work === 'recogniser' ? [sttProvider, sttFallbacks] : [ttsProvider, ttsFallbacks];
  const { names, reason } = registry.chain(work, language, wanted, fallbacks);
  return { names, reason: reason.sentence };
}

/** As the carrier's webhook decides it (`voiceResponse`). */
function transportOf(config: WorkflowConfig, { registry }: LanguagePlansOptions): LanguagePlan['transport'] {
  if (config.transport !== 'auto') return { choice: config.transport, reason: 'The workflow says so.' };
  const hears = (language: LanguageTag) => {
    const voice = config.languages.find((one) => one.language === language);
    return voice !== undefined && chainOf('recogniser', voice, { registry, providers: {} }).names.length > 0;
  };
  const choice = chooseTransport('auto', config, hears);
  if (choice === 'media')
    return { choice, reason: 'This server can hear every language of the workflow: the audio comes here.' };
  const deaf = config.languages.map(({ language }) => language).filter((language) => !hears(language));
  return {
    choice,
    reason: `No recogniser here hears ${deaf.join(', ')}: the carrier hears and speaks (a call cannot change its transport).`,
  };
}

function relayOf(voice: LanguageVoice): Omit<LanguagePlan['relay'], 'reason'> {
  const { code, ttsProvider, voice: name, transcriptionProvider, speechModel } = relaySpeech(voice, 'twilio');
  return {
    code,
    ttsProvider: ttsProvider ?? null,
    voice: name ?? null,
    transcriptionProvider: transcriptionProvider ?? null,
    speechModel: speechModel ?? null,
  };
}
