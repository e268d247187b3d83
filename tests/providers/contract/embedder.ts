/** What every embedder must do: the embedded ones, and the adapters with the real client over real sockets. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Embedder } from '../../../src/types/ports.ts';
import type { ProviderBehaviour } from '../../../src/simulator/providers/behaviour.ts';
import { ProviderError } from '../../../src/services/providers/shared/failure.ts';
import { aWhile, expectFailure, statusKinds, until } from './harness.ts';

export interface EmbedderHarness {
  readonly part: Embedder;
  /** Of the server behind it; absent for embedders that ask nobody. */
  readonly behaviour?: ProviderBehaviour;
  dropConnections?(): void;
  close(): Promise<void>;
}

export interface EmbedderContract {
  readonly name: string;
  open(): Promise<EmbedderHarness>;
  /** Whether there is a server behind it, that can have faults. */
  readonly asks: boolean;
  readonly language: string;
  /** Absent: it serves all. */
  readonly unservedLanguage?: string;
  /** The second is nearer to the first than the third is. */
  readonly nearness: readonly [asked: string, near: string, far: string];
}

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

export function embedderContract(options: EmbedderContract): void {
  describe(`embedder ${options.name}`, () => {
    let harness: EmbedderHarness;
    beforeAll(async () => {
      harness = await options.open();
      await harness.part.warm();
    });
    afterEach(() => {
      if (!harness.behaviour) return;
      harness.behaviour.fault = null;
      harness.behaviour.slowness = 1;
    });
    afterAll(() => harness?.close());

    const embed = (...texts: string[]) => harness.part.embed(texts);
    const one = async (text: string) => (await embed(text))[0] as Float32Array;
    /** Those that are not what a vector must be. */
    const broken = (vectors: readonly Float32Array[]) =>
      vectors.filter(
        (vector) =>
          !(vector instanceof Float32Array) ||
          vector.length !== harness.part.dimensions ||
          !(Math.abs(dot(vector, vector) - 1) < 1e-3),
      );
    const recovers = async () => {
      if (harness.behaviour) harness.behaviour.fault = null;
      expect(broken(await embed('all well again'))).toEqual([]);
    };

    const behaviour = () => harness.behaviour as ProviderBehaviour;
    /** What the promise rejects with; undefined when it resolves. */
    const errorOf = (work: Promise<unknown>): Promise<unknown> =>
      work.then(
        () => undefined,
        (reason: unknown) => reason,
      );
    const failureOf = async (text: string) => {
      const error = await errorOf(embed(text));
      return error instanceof ProviderError ? error.failure : undefined;
    };

    it('has one unit-length vector for each text, in order', async () => {
      const texts = ['yes please', 'the seventh of May', 'no that is all'];
      const vectors = await harness.part.embed(texts);
      expect(vectors).toHaveLength(3);
      expect(broken(vectors)).toEqual([]);
      for (const [i, text] of texts.entries())
        expect(dot(await one(text), vectors[i] as Float32Array)).toBeGreaterThan(0.999);
    });

    it('describes itself honestly', () => {
      expect(harness.part.name).toBeTruthy();
      expect(harness.part.dimensions).toBeGreaterThan(0);
      expect(harness.part.supports(options.language)).toBe(true);
      if (options.unservedLanguage) expect(harness.part.supports(options.unservedLanguage)).toBe(false);
    });

    it('puts what is near nearer than what is far', async () => {
      const [asked, near, far] = await harness.part.embed(options.nearness);
      const nearness = dot(asked as Float32Array, near as Float32Array);
      expect(nearness).toBeGreaterThan(dot(asked as Float32Array, far as Float32Array));
    });

    it('says the same of the same text, and shares no memory', async () => {
      const first = await one('once more');
      const kept = first.slice();
      first.fill(0);
      const [second, third] = await embed('once more', 'once more');
      expect(dot(second as Float32Array, kept)).toBeGreaterThan(0.999);
      (second as Float32Array).fill(0);
      expect(dot(third as Float32Array, kept)).toBeGreaterThan(0.999);
    });

    it('has nothing for no texts, and asks nobody', async () => {
      const before = harness.behaviour?.counts.requests;
      expect(await embed()).toEqual([]);
      expect(harness.behaviour?.counts.requests).toBe(before);
    });

    it('has a vector for a text of nothing', async () => {
      expect(broken([await one('')])).toEqual([]);
      expect(broken(await embed('before', '', 'behind'))).toEqual([]);
    });

    it('has a vector for any text', async () => {
      const odd = [
        '  \n ',
        '😀',
        '我想 book 兩位',
        '\ud800 half',
        '\0',
        '"quoted" \\ <b>',
        'long '.repeat(4_000),
      ];
      const vectors = await harness.part.embed(odd);
      expect(vectors).toHaveLength(odd.length);
      expect(broken(vectors)).toEqual([]);
      for (const text of odd) expect(broken([await one(text)])).toEqual([]);
    }, 30_000);

    it('keeps the order of two hundred texts', async () => {
      const texts = Array.from(
        { length: 200 },
        (_, i) => `text number ${i} ${'abcdefghij'[i % 10]?.repeat(8)}`,
      );
      const vectors = await harness.part.embed(texts);
      expect(vectors).toHaveLength(texts.length);
      for (const at of [0, 95, 96, 97, 191, 192, 199])
        expect(dot(await one(texts[at] as string), vectors[at] as Float32Array)).toBeGreaterThan(0.999);
    }, 30_000);

    it('serves ten at once, each their own', async () => {
      const texts = Array.from(
        { length: 10 },
        (_, i) => `caller ${i} asks about ${'xyzvwqkjhb'[i]?.repeat(6)}`,
      );
      const vectors = await Promise.all(texts.map(one));
      for (const [i, text] of texts.entries())
        expect(dot(await one(text), vectors[i] as Float32Array)).toBeGreaterThan(0.999);
    });

    it('does nothing for a signal that is aborted already', async () => {
      const error = await errorOf(harness.part.embed(['too late'], AbortSignal.abort()));
      expect(error).toBeInstanceOf(Error);
      await recovers();
    });

    it.skipIf(!options.asks)('gives up when told to, and the provider is told to stop', async () => {
      behaviour().fault = { kind: 'stall' };
      const { requests, cancelled } = behaviour().counts;
      const abort = new AbortController();
      const error = errorOf(harness.part.embed(['never mind'], abort.signal));
      await until('the request', () => behaviour().counts.requests > requests);
      abort.abort();
      expect(await error).toBeInstanceOf(ProviderError);
      await until('the provider to notice', () => behaviour().counts.cancelled > cancelled);
      await recovers();
    });

    it('is not bothered by a signal that comes too late', async () => {
      const abort = new AbortController();
      const vectors = await harness.part.embed(['in time'], abort.signal);
      abort.abort();
      expect(broken(vectors)).toEqual([]);
    });

    it('can be warmed again', async () => {
      await harness.part.warm();
      expect(broken(await embed('warm'))).toEqual([]);
    });

    for (const status of [401, 403, 429, 500] as const)
      it.skipIf(!options.asks)(`says what ${status} means`, async () => {
        behaviour().fault = { kind: 'status', status };
        expectFailure(await failureOf('refused'), statusKinds[status]);
        await recovers();
      });

    it.skipIf(!options.asks)('says that the quota is used up', async () => {
      behaviour().fault = { kind: 'quota' };
      expectFailure(await failureOf('no money left'), ['quota', 'rate-limited']);
      await recovers();
    });

    it.skipIf(!options.asks)('says that nobody listens', async () => {
      behaviour().fault = { kind: 'refuse' };
      harness.dropConnections?.();
      expectFailure(await failureOf('is anybody there'), ['unavailable']);
      await recovers();
    });

    it.skipIf(!options.asks)('says that the answer broke off', async () => {
      behaviour().fault = { kind: 'close', afterOutputs: 0 };
      expectFailure(await failureOf('this will break'), ['unavailable', 'internal']);
      await recovers();
    });

    it.skipIf(!options.asks)('survives garbage', async () => {
      behaviour().fault = { kind: 'garbage' };
      expectFailure(await failureOf('what was that'), ['internal', 'unavailable']);
      await recovers();
    });

    it.skipIf(!options.asks)(
      'goes on waiting while the provider stalls: the timer is its caller’s',
      async () => {
        behaviour().fault = { kind: 'stall' };
        const abort = new AbortController();
        let settled = false;
        const waiting = harness.part.embed(['are you asleep'], abort.signal).catch(() => (settled = true));
        await aWhile();
        expect(settled).toBe(false);
        abort.abort();
        await waiting;
        await recovers();
      },
    );

    it.skipIf(!options.asks)('connects again after all connections were reset', async () => {
      await one('before');
      harness.dropConnections?.();
      await aWhile();
      await recovers();
    });
  });
}
