/** What is wrong with a workflow's setup, by tab and field, with what would happen to a caller. Texts are `setup:problems.*`. */
import type { LanguageSummary, ProviderAccount } from '../../../../types/api.ts';
import type { WorkflowConfig } from '../../../../types/workflowConfig.ts';

export type SetupTab = 'general' | 'languages' | 'providers' | 'performance' | 'telephone' | 'privacy';

export interface SetupProblem {
  readonly tab: SetupTab;
  /** Path in the configuration. */
  readonly field: string;
  readonly severity: 'error' | 'warning';
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** Absent while they are being loaded: nothing is said then that needs them. */
export interface Known {
  readonly languages?: readonly LanguageSummary[] | undefined;
  readonly providers?: readonly ProviderAccount[] | undefined;
}

export function problemsOf(config: WorkflowConfig, known: Known = {}): SetupProblem[] {
  return [
    ...languageProblems(config, known),
    ...providerProblems(config, known),
    ...performanceProblems(config),
    ...telephoneProblems(config),
  ];
}

function languageProblems({ languages, transport }: WorkflowConfig, known: Known): SetupProblem[] {
  return languages.flatMap(({ language }, at) => {
    const summary = known.languages?.find(({ tag }) => tag === language);
    if (!summary) return [];
    const field = `languages.${at}`;
    const values = { language: summary.names.own };
    const say = (key: string, severity: SetupProblem['severity']): SetupProblem[] => [
      { tab: 'languages', field, severity, key, values },
    ];
    const relay = summary.works.relay;
    const byCarrier = transport !== 'media' && relay.hears !== 'no' && relay.speaks !== 'no';
    const [noEars, noMouth] = [summary.recognisers.length === 0, summary.synthesisers.length === 0];
    if (!noEars && !noMouth) return [];
    if (byCarrier) return say('carrierOnly', 'warning');
    return say(noMouth ? 'nobodySpeaks' : 'nobodyHears', 'error');
  });
}

function providerProblems({ model, languages }: WorkflowConfig, { providers }: Known): SetupProblem[] {
  if (!providers) return [];
  const say = (field: string, name: string): SetupProblem => ({
    tab: field.startsWith('languages') ? 'languages' : 'providers',
    field,
    severity: 'warning',
    key: providers.some((it) => it.name === name) ? 'notConfigured' : 'unknownProvider',
    values: { provider: name },
  });
  const ready = (name: string) =>
    ['auto', 'none'].includes(name) ||
    providers.some((it) => it.name === name && it.works.some(({ available }) => available));
  return [
    ...(ready(model.provider) ? [] : [say('model.provider', model.provider)]),
    ...languages.flatMap(({ sttProvider, ttsProvider }, at) => [
      ...(ready(sttProvider) ? [] : [say(`languages.${at}.sttProvider`, sttProvider)]),
      ...(ready(ttsProvider) ? [] : [say(`languages.${at}.ttsProvider`, ttsProvider)]),
    ]),
  ];
}

function performanceProblems({ performance }: WorkflowConfig): SetupProblem[] {
  const { targetLatency, maxLatency } = performance;
  if (targetLatency <= maxLatency) return [];
  return [
    { tab: 'performance', field: 'performance.maxLatency', severity: 'warning', key: 'targetAboveMax' },
  ];
}

function telephoneProblems({ telephone, languages }: WorkflowConfig): SetupProblem[] {
  const { fallbackLine, fallbackTransferTo } = telephone;
  if (fallbackTransferTo || languages.every(({ language }) => fallbackLine[language])) return [];
  return [{ tab: 'telephone', field: 'telephone.fallbackLine', severity: 'warning', key: 'noFallback' }];
}
