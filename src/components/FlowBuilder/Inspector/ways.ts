import type { Flow } from '../../../types/flow.ts';

export interface Way {
  readonly id: string;
  readonly label: string;
}

/** What an End is called by where its flow runs as a step: its way out, else what it is recorded as. */
function exitOf({ outcome, reason }: Readonly<Record<string, unknown>>): string {
  if (typeof outcome === 'string') return outcome;
  return typeof reason === 'string' ? reason : 'completed';
}

/** The ways that the Ends of `flow` lead and that are not among `ways`. `failed` is there anyway. */
export function newWays({ nodes }: Flow, ways: readonly Way[]): Way[] {
  const known = new Set(['failed', ...ways.map(({ id }) => id)]);
  const exits = nodes.flatMap(({ type, data }) => (type === 'end' ? [exitOf(data)] : []));
  return [...new Set(exits)].filter((id) => !known.has(id)).map((id) => ({ id, label: '' }));
}
