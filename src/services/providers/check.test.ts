import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../tests/support/manualClock.ts';
import type { ProviderCheck } from '../../types/apiProviders.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type {
  Embedder,
  LanguageModel,
  ProviderFailure,
  Recogniser,
  RecogniserSink,
  Synthesiser,
  SynthesisSink,
} from '../../types/ports.ts';
import { checkProvider, type CheckOptions } from './check.ts';
import { allFixes, fixFor } from './checkFixes.ts';
import { ProviderRegistry, type ProviderEntry, type ProviderParts, type ProviderWork } from './registry.ts';
import { providerEnvironment } from './settings.ts';
import { ProviderSettingsSource } from './settingsSource.ts';
import { failure, providerError } from './shared/failure.ts';

const clock = new ManualClock();

/** What a toy part does when it is used; each test changes what it is about. */
interface Toy {
  warm(): Promise<void>;
  speak(sink: SynthesisSink): void;
  hear(samples: number, sink: RecogniserSink): void;
  generate(sink: Parameters<LanguageModel['generate']>[1]): void;
  embed(): Promise<Float32Array[]>;
  listVoices?: Synthesiser['listVoices'];
}

const healthy: Toy = {
  warm: () => Promise.resolve(),
  speak(sink) {
    clock.after(80, () => sink.audio(new Uint8Array(4_000).fill(0x10)));
    clock.after(120, () => sink.audio(new Uint8Array(4_000).fill(0x10)));
    clock.after(200, () => sink.done());
  },
  hear: (_samples, sink) => void clock.after(150, () => sink.final('hello again', {})),
  generate(sink) {
    clock.after(90, () => sink.text('OK'));
    clock.after(130, () => sink.done({ inputTokens: 9, outputTokens: 1 }));
  },
  embed: () => Promise.resolve([new Float32Array(8), new Float32Array(8)]),
};

/** What was stopped and closed, in order. */
let stopped: string[] = [];
afterEach(() => void (stopped = []));

const speaksEnglish = { locales: ['en-US', 'en-GB'], supports: (tag: string) => tag.startsWith('en') };

function parts(toy: Toy): ProviderParts {
  const basics = { name: 'toy', warm: toy.warm, close: () => Promise.resolve() };
  const synthesiser: Synthesiser = {
    ...basics,
    capabilities: {
      locales: speaksEnglish.locales,
      native: 'mulaw-8000',
      streaming: true,
      phonemes: 'none',
      wordTimings: false,
      maxCharacters: 500,
    },
    supports: speaksEnglish.supports,
    voices: () => [],
    ...(toy.listVoices && { listVoices: toy.listVoices }),
    speak(_request, sink) {
      toy.speak(sink);
      return { cancel: () => void stopped.push('speak') };
    },
  };
  const recogniser: Recogniser = {
    ...basics,
    capabilities: {
      locales: speaksEnglish.locales,
      sampleRates: [8000],
      partials: true,
      endOfTurn: false,
      hints: false,
    },
    supports: speaksEnglish.supports,
    open(_options, sink) {
      let samples = 0;
      return {
        begin: () => undefined,
        write: (pcm) => void (samples += pcm.length),
        finish: () => toy.hear(samples, sink),
        discard: () => undefined,
        close: () => void stopped.push('hear'),
      };
    },
  };
  const model: LanguageModel = {
    ...basics,
    capabilities: { tools: true, prefill: false },
    generate(_request, sink) {
      toy.generate(sink);
      return { cancel: () => void stopped.push('generate') };
    },
  };
  const embedder: Embedder = { ...basics, dimensions: 8, supports: () => true, embed: toy.embed };
  return { recogniser, synthesiser, model, embedder };
}

function registryOf(toy: Partial<Toy>, works: readonly ProviderWork[], more: Partial<ProviderEntry> = {}) {
  const made = parts({ ...healthy, ...toy });
  return new ProviderRegistry(
    works.map((work) => ({
      name: 'toy',
      work,
      automatic: true,
      supports: () => true,
      unavailable: () => undefined,
      can: 'x',
      cannot: 'x',
      licence: 'x',
      load: () => Promise.resolve(made[work]),
      ...more,
    })),
  );
}

const everything: readonly ProviderWork[] = ['recogniser', 'synthesiser', 'model', 'embedder'];

/** Lets virtual time pass until the check has ended. */
async function run(registry: ProviderRegistry, options: CheckOptions = {}): Promise<ProviderCheck[]> {
  const state = { over: false };
  const checks = checkProvider(registry, 'toy', { clock, ...options }).finally(() => (state.over = true));
  checks.catch(() => undefined);
  while (!state.over) {
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(10);
  }
  return checks;
}

