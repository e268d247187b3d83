import { describe, expect, it } from 'vitest';
import { choices } from '../profiles.ts';
import { runReal } from './run.ts';

// A server, its detector, and calls in wall time.
describe('calls through the real server', { timeout: 120_000 }, () => {
  it('answers every turn, over sockets on which the server breaks no rule', async () => {
    const { run, stages, server, callers } = await runReal({
      turns: 6,
      seed: 1,
      part: 0,
      choice: choices.fast,
      tails: 'maximum',
      episodes: false,
      callers: 'mild',
      lines: 2,
      endpointing: { factor: 1 },
      streaming: true,
      cache: true,
      prepared: true,
      speculation: true,
      failover: true,
      languageOptimization: true,
      cutShort: true,
    });
    expect(run.turns.length).toBeGreaterThanOrEqual(6);
    expect(run.turns.filter(({ unanswered }) => unanswered)).toEqual([]);
    expect(callers.violations).toEqual({});
    // What was said came through the detector and the recogniser: it was decided on, and the model was asked about it.
    expect(stages.length).toBeGreaterThan(0);
    for (const { endKnown, decision } of stages) {
      expect(endKnown).not.toBeNull();
      expect(decision).not.toBeNull();
    }
    expect(server.counts.modelAnswers).toBeGreaterThan(0);
    expect(server.frameDelayMs?.count).toBeGreaterThan(500);
  });
});
