import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloudProviders } from '../../src/services/providers/cloud.ts';
import { embeddedProviders } from '../../src/services/providers/embedded.ts';
import {
  checkProvider,
  ProviderRegistry,
  ProviderSettingsSource,
} from '../../src/services/providers/index.ts';
import { startAllProviders, type AllProviders } from '../../src/simulator/providers/index.ts';

let servers: AllProviders;
let settings: ProviderSettingsSource;
let registry: ProviderRegistry;
beforeAll(async () => {
  servers = await startAllProviders();
  settings = new ProviderSettingsSource(servers.env);
  registry = new ProviderRegistry(cloudProviders(settings));
});
afterAll(async () => {
  await registry?.close();
  await servers?.close();
});

const names = [
  'azure',
  'google',
  'elevenlabs',
  'deepgram',
  'openai-compatible',
  'groq',
  'anthropic',
  'gemini',
] as const;

describe('every provider, by its environment alone', () => {
  for (const name of names)
    it(`${name} is found, made, and does all of its works`, async () => {
      const checks = await checkProvider(registry, name, { settings });
      const tried = checks.filter(({ ok }) => ok !== null);
      expect(tried.length, JSON.stringify(checks)).toBeGreaterThan(0);
      expect(tried.filter(({ ok }) => !ok)).toEqual([]);
    }, 30_000);

  it('orders them for Cantonese as the project means it: Azure, Google, ElevenLabs', () => {
    expect(registry.chain('recogniser', 'zh-HK').names.slice(0, 3)).toEqual([
      'azure',
      'google',
      'elevenlabs',
    ]);
    expect(registry.chain('synthesiser', 'zh-HK').names.slice(0, 2)).toEqual(['azure', 'google']);
  });

  it('puts what was chosen first, and only the named ones behind it', () => {
    expect(registry.chain('synthesiser', 'en-US', 'deepgram', ['google']).names).toEqual([
      'deepgram',
      'google',
    ]);
    expect(registry.chain('synthesiser', 'en-US', 'deepgram', []).names).toEqual(['deepgram']);
    const all = registry.chain('synthesiser', 'en-US', 'deepgram').names;
    expect(all[0]).toBe('deepgram');
    expect(all.length).toBeGreaterThan(3);
  });

  it('calls in nobody who is not named, not even for a wrong setting', () => {
    const none = new ProviderSettingsSource({ DEEPGRAM_API_KEY: 'k' });
    const some = new ProviderRegistry([...embeddedProviders(), ...cloudProviders(none)]);
    // Azure is wanted and has no key: Deepgram is not asked in its place; what runs on this machine is.
    expect(some.chain('recogniser', 'en-US', 'azure', []).names).toEqual(['moonshine']);
    expect(some.chain('recogniser', 'zh-HK', 'azure', []).names).toEqual([]);
    expect(some.chain('recogniser', 'zh-HK', 'azure').names).toEqual(['deepgram']);
  });

  it('knows a published P95 for those that have one', () => {
    expect(registry.publishedP95('recogniser', 'deepgram')).toBeCloseTo(98, 0);
    expect(registry.publishedP95('model', 'groq')).toBeCloseTo(217, 0);
    expect(registry.publishedP95('synthesiser', 'google')).toBeUndefined();
  });
});

describe('settings that change', () => {
  it('make the part anew, and leave the others alone', async () => {
    const before = await registry.model('groq');
    const other = await registry.recogniser('deepgram');
    await registry.reset('groq');
    // Never without: the next call finds one at once.
    expect(registry.made('model', 'groq')).toBeDefined();
    expect(registry.made('model', 'groq')).not.toBe(before);
    expect(await registry.model('groq')).not.toBe(before);
    expect(await registry.recogniser('deepgram')).toBe(other);
  });

  it('of openai are not those of openai-compatible', async () => {
    const before = await registry.synthesiser('openai-compatible');
    await registry.reset('openai');
    expect(registry.made('synthesiser', 'openai-compatible')).toBe(before);
  });

  it('can name another model for one workflow', async () => {
    const usual = await registry.model('groq');
    const own = await registry.model('groq', 'gpt-5-mini');
    expect(own).not.toBe(usual);
    expect(registry.made('model', 'groq', 'gpt-5-mini')).toBe(own);
    expect(registry.made('model', 'groq')).toBe(usual);
  });
});

describe('nothing configured', () => {
  it('offers nothing, says what to set, and loads nothing', () => {
    const none = new ProviderRegistry(cloudProviders(new ProviderSettingsSource({})));
    for (const report of none.capabilitiesReport()) {
      expect(report.available, report.name).toBe(false);
      expect(report.unavailable, report.name).toMatch(/Set |set /);
      expect(report.loaded).toBe(false);
    }
    expect(none.chain('recogniser', 'en-US').names).toEqual([]);
  });
});