/** The only check of a provider that does one thing. */
async function only(work: ProviderWork, toy: Partial<Toy>, options: CheckOptions = {}) {
  const [check] = await run(registryOf(toy, [work]), options);
  return check;
}

describe('checking a provider', () => {
  it('uses every work, the voice first, and measures in the provider’s own time', async () => {
    const samples: number[] = [];
    const checks = await run(
      registryOf(
        {
          hear(written, sink) {
            samples.push(written);
            healthy.hear(written, sink);
          },
        },
        everything,
      ),
    );
    expect(checks).toMatchObject([
      { work: 'synthesiser', ok: true, firstOutputMs: 80, totalMs: 200, voices: { count: 0, names: [] } },
      { work: 'recogniser', ok: true, firstOutputMs: 150, fix: null },
      { work: 'model', ok: true, firstOutputMs: 90, totalMs: 130 },
      { work: 'embedder', ok: true, says: 'It made vectors of 8 dimensions.' },
    ]);
    // Its own second of speech, with 300 ms of silence on either side.
    expect(samples).toEqual([8_000 + 2 * 2_400]);
    expect(checks[1]?.says).toBe('It heard 11 characters of en-US from toy.');
    expect(stopped).toEqual(['speak', 'hear', 'generate']);
  });

  it('lists the voices of the language, twenty by name', async () => {
    const voices = Array.from({ length: 25 }, (_, at) => ({
      id: `${at}`,
      name: `Voice\u001b[2J ${at}`,
      languages: at === 0 ? ['fr-FR'] : ['en-US', 'en-GB'],
    }));
    const check = await only('synthesiser', { listVoices: () => Promise.resolve(voices) });
    expect(check?.voices?.count).toBe(24);
    expect(check?.voices?.names).toHaveLength(20);
    expect(check?.voices?.names[0]).toBe('Voice[2J 1');
  });

  it('counts one that speaks and may not list its voices as working, and says so', async () => {
    const listVoices = () => Promise.reject(providerError('toy', 'refused', 'HTTP 403'));
    const check = await only('synthesiser', { listVoices });
    expect(check).toMatchObject({ ok: true, fix: expect.stringContaining('HTTP 403') as string });
    expect(check?.voices).toBeUndefined();
  });

  it('does not try what is not set up or does not serve the language', async () => {
    const [unset] = await run(registryOf({}, ['model'], { unavailable: () => 'Set TOY_KEY.' }));
    expect(unset).toMatchObject({ ok: null, fix: 'Set TOY_KEY.' });
    expect(await only('recogniser', {}, { language: 'zh-HK' })).toMatchObject({ ok: null, fix: null });
    expect(stopped).toEqual([]);
  });

  it('reports settings that do not fit instead of "not set up"', async () => {
    const registry = registryOf({}, ['model'], { name: 'groq', unavailable: () => 'Set GROQ_API_KEY.' });
    const settings = new ProviderSettingsSource({ GROQ_API_KEY: 'k', GROQ_BASE_URL: 'nonsense' });
    const [check] = await checkProvider(registry, 'groq', { settings });
    expect(check).toMatchObject({ ok: false, code: 'PROVIDER_SETTINGS_INVALID' });
  });

  const refused: ProviderFailure = failure('toy', 'refused', 'HTTP 401');
  it.each<[string, ProviderWork, Partial<Toy>]>([
    ['while it warms', 'model', { warm: () => Promise.reject(providerError('toy', 'refused', 'HTTP 401')) }],
    ['while it speaks', 'synthesiser', { speak: (sink) => sink.failed(refused) }],
    ['while it hears', 'recogniser', { hear: (_, sink) => sink.failed(refused) }],
    ['while it generates', 'model', { generate: (sink) => void clock.after(5, () => sink.failed(refused)) }],
    [
      'while it embeds',
      'embedder',
      { embed: () => Promise.reject(providerError('toy', 'refused', 'HTTP 401')) },
    ],
  ])('reports a failure %s with what to do', async (_when, work, toy) => {
    expect(await only(work, toy)).toMatchObject({
      ok: false,
      code: 'PROVIDER_REFUSED',
      says: 'HTTP 401',
      fix: fixFor('toy', 'refused'),
      firstOutputMs: null,
    });
  });

  it('goes on with the next work after a failure', async () => {
    const checks = await run(registryOf({ speak: (sink) => sink.failed(refused) }, everything));
    expect(checks.map(({ ok }) => ok)).toEqual([false, true, true, true]);
    expect(checks[1]?.says).toMatch(/heard .* from silence/);
  });

  it.each<[string, ProviderWork, Partial<Toy>]>([
    ['warm', 'model', { warm: () => new Promise(() => undefined) }],
    ['speak', 'synthesiser', { speak: () => undefined }],
    ['speak on', 'synthesiser', { speak: (sink) => sink.audio(new Uint8Array(10)) }],
    ['hear', 'recogniser', { hear: () => undefined }],
    ['generate', 'model', { generate: () => undefined }],
    ['embed', 'embedder', { embed: () => new Promise(() => undefined) }],
  ])('waits 10 s for one that does not %s, and stops it', async (_what, work, toy) => {
    const began = clock.now();
    const check = await only(work, toy);
    expect(check).toMatchObject({ ok: false, code: 'PROVIDER_STALLED', says: 'nothing came for 10 s' });
    expect(clock.now() - began).toBeLessThan(13_000);
    if (work !== 'embedder' && !('warm' in toy)) expect(stopped).toHaveLength(1);
  });

  it('ends one that goes on for ever', async () => {
    const babble = (sink: SynthesisSink): void => {
      sink.audio(new Uint8Array(1));
      clock.after(1_000, () => babble(sink));
    };
    expect(await only('synthesiser', { speak: babble })).toMatchObject({
      ok: false,
      code: 'PROVIDER_STALLED',
      says: 'there was no end after 60 s',
    });
  });

  it.each<[ProviderWork, Partial<Toy>]>([
    ['synthesiser', { speak: (sink) => sink.done() }],
    ['model', { generate: (sink) => sink.done({ inputTokens: 0, outputTokens: 0 }) }],
    ['embedder', { embed: () => Promise.resolve([new Float32Array(8)]) }],
  ])('does not take nothing for an answer (%s)', async (work, toy) => {
    expect(await only(work, toy)).toMatchObject({ ok: false, code: 'PROVIDER_NO_OUTPUT' });
  });

  it('expects words from a recogniser only in its own provider’s voice', async () => {
    const hear: Toy['hear'] = (_, sink) => sink.final(' ', {});
    const [, own] = await run(registryOf({ hear }, ['recogniser', 'synthesiser']));
    expect(own).toMatchObject({ ok: false, code: 'PROVIDER_NO_OUTPUT' });
    expect(await only('recogniser', { hear })).toMatchObject({
      ok: true,
      says: 'It let us in and heard silence: nothing here speaks en-US to it.',
      fix: expect.any(String) as string,
    });
  });

  it('stops at once when it is told to, and rejects', async () => {
    const stop = new AbortController();
    const speak = () => void clock.after(50, () => stop.abort());
    await expect(run(registryOf({ speak }, everything), { signal: stop.signal })).rejects.toMatchObject({
      failure: { kind: 'aborted' },
    });
    expect(stopped).toEqual(['speak']);
  });

  it('lets what arrives after the end fall', async () => {
    let sink: SynthesisSink | undefined;
    const check = await only('synthesiser', { speak: (it) => void (sink = it) });
    sink?.audio(new Uint8Array(10));
    sink?.done();
    sink?.failed(refused);
    expect(check?.code).toBe('PROVIDER_STALLED');
  });

  it('repeats nothing of an error that is not ours', async () => {
    const load = () => Promise.reject(new Error('Bearer sk-secret was refused'));
    const [check] = await run(registryOf({}, ['model'], { load }));
    expect(check).toMatchObject({ ok: false, code: 'PROVIDER_INTERNAL' });
    expect(JSON.stringify(check)).not.toContain('sk-secret');
    const ours = () =>
      Promise.reject(new WeaverError('PROVIDER_PART_MISSING', { provider: 'toy', part: 'x' }));
    const [missing] = await run(registryOf({}, ['model'], { load: ours }));
    expect(missing).toMatchObject({ code: 'PROVIDER_PART_MISSING' });
  });

  it('knows no other providers', async () => {
    await expect(checkProvider(new ProviderRegistry([]), 'acme')).rejects.toMatchObject({
      code: 'PROVIDER_UNKNOWN',
    });
  });
});

describe('what to do about failures', () => {
  it('names only variables that exist', () => {
    const known = new Set<string>(Object.values(providerEnvironment).flatMap((it) => Object.values(it)));
    const named = allFixes().flatMap((fix) => fix.match(/\b[A-Z]+(_[A-Z]+)+\b/g) ?? []);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it('is one sentence each', () => {
    for (const fix of allFixes()) expect(fix).toMatch(/^[A-Z].*\.$/);
  });
});
