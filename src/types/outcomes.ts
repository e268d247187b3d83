/**
 * How the outcomes of a node follow from its settings, as data: the builder draws them while somebody types, without asking
 * the server. Made from the node types themselves (`services/flow/outcomeParts.ts`).
 */
export interface Outcome {
  readonly id: string;
  readonly label: string;
}

export type OutcomePart =
  /** One outcome; with `when` only while that setting has one of the values. */
  | (Outcome & { readonly when?: { readonly setting: string; readonly values: readonly unknown[] } })
  /** One outcome for each entry of a list setting, by the entry's `id`, named by the first of `labels` that is not empty. */
  | { readonly each: string; readonly labels: readonly string[] };

export function outcomesFrom(
  parts: readonly OutcomePart[],
  data: Readonly<Record<string, unknown>>,
  defaults: Readonly<Record<string, unknown>> = {},
): Outcome[] {
  const found = new Map<string, Outcome>();
  for (const part of parts) {
    const made = 'each' in part ? fromList(part, data[part.each]) : fixed(part, { ...defaults, ...data });
    for (const outcome of made) if (!found.has(outcome.id)) found.set(outcome.id, outcome);
  }
  return [...found.values()];
}

function fixed(
  { id, label, when }: Exclude<OutcomePart, { each: string }>,
  data: Readonly<Record<string, unknown>>,
): Outcome[] {
  return when && !when.values.includes(data[when.setting]) ? [] : [{ id, label }];
}

function fromList({ labels }: Extract<OutcomePart, { each: string }>, list: unknown): Outcome[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const settings = entry as Record<string, unknown>;
    const id = settings['id'];
    if (typeof id !== 'string' || id === '') return [];
    const label = labels
      .map((name) => settings[name])
      .find((text) => typeof text === 'string' && text !== '');
    return [{ id, label: typeof label === 'string' ? label : id }];
  });
}
