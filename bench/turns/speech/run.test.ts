import { describe, expect, it } from 'vitest';
import { choices } from '../profiles.ts';
import type { RunOptions } from '../run.ts';
import { runInThread } from '../thread.ts';

const base: RunOptions = {
  turns: 8,
  seed: 3,
  part: 0,
  choice: choices.fast,
  tails: 'maximum',
  episodes: true,
  callers: 'usual',
  speech: { voices: 'embedded', size: 12 },
  lines: 2,
  endpointing: { factor: 1 },
  streaming: true,
  cache: true,
  prepared: true,
  speculation: true,
  failover: true,
  languageOptimization: true,
};

describe('a run with speech', { timeout: 180_000 }, () => {
  it('gives the same turns for one seed, and others than with a modelled detector', async () => {
    const first = await runInThread(base);
    const again = await runInThread(base);
    expect(again.turns).toEqual(first.turns);
    expect(first.turns.length).toBeGreaterThanOrEqual(8);
    const { speech: _speech, ...modelled } = base;
    const other = await runInThread(modelled);
    expect(other.turns[0]?.subject).toBe(first.turns[0]?.subject);
    expect(other.turns).not.toEqual(first.turns);
  });
});
