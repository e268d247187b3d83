import { describe, expect, it } from 'vitest';
import { findEspeak } from './local/espeakSynthesiser.ts';
import { NgramEmbedder } from './local/ngramEmbedder.ts';
import { ProviderRegistry, type ProviderEntry } from './registry.ts';
import { StandInSynthesiser } from './standin/index.ts';

const standIn: ProviderEntry<'synthesiser'> = {
  name: 'stand-in',
  work: 'synthesiser',
  automatic: false,
  supports: () => true,
  unavailable: () => undefined,
  can: 'Makes noise.',
  cannot: 'Speak.',
  licence: 'part of this project',
  load: () => Promise.resolve(new StandInSynthesiser()),
};

describe('the provider registry', () => {
  it('chooses by language and says why', () => {
    const registry = new ProviderRegistry();
    expect(registry.chooseRecogniser('en-GB')).toMatchObject({
      name: 'moonshine',
      reason: { code: 'default-for-language', language: 'en-GB', wanted: 'auto' },
    });
    expect(registry.chooseSynthesiser('en-US', 'flite').reason.code).toBe('as-configured');
    expect(registry.chooseEmbedder('zh-HK').name).toBe('ngram');
    expect(registry.chooseEmbedder('en-US').name).toBe('use-lite');
  });

  it('says plainly that no embedded recogniser hears Chinese', () => {
    for (const language of ['zh-HK', 'zh-CN', 'yue-CN']) {
      const { name, reason } = new ProviderRegistry().chooseRecogniser(language);
      expect(name).toBeNull();
      expect(reason).toMatchObject({ code: 'none-for-language' });
      expect(reason.sentence).toMatch(/ConversationRelay/);
      expect(new ProviderRegistry().chooseRecogniser(language, 'moonshine')).toMatchObject({
        name: null,
        reason: { code: 'configured-lacks-language' },
      });
    }
  });

  it.runIf(findEspeak())('speaks Chinese with espeak, also where flite is configured', () => {
    const registry = new ProviderRegistry();
    expect(registry.chooseSynthesiser('zh-HK').name).toBe('espeak');
    expect(registry.chooseSynthesiser('zh-HK', 'flite')).toMatchObject({
      name: 'espeak',
      reason: { code: 'configured-lacks-language' },
    });
  });

  it('replaces an unknown or unavailable provider, and says so', () => {
    const registry = new ProviderRegistry();
    registry.register({ ...standIn, name: 'broken', unavailable: () => 'It is broken.' });
    expect(registry.chooseSynthesiser('en-US', 'broken')).toMatchObject({
      name: 'flite',
      reason: { code: 'configured-unavailable', sentence: 'It is broken. flite is used instead.' },
    });
    expect(registry.chooseSynthesiser('en-US', 'acme')).toMatchObject({
      name: 'flite',
      reason: { code: 'configured-unknown' },
    });
  });

  it('takes a stand-in by name only', () => {
    const registry = new ProviderRegistry([standIn]);
    expect(registry.chooseSynthesiser('en-US').name).toBeNull();
    expect(registry.chooseSynthesiser('en-US', 'stand-in').name).toBe('stand-in');
  });

  it('makes each provider once, and again after a failure or closing', async () => {
    let made = 0;
    const registry = new ProviderRegistry([
      {
        ...standIn,
        name: 'ngram',
        work: 'embedder',
        load: () =>
          ++made === 1 ? Promise.reject(new Error('first time')) : Promise.resolve(new NgramEmbedder()),
      },
    ]);
    await expect(registry.embedder('ngram')).rejects.toThrow('first time');
    const part = await registry.embedder('ngram');
    expect(await registry.embedder('ngram')).toBe(part);
    expect(registry.capabilitiesReport()[0]).toMatchObject({ name: 'ngram', loaded: true });
    await registry.close();
    expect(await registry.embedder('ngram')).not.toBe(part);
    await expect(registry.embedder('acme')).rejects.toMatchObject({ code: 'PROVIDER_UNKNOWN' });
  });

  it('reports what each can and cannot do', () => {
    const report = new ProviderRegistry().capabilitiesReport();
    expect(report.map(({ name }) => name)).toEqual(['moonshine', 'flite', 'espeak', 'use-lite', 'ngram']);
    for (const { can, cannot, licence } of report) expect([can, cannot, licence].every(Boolean)).toBe(true);
    expect(report[0]?.cannot).toMatch(/Cantonese or Mandarin/);
    expect(report[2]?.cannot).toMatch(/not natural/);
  });
});
