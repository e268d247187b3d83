import { expect, test } from 'vitest';
import type { LanguageSummary, ProviderAccount } from '../../../../types/api.ts';
import { workflowConfig, type WorkflowConfigInput } from '../../../../types/workflowConfig.ts';
import { e164 } from '../../../../types/e164.ts';
import { problemsOf } from './problems.ts';

const marks = (mark: 'yes' | 'no') => ({ hears: mark, speaks: mark });

function language(tag: string, { here, relay }: { here: boolean; relay: 'yes' | 'no' }): LanguageSummary {
  const serving = here ? [{ provider: 'one', p50Ms: null, p95Ms: null, samples: 0 }] : [];
  return {
    tag,
    names: { own: tag, english: tag },
    works: { relay: marks(relay) },
    recognisers: serving,
    synthesisers: serving,
  } as unknown as LanguageSummary;
}

const config = (input: Partial<WorkflowConfigInput> = {}) =>
  workflowConfig.parse({
    name: 'Test',
    languages: [{ language: 'en-US' }],
    telephone: { fallbackTransferTo: '+85221234567' },
    ...input,
  });
const keysOf = (...input: Parameters<typeof problemsOf>) =>
  problemsOf(...input).map(({ key, severity }) => `${severity} ${key}`);

test('nothing is said of languages before they are known', () => {
  expect(problemsOf(config())).toEqual([]);
});

test('a language that nobody speaks is an error, one that the carrier speaks a warning', () => {
  const nowhere = { languages: [language('en-US', { here: false, relay: 'no' })] };
  const carrier = { languages: [language('en-US', { here: false, relay: 'yes' })] };
  expect(keysOf(config(), nowhere)).toEqual(['error nobodySpeaks']);
  expect(keysOf(config(), carrier)).toEqual(['warning carrierOnly']);
  expect(keysOf(config({ transport: 'media' }), carrier)).toEqual(['error nobodySpeaks']);
  expect(keysOf(config(), { languages: [language('en-US', { here: true, relay: 'no' })] })).toEqual([]);
});

test('a provider that is not set up is told from one that is not there', () => {
  const account = { name: 'azure', works: [{ work: 'synthesiser', available: false }] };
  const providers = [account as unknown as ProviderAccount];
  const voices = config({ languages: [{ language: 'en-US', ttsProvider: 'azure', sttProvider: 'nobody' }] });
  expect(keysOf(voices, { providers })).toEqual(['warning unknownProvider', 'warning notConfigured']);
});

test('a target above the limit, and a flow without a last resort', () => {
  const performance = { targetLatency: 900, maxLatency: 500 };
  expect(keysOf(config({ performance, telephone: {} }))).toEqual([
    'warning targetAboveMax',
    'warning noFallback',
  ]);
  expect(keysOf(config({ telephone: { fallbackLine: { 'en-US': 'Sorry.' } } }))).toEqual([]);
});

test('numbers are as the schema wants them', () => {
  for (const number of [
    '+85221234567',
    '21234567',
    '+0123456',
    '+1',
    '+123456789012345',
    '+1234567890123456',
  ])
    expect(e164.test(number)).toBe(workflowConfig.shape.telephone.safeParse({ numbers: [number] }).success);
});
