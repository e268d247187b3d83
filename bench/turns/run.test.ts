import { describe, expect, it } from 'vitest';
import { choices } from './profiles.ts';
import type { RunOptions } from './run.ts';
import { byClass } from './score.ts';
import { runInThread } from './thread.ts';

const base: RunOptions = {
  turns: 20,
  seed: 3,
  part: 0,
  choice: choices.fast,
  tails: 'maximum',
  episodes: true,
  callers: 'usual',
  lines: 2,
  endpointing: { factor: 1 },
  streaming: true,
  cache: true,
  prepared: true,
  speculation: true,
  failover: true,
  languageOptimization: true,
};

// Whole calls take seconds of computing, more beside other tests.
describe('a run', { timeout: 120_000 }, () => {
  it('gives the same turns for one seed and others for another', async () => {
    const [first, again] = [await runInThread(base), await runInThread(base)];
    expect(again.turns).toEqual(first.turns);
    expect({ ...again, wallSeconds: 0 }).toEqual({ ...first, wallSeconds: 0 });
    const other = await runInThread({ ...base, seed: 4 });
    expect(other.turns).not.toEqual(first.turns);
  });

  it('answers every turn, of each class, and at least two in five are open', async () => {
    const { turns } = await runInThread(base);
    const classes = byClass(turns);
    expect(Object.keys(classes).toSorted()).toEqual(
      ['all', 'choice', 'closed', 'date-time', 'digits', 'open', 'phone', 'yes-no'].toSorted(),
    );
    expect(classes.all?.unanswered).toBe(0);
    expect((classes.open?.turns ?? 0) / turns.length).toBeGreaterThanOrEqual(0.4);
  });

  it('shows what a fixed silence costs: less of it more cut-ins, more of it more waiting', async () => {
    const fixed = async (fixedMs: number) => {
      const { turns } = await runInThread({
        ...base,
        turns: 50,
        endpointing: { fixedMs },
        speculation: false,
      });
      return byClass(turns).all;
    };
    const [short, long] = [await fixed(200), await fixed(1_500)];
    expect(short!.falseCutIns.share).toBeGreaterThan(long!.falseCutIns.share);
    expect(short!.speechEndToAudio.summary!.p50).toBeLessThan(1_000);
    // The clock of the bench starts at the true end of speech, not where the product thinks that it was.
    expect(long!.speechEndToAudio.summary!.p50).toBeGreaterThan(1_490);
  });
});
