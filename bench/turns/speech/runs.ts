import type { Token } from '../plan.ts';

/** Words that follow each other without a pause. */
export function runsOf(tokens: readonly Token[]): Token[][] {
  const runs: Token[][] = [];
  for (const token of tokens) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && token.from - last.to < 1) run.push(token);
    else runs.push([token]);
  }
  return runs;
}
