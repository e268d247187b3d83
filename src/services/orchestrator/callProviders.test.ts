import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../types/json.ts';
import { workflowConfig } from '../../types/workflowConfig.ts';
import { StandInModel, StandInSynthesiser, type ProviderWatch } from '../providers/index.ts';
import { CallProviders, type ProviderNews } from './callProviders.ts';
import type { ProviderSet, ProviderUse } from './providerSet.ts';

function call(failover = true) {
  const asked: string[] = [];
  const uses: ProviderUse[] = [];
  const notes: [string, Record<string, JsonValue>][] = [];
  const news: ProviderNews[] = [];
  const synthesiser = new StandInSynthesiser();
  const set: ProviderSet = {
    recogniser: ({ language }) => {
      asked.push(language);
      return null;
    },
    synthesiser: ({ language }, use = {}) => {
      asked.push(language);
      uses.push(use);
      return { provider: synthesiser, reason: 'test' };
    },
    model: (_config, use = {}) => {
      uses.push(use);
      return new StandInModel({ script: () => 'Certainly.' });
    },
    load: () => Promise.resolve(),
    warm: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  const providers = new CallProviders({
    set,
    config: workflowConfig.parse({ name: 'Test', languages: [{ language: 'en-US' }] }),
    failover,
    note: (code, detail) => void notes.push([code, detail]),
    news: (it) => void news.push(it),
  });
  const watch = (): ProviderWatch => {
    providers.synthesiser('en-US');
    return uses.at(-1)?.watch as ProviderWatch;
  };
  return { providers, asked, uses, notes, news, watch };
}

describe('the providers of a call', () => {
  it('are made once a language; one that was not there is asked for again', () => {
    const { providers, asked } = call();
    expect(providers.synthesiser('en-US')).toBe(providers.synthesiser('en-US'));
    providers.synthesiser('zh-HK');
    providers.recogniser('en-US');
    providers.recogniser('en-US');
    expect(asked).toEqual(['en-US', 'zh-HK', 'en-US', 'en-US']);
  });

  it('are told whether others may stand in', () => {
    const { providers, uses } = call(false);
    providers.model();
    expect(uses[0]?.failover).toBe(false);
  });

  it('tell the call who takes over, and the figures what happened', () => {
    const { watch, notes, news, providers } = call();
    const work = 'synthesiser';
    const language = 'en-US';
    const told = watch();
    told.firstOutput?.(work, language, 'azure', 120);
    expect(providers.serving(work, language)).toBe('azure');
    told.failed?.(work, language, { provider: 'azure', kind: 'quota', retryable: false, message: 'm' });
    told.failover?.({ work, language, from: 'azure', to: 'google', reason: 'quota' });
    told.hedged?.(work, language, 'google', 'elevenlabs');
    told.wasted?.(work, language, 'elevenlabs', 12);
    told.recovered?.({ work, language, provider: 'azure' });
    expect(notes.map(([code]) => code)).toEqual([
      'PROVIDER_QUOTA',
      'PROVIDER_FAILOVER',
      'PROVIDER_HEDGED',
      'PROVIDER_RECOVERED',
    ]);
    expect(notes[1]?.[1]).toEqual({ work, language, provider: 'google', replaces: 'azure', reason: 'quota' });
    // The log takes these names out: they hold telephone numbers elsewhere.
    for (const [, detail] of notes) expect(Object.keys(detail)).not.toEqual(expect.arrayContaining(['from']));
    expect(news.map(({ change }) => change)).toEqual([
      'first-output',
      'failure',
      'failover',
      'hedge',
      'waste',
      'recovery',
    ]);
  });
});
