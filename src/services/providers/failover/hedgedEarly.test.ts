import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../../tests/support/manualClock.ts';
import { HealthBoard } from './healthBoard.ts';
import { FailoverModel } from './model.ts';
import { ScriptedModel, type Script } from './testing/scriptedParts.ts';

function call(...scripts: Script[]) {
  const clock = new ManualClock();
  const parts = scripts.map((script, i) => new ScriptedModel('abc'[i] as string, clock, script));
  const board = new HealthBoard({ clock, published: () => 300 });
  const outrun: [string, number][] = [];
  const watch = {
    outrun: (_work: string, _language: string, provider: string, ms: number) =>
      void outrun.push([provider, ms]),
  };
  const model = new FailoverModel({ board, language: 'en-US', parts, watch });
  const answer = { text: '' };
  const ask = () =>
    model.generate(
      { messages: [], tools: [] },
      {
        text: (delta) => void (answer.text += delta),
        toolCall: () => undefined,
        done: () => undefined,
        failed: () => undefined,
      },
    );
  return { clock, parts, board, outrun, answer, ask };
}

describe('a model that is hedged before its time has run out', () => {
  it('is told who would be asked, and asks them once', () => {
    const { clock, parts, board, outrun, answer, ask } = call({ firstMs: 250 }, { firstMs: 50 });
    const handle = ask();
    expect(handle.beside?.()).toEqual({ asked: 'a', beside: 'b' });
    clock.advance(100);
    expect([handle.hedge?.(), handle.hedge?.()]).toEqual([true, false]);
    clock.advance(1_000);
    expect(answer.text).not.toBe('');
    expect(parts.map(({ requests }) => requests)).toEqual([1, 1]);
    expect(board.of('model', 'b').counts).toMatchObject({ hedges: 1, hedgesLost: 0 });
    expect(outrun).toEqual([['a', 150]]);
  });

  it('is not taken for ill or for fast because it was hedged', () => {
    const { clock, board, ask } = call({ firstMs: 250 }, { firstMs: 10 });
    for (let i = 0; i < 60; i++) {
      const handle = ask();
      clock.advance(100);
      handle.hedge?.();
      clock.advance(1_000);
    }
    const first = board.of('model', 'a');
    expect(first.state(clock.now())).toBe('closed');
    expect(first.counts.slow).toBe(0);
    expect(first.p95('en-US').ms).toBeGreaterThanOrEqual(300);
  });

  it('has nobody beside it when it has spoken, when the second is ill, or when there is none', () => {
    const { clock, board, ask } = call({ firstMs: 100 }, { firstMs: 100 });
    const spoken = ask();
    clock.advance(150);
    expect([spoken.beside?.(), spoken.hedge?.()]).toEqual([null, false]);
    const refused = { provider: 'b', kind: 'refused', retryable: false, message: '' } as const;
    board.of('model', 'b').failed(refused, clock.now());
    const ill = ask();
    expect([ill.beside?.(), ill.hedge?.()]).toEqual([null, false]);
    const alone = call({ firstMs: 100 }).ask();
    expect([alone.beside?.(), alone.hedge?.()]).toEqual([null, false]);
    const given = ask();
    given.cancel();
    expect(given.hedge?.()).toBe(false);
  });
});
