/** Parts of a run as one: their turns together, their counts added. */
import type { RunResult } from './run.ts';

type Counts = Readonly<Record<string, number>>;

/** Each name's sum. */
export function addUp<T extends { readonly [Name in keyof T]: number }>(all: readonly T[]): T {
  const sum: Record<string, number> = {};
  for (const counts of all)
    for (const [name, count] of Object.entries(counts as Counts)) sum[name] = (sum[name] ?? 0) + count;
  return sum as T;
}

export function merged(parts: readonly RunResult[]): RunResult {
  const total = (of: (part: RunResult) => number) => parts.reduce((sum, part) => sum + of(part), 0);
  return {
    turns: parts.flatMap(({ turns }) => turns),
    calls: total(({ calls }) => calls),
    machineTurns: total(({ machineTurns }) => machineTurns),
    modelAnswers: total(({ modelAnswers }) => modelAnswers),
    virtualHours: total(({ virtualHours }) => virtualHours),
    wallSeconds: Math.max(...parts.map(({ wallSeconds }) => wallSeconds)),
    interruptions: parts.flatMap(({ interruptions }) => interruptions),
    noises: addUp(parts.map(({ noises }) => noises)),
    gaveUp: total(({ gaveUp }) => gaveUp),
    model: addUp(parts.map(({ model }) => model)),
    characters: addUp(parts.map(({ characters }) => characters)),
    wasted: addUp(parts.map(({ wasted }) => wasted)),
    notes: addUp(parts.map(({ notes }) => notes)),
    cacheHits: total(({ cacheHits }) => cacheHits),
    stages: parts.flatMap(({ stages }) => stages),
  };
}
