import { replayResult, type ReplayResult } from '../../types/api.ts';
import { createPrinter, exitCode } from '../output.ts';
import { turnLines } from '../transcript.ts';
import { withServer } from '../withServer.ts';

/** Runs a recorded call once more through the pure turn machine: same events, same flow version, no I/O. */
export async function replay(callSid: string, options: { json?: boolean }): Promise<void> {
  const printer = createPrinter(options.json === true);
  const result = await withServer({ store: 'own', note: printer.note }, ({ api }) =>
    api.get(`/api/calls/${encodeURIComponent(callSid)}/replay`, replayResult),
  );
  printer.result({ ok: result.same, ...result }, () => describe(result));
  if (!result.same) process.exitCode = exitCode.failed;
}

function describe(result: ReplayResult): string {
  const turns = result.replayed.flatMap(turnLines);
  const verdict = result.same
    ? `${result.events} events gave the same ${result.replayed.length} turns as were stored.`
    : `DIFFERS: ${result.events} events gave other turns than were stored: ${differences(result).join(', ')}.`;
  return [...turns, '', verdict].join('\n');
}

function differences({ stored, replayed }: ReplayResult): string[] {
  const indices = new Set([...stored, ...replayed].map(({ index }) => index));
  return [...indices].flatMap((index) => {
    const before = stored.find((turn) => turn.index === index);
    const after = replayed.find((turn) => turn.index === index);
    if (!before || !after) return [`turn ${index} is ${before ? 'missing' : 'new'}`];
    const fields = (['input', 'caller', 'agent', 'heard', 'source', 'interrupted', 'clocks'] as const).filter(
      (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
    );
    return fields.length > 0 ? [`turn ${index} (${fields.join(', ')})`] : [];
  });
}
