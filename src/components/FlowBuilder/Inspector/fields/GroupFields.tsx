/** Settings with settings inside them. What is inside is drawn by the form (`NodeForm.fields`). */
import { useId } from 'react';
import { useTranslation } from '../../../lib/i18n.ts';
import { Button } from '../../../ui/button.tsx';
import { Label, Select } from '../../../ui/input.tsx';
import { least } from '../../document/spec.ts';
import { useNodeForm } from '../context.ts';
import { fieldKind, variantOf, type FieldSchema } from '../schema/kinds.ts';
import { pathKey, type Path } from '../schema/paths.ts';
import { problemsAt } from '../schema/problems.ts';
import { shownNames } from '../schema/shown.ts';
import { Problems } from './FieldFrame.tsx';
import type { FieldProps } from './fieldProps.ts';

interface EntryFieldsProps {
  readonly schema: FieldSchema;
  readonly value: unknown;
  readonly path: Path;
}

/** An entry of a list is an object, or one of several forms. */
export function EntryFields({ schema, value, path }: EntryFieldsProps) {
  const { root, fields } = useNodeForm();
  const kind = fieldKind(schema, '', root);
  return kind.kind === 'variants' ? (
    <Variants variants={kind.variants} value={value} path={path} />
  ) : (
    fields(schema, value, path)
  );
}

export function GroupField({ path, title, hint, schema, value, optional, name }: FieldProps) {
  const { t } = useTranslation('inspector');
  const { change, problems, fields } = useNodeForm();
  const absent = optional && value === undefined;
  return (
    <fieldset data-path={pathKey(path)} className="space-y-2">
      <legend className="text-[12px] font-medium">{title}</legend>
      {hint !== '' && <p className="text-xs text-muted-foreground">{hint}</p>}
      <Problems problems={problemsAt(problems, path, absent ? [] : shownNames(schema, value))} />
      {absent ? (
        <Button size="sm" onClick={() => change(path, least(schema, name))}>
          {t('group.add', { title })}
        </Button>
      ) : (
        <div className="space-y-3 border-l pl-3">
          {fields(schema, value, path)}
          {optional && (
            <Button size="sm" onClick={() => change(path, undefined)}>
              {t('group.remove', { title })}
            </Button>
          )}
        </div>
      )}
    </fieldset>
  );
}

export function VariantsField({
  path,
  title,
  hint,
  value,
  variants,
}: FieldProps & { readonly variants: readonly FieldSchema[] }) {
  const { problems } = useNodeForm();
  return (
    <fieldset data-path={pathKey(path)} className="space-y-2">
      <legend className="text-[12px] font-medium">{title}</legend>
      {hint !== '' && <p className="text-xs text-muted-foreground">{hint}</p>}
      <Problems
        problems={problemsAt(problems, path, shownNames(variants[variantOf(variants, value)] ?? {}, value))}
      />
      <div className="space-y-3 border-l pl-3">
        <Variants variants={variants} value={value} path={path} />
      </div>
    </fieldset>
  );
}

/** Which of the forms, then its settings. Another form begins with its least settings. */
function Variants({
  variants,
  value,
  path,
}: {
  readonly variants: readonly FieldSchema[];
  readonly value: unknown;
  readonly path: Path;
}) {
  const { t } = useTranslation('inspector');
  const { change, fields } = useNodeForm();
  const id = useId();
  const chosen = variantOf(variants, value);
  const schema = variants[chosen] ?? {};
  return (
    <>
      <Label htmlFor={id}>{t('variant')}</Label>
      <Select
        id={id}
        value={chosen}
        onChange={({ target }) => change(path, least(variants[Number(target.value)] ?? {}, ''))}
      >
        {variants.map((variant, i) => (
          <option key={i} value={i}>
            {variantName(variant, i)}
          </option>
        ))}
      </Select>
      {fields(schema, value, path, constants(schema))}
    </>
  );
}

const constants = ({ properties = {} }: FieldSchema) =>
  Object.keys(properties).filter((name) => properties[name]?.const !== undefined);

function variantName(variant: FieldSchema, i: number): string {
  const [first] = constants(variant);
  return variant.title ?? String((first && variant.properties?.[first]?.const) ?? i + 1);
}
