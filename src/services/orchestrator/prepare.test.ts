import { describe, expect, it } from 'vitest';
import type { SynthesisRequest, SynthesisSink, Synthesiser } from '../../types/ports.ts';
import { workflowConfig } from '../../types/workflowConfig.ts';
import { PromptCache } from '../audio/index.ts';
import { compiled } from './setup.ts';
import { prepareLines, type PrepareOptions, type PrepareProgress } from './prepare.ts';
import type { ProviderSet } from './providerSet.ts';

const config = workflowConfig.parse({
  name: 'Test',
  languages: [{ language: 'en-US', voiceId: 'amy' }, { language: 'zh-HK' }],
});

function setUp(fails: (request: SynthesisRequest) => 'rate-limited' | 'stand-in' | null = () => null) {
  const asked: { request: SynthesisRequest; end(): void }[] = [];
  const most: Record<string, number> = {};
  const running: Record<string, number> = {};
  const speaker = (name: string): Synthesiser => ({
    name,
    capabilities: {
      locales: 'any',
      native: 'mulaw-8000',
      streaming: true,
      phonemes: 'none',
      wordTimings: false,
      maxCharacters: 1_000,
    },
    supports: () => true,
    voices: () => [],
    warm: () => Promise.resolve(),
    close: () => Promise.resolve(),
    speak(request: SynthesisRequest, sink: SynthesisSink) {
      running[name] = (running[name] ?? 0) + 1;
      most[name] = Math.max(most[name] ?? 0, running[name]);
      const end = () => {
        running[name] = (running[name] ?? 0) - 1;
        const how = fails(request);
        if (how === 'rate-limited')
          return sink.failed({ provider: name, kind: how, retryable: true, message: '' });
        sink.audio(Uint8Array.of(1));
        sink.done({ provider: how ?? name });
      };
      asked.push({ request, end });
      queueMicrotask(end);
      return { cancel: () => undefined };
    },
  });
  const voices = { toy: speaker('toy'), hong: speaker('hong') };
  const providers: ProviderSet = {
    recogniser: () => null,
    synthesiser: ({ language }) => ({
      provider: language === 'zh-HK' ? voices.hong : voices.toy,
      reason: '',
    }),
    model: () => null,
    load: () => Promise.resolve(),
    warm: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  const cache = new PromptCache();
  const progress: PrepareProgress[] = [];
  const options: PrepareOptions = {
    flow: compiled(config, {}),
    config,
    providers,
    cache,
    onProgress: (state) => progress.push(state),
  };
  return { options, asked, progress, cache, most: () => most };
}

describe('lines made ready', () => {
  it('are made in each language and voice, by each synthesiser one at a time, once', async () => {
    const { options, asked, progress, most } = setUp();
    const report = await prepareLines(options);
    expect(report).toMatchObject({ failed: 0, done: asked.length, total: asked.length, failures: [] });
    expect(asked.length).toBeGreaterThan(6);
    expect(most()).toEqual({ toy: 1, hong: 1 });
    expect(new Set(asked.map(({ request }) => `${request.language} ${request.voice}`))).toEqual(
      new Set(['en-US amy', 'zh-HK undefined']),
    );
    expect(progress.map(({ done }) => done)).toEqual(asked.map((_, i) => i + 1));
    expect(new Set(progress.map(({ language, voice }) => `${language} ${voice}`)).size).toBe(2);
    // What is kept is not made again.
    const before = asked.length;
    expect(await prepareLines(options)).toMatchObject({ done: before, failed: 0 });
    expect(asked).toHaveLength(before);
  });

  it('that fail do not stop the others, and are told with their codes', async () => {
    const { options, asked } = setUp(({ language }) => (language === 'zh-HK' ? 'rate-limited' : null));
    const report = await prepareLines(options);
    const chinese = asked.filter(({ request }) => request.language === 'zh-HK').length;
    expect(report.failures).toEqual([
      { language: 'zh-HK', voice: null, code: 'PROVIDER_RATE_LIMITED', clauses: chinese },
    ]);
    expect([report.done, report.failed]).toEqual([asked.length, chinese]);
  });

  it('by a stand-in are kept for farewells only', async () => {
    const { options, cache } = setUp(() => 'stand-in');
    const { failed, total, failures, farewellsMissing } = await prepareLines(options);
    expect(farewellsMissing).toBe(0);
    expect(new Set(failures.map(({ code }) => code))).toEqual(new Set(['PROVIDER_FAILOVER']));
    expect(failed).toBeLessThan(total);
    expect(cache.entriesByUse(1_000)).toHaveLength(total - failed);
  });

  it('are made one at a time while calls go on, and no more once nobody wants them', async () => {
    const { options, asked, progress } = setUp();
    let running = 0;
    expect(await prepareLines({ ...options, busy: () => true })).toMatchObject({ done: asked.length });
    // Two were begun together; then one worker takes all that is left.
    expect(progress.at(-1)?.done).toBe(progress.at(-1)?.total);
    const again = setUp();
    await prepareLines({ ...again.options, stopped: () => ++running > 0 });
    expect(again.asked).toHaveLength(2);
  });

  it('are left to the call where nobody speaks', async () => {
    const { options } = setUp();
    const providers = { ...options.providers, synthesiser: () => null };
    const { failed, total, failures } = await prepareLines({ ...options, providers });
    expect(failed).toBe(total);
    expect(new Set(failures.map(({ code }) => code))).toEqual(new Set(['CALL_NO_VOICE']));
  });
});
