/** The settings of an object, one below the other. */
import type { FieldSchema } from '../schema/kinds.ts';
import { isObject, type Path } from '../schema/paths.ts';
import { shownNames } from '../schema/shown.ts';
import { Field } from './Field.tsx';

interface FieldsProps {
  readonly schema: FieldSchema;
  readonly value: unknown;
  readonly path: Path;
  /** Drawn elsewhere. */
  readonly without?: readonly string[];
}

export function Fields({ schema, value, path, without = [] }: FieldsProps) {
  const settings = isObject(value) ? value : {};
  const names = shownNames(schema, value).filter((name) => !without.includes(name));
  // What connections go by is made by itself: last, for those who want another.
  return names
    .toSorted((a, b) => Number(a === 'id') - Number(b === 'id'))
    .map((name) => (
      <Field
        key={name}
        path={[...path, name]}
        name={name}
        schema={schema.properties?.[name] ?? {}}
        value={settings[name]}
        required={schema.required?.includes(name) === true}
      />
    ));
}
