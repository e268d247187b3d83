import type { FieldSchema } from './kinds.ts';
import { isObject } from './paths.ts';

/** Settings that mean something beside the others' values. */
export function shownNames(schema: FieldSchema, value: unknown): string[] {
  const settings = isObject(value) ? value : {};
  const { properties = {} } = schema;
  return Object.keys(properties).filter((name) => {
    const { when } = properties[name] ?? {};
    if (!when) return true;
    return when.values.includes(settings[when.setting] ?? properties[when.setting]?.default);
  });
}
