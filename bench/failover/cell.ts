/** One cell of the table: a server of its own, healthy turns, then turns while one provider has one fault. */
import type { ServerFigures, MeasuredTurn } from './messages.ts';
import { runPhase } from './calls.ts';
import { orders, type FaultName, type SimulatedProviders, type Work } from './providers.ts';
import { startFailoverServer } from './server.ts';
import type { ToneTurn } from './toneCaller.ts';

export interface CellOptions {
  readonly providers: SimulatedProviders;
  readonly calls: number;
  /** Turns of each call, healthy and then under the fault. */
  readonly healthyTurns: number;
  readonly faultTurns: number;
  readonly step: () => void;
}

export interface PhaseResult {
  readonly turns: readonly ToneTurn[];
  readonly figures: ServerFigures;
}

/** `fault` null: nothing breaks, for the healthy run. `order`: another order of providers for one kind of work. */
export async function runCell(
  work: Work,
  fault: FaultName | null,
  options: CellOptions,
  order: Partial<Record<Work, readonly string[]>> = {},
): Promise<{ readonly healthy: PhaseResult; readonly faulty: PhaseResult }> {
  const { providers, calls, healthyTurns, faultTurns, step } = options;
  providers.healthy();
  const used = { ...orders, ...order };
  const server = await startFailoverServer({
    ...providers.env,
    BENCH_RECOGNISERS: used.recogniser.join(','),
    BENCH_SYNTHESISERS: used.synthesiser.join(','),
    BENCH_MODELS: used.model.join(','),
    BENCH_UNDER_FAULT: `${work} ${used[work][0]}`,
  });
  try {
    const healthyOnes = await runPhase(server, { calls, turns: healthyTurns, from: 0, turnDone: step });
    const healthy = { turns: healthyOnes, figures: await server.take() };
    let first = 0;
    let struck: Promise<unknown> = Promise.resolve();
    const all: ToneTurn[] = [];
    // Everybody has had one good turn on this call when it strikes: connections are open, somebody is speaking.
    await runPhase(server, {
      calls,
      turns: faultTurns + 1,
      from: 100,
      turnDone: (turn) => {
        step();
        if (++first <= calls) {
          if (first === calls && fault) providers.fault(work, fault);
          if (first === calls) struck = server.take();
          return;
        }
        all.push(turn);
      },
    });
    await struck;
    return { healthy, faulty: { turns: all, figures: await server.take() } };
  } finally {
    providers.healthy();
    await server.stop();
  }
}

export const delays = (turns: readonly MeasuredTurn[]): number[] =>
  turns.flatMap(({ speechEndToAudioMs }) => (speechEndToAudioMs === null ? [] : [speechEndToAudioMs]));
