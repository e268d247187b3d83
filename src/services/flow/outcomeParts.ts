/**
 * How a node type's outcomes follow from its settings, found out by asking it: with its lists empty, with one marked entry in
 * each list, and with every value of its choices. So the type's `outcomes` stays the only place where they are said.
 */
import type { JsonValue } from '../../types/json.ts';
import type { Outcome, OutcomePart } from '../../types/outcomes.ts';

type Settings = Record<string, JsonValue | undefined>;
type Schema = Readonly<Record<string, JsonValue>>;

const mark = (list: string, setting: string) => `\u0001${list}\u0001${setting}`;

export function outcomeParts(
  rule: (settings: Settings) => readonly Outcome[],
  properties: Readonly<Record<string, JsonValue>>,
): OutcomePart[] {
  // What is asked with is not always a valid setting; a rule that cannot stand that says nothing.
  const outcomes = (settings: Settings) => {
    try {
      return rule(settings);
    } catch {
      return [];
    }
  };
  const empty = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, blank(schema)]));
  const lists = Object.entries(properties).flatMap(([name, schema]) => {
    const entry = markedEntry(name, schema);
    return entry ? [[name, [entry]] as const] : [];
  });
  const choices = Object.entries(properties).flatMap(([setting, schema]) => {
    const values = valuesOf(schema);
    return values.length < 2 ? [] : [{ setting, values }];
  });
  const full: Settings = { ...empty };
  for (const [name, entries] of lists) full[name] = [...entries];
  const idsWith = (setting: string, value: JsonValue) =>
    new Set(outcomes({ ...full, [setting]: value }).map(({ id }) => id));
  const varied = choices.map(({ setting, values }) => ({
    setting,
    ways: values.map((value) => ({ value, ids: idsWith(setting, value) })),
  }));
  const all = new Map(outcomes(full).map((outcome) => [outcome.id, outcome]));
  for (const { setting, values } of choices)
    for (const value of values)
      for (const outcome of outcomes({ ...full, [setting]: value }))
        if (!all.has(outcome.id)) all.set(outcome.id, outcome);
  return [...all.values()].map((outcome) => {
    const list = lists.find(([name]) => outcome.id === mark(name, 'id'));
    if (list) return { each: list[0], labels: labelsOf(outcomes, full, list) };
    const choice = varied.find(({ ways }) => ways.some(({ ids }) => !ids.has(outcome.id)));
    if (!choice) return outcome;
    const values = choice.ways.filter(({ ids }) => ids.has(outcome.id)).map(({ value }) => value);
    return { ...outcome, when: { setting: choice.setting, values } };
  });
}

/** Which settings of an entry name its outcome: the one that shows, then the one that shows when that is empty, and so on. */
function labelsOf(
  outcomes: (settings: Settings) => readonly Outcome[],
  full: Settings,
  [name, [entry]]: readonly [string, readonly [Record<string, JsonValue>]],
): string[] {
  const labels: string[] = [];
  let present = entry;
  for (;;) {
    const label = outcomes({ ...full, [name]: [present] }).find(({ id }) => id === mark(name, 'id'))?.label;
    const shown = Object.keys(present).find((setting) => label === mark(name, setting));
    if (shown === undefined || shown === 'id' || labels.includes(shown)) return labels;
    labels.push(shown);
    present = { ...present, [shown]: '' };
  }
}

/** An entry whose texts say which setting they are; null: entries make no outcomes. Numbers differ from each other. */
function markedEntry(list: string, schema: JsonValue): Record<string, JsonValue> | null {
  const item = part(part(schema, 'items'), 'properties');
  if (!('id' in item)) return null;
  return Object.fromEntries(
    Object.entries(item).map(([setting, inner], i) => {
      const type = part({ inner }, 'inner')['type'];
      if (type === 'string') return [setting, mark(list, setting)];
      return [setting, type === 'number' || type === 'integer' ? i : (blank(inner) ?? null)];
    }),
  );
}

function valuesOf(schema: JsonValue): JsonValue[] {
  const { enum: values, type } = part({ schema }, 'schema');
  if (Array.isArray(values)) return values;
  return type === 'boolean' ? [false, true] : [];
}

function blank(schema: JsonValue): JsonValue | undefined {
  const { type, default: given } = part({ schema }, 'schema');
  if (type === 'array') return [];
  return given ?? (type === 'object' ? {} : type === 'string' ? '' : undefined);
}

function part(of: JsonValue, name: string): Schema {
  const found = typeof of === 'object' && of !== null && !Array.isArray(of) ? of[name] : undefined;
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? found : {};
}
