import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../../tests/support/manualClock.ts';
import type { Embedder } from '../../../types/ports.ts';
import { providerError } from '../shared/failure.ts';
import { FailoverEmbedder } from './embedder.ts';
import { HealthBoard } from './healthBoard.ts';

type Answer = 'well' | 'silent' | 'broken';

function embedder(name: string, clock: ManualClock, answer: { now: Answer }) {
  const seen = { asked: 0, aborted: 0 };
  const part: Embedder = {
    name,
    dimensions: 2,
    supports: () => true,
    warm: () => Promise.resolve(),
    close: () => Promise.resolve(),
    embed(texts, signal) {
      seen.asked++;
      signal?.addEventListener('abort', () => seen.aborted++);
      if (answer.now === 'broken') return Promise.reject(providerError(name, 'unavailable', 'broken'));
      return new Promise((resolve) => {
        if (answer.now === 'well')
          clock.after(50, () => resolve(texts.map(() => Float32Array.of(name === 'a' ? 1 : 2, 0))));
      });
    },
  };
  return { part, seen };
}

function two(first: Answer, second: Answer) {
  const clock = new ManualClock();
  const [a, b] = [{ now: first }, { now: second }];
  const [one, other] = [embedder('a', clock, a), embedder('b', clock, b)];
  const board = new HealthBoard({ clock, published: () => 100 });
  const both = new FailoverEmbedder({ board, language: 'en-US', parts: [one.part, other.part] });
  /** Promises settle between steps of the clock. */
  const pass = async (ms: number) => {
    for (let at = 0; at < ms; at += 10) {
      clock.advance(10);
      await Promise.resolve();
      await Promise.resolve();
    }
  };
  return { both, one: one.seen, other: other.seen, pass };
}

describe('several embedders as one', () => {
  it('asks the second only when the first is late, and stops the first', async () => {
    const well = two('well', 'well');
    const vectors = well.both.embed(['x']);
    await well.pass(300);
    expect((await vectors)[0]?.[0]).toBe(1);
    expect(well.other.asked).toBe(0);

    const late = two('silent', 'well');
    const instead = late.both.embed(['x']);
    await late.pass(300);
    expect((await instead)[0]?.[0]).toBe(2);
    expect(late.one.aborted).toBe(1);
  });

  it('asks the second at once when the first fails, and rejects when both do', async () => {
    const half = two('broken', 'well');
    const vectors = half.both.embed(['x']);
    await half.pass(100);
    expect((await vectors)[0]?.[0]).toBe(2);

    const none = two('broken', 'broken');
    await expect(none.both.embed(['x'])).rejects.toMatchObject({ failure: { kind: 'unavailable' } });
  });

  it('stops both when it is told to', async () => {
    const { both, one, other, pass } = two('silent', 'silent');
    const stop = new AbortController();
    const vectors = both.embed(['x'], stop.signal);
    await pass(200);
    stop.abort();
    await expect(vectors).rejects.toMatchObject({ failure: { kind: 'aborted' } });
    expect([one.aborted, other.aborted]).toEqual([1, 1]);
  });
});
