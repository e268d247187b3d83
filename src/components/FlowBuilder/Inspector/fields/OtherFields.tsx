/** Lists of single values, maps, switches, and JSON for what no other control knows. */
import { Plus, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from '../../../lib/i18n.ts';
import { Button } from '../../../ui/button.tsx';
import { Input, Textarea } from '../../../ui/input.tsx';
import { Switch } from '../../../ui/switch.tsx';
import { useNodeForm } from '../context.ts';
import type { FieldSchema } from '../schema/kinds.ts';
import { isObject, pathKey } from '../schema/paths.ts';
import { problemsAt, problemsUnder } from '../schema/problems.ts';
import type { FieldProps } from './fieldProps.ts';
import { FieldFrame, Problems } from './FieldFrame.tsx';
import { Lines } from './LocalisedFields.tsx';
import { useTyped } from './useTyped.ts';

export function BooleanField(field: FieldProps) {
  const { change, problems } = useNodeForm();
  return (
    <FieldFrame {...field} inline problems={problemsUnder(problems, field.path)}>
      {(props) => (
        <Switch {...props} checked={field.value === true} onCheckedChange={(on) => change(field.path, on)} />
      )}
    </FieldFrame>
  );
}

/** One a line. Numbers are kept as numbers. */
export function ScalarsField({ items, ...field }: FieldProps & { readonly items: FieldSchema }) {
  const { t } = useTranslation('inspector');
  const { change, problems } = useNodeForm();
  const numeric = items.type === 'number' || items.type === 'integer';
  const lines = Array.isArray(field.value) ? field.value.map(String) : [];
  return (
    <FieldFrame
      {...field}
      hint={field.hint === '' ? t('phrases.hint') : `${field.hint} ${t('phrases.hint')}`}
      problems={problemsUnder(problems, field.path)}
    >
      {(props) => (
        <Lines
          {...props}
          lines={lines}
          onLines={(next) => change(field.path, numeric ? next.map((line) => asNumber(line)) : next)}
        />
      )}
    </FieldFrame>
  );
}

/** What is no number stays a text: the server says what is wrong with it. */
function asNumber(line: string): number | string {
  const number = Number(line);
  return Number.isFinite(number) ? number : line;
}

/** Names of somebody's choosing, each with a value: the headers of a request. */
export function MapField({
  values,
  path,
  title,
  hint,
  value,
}: FieldProps & { readonly values: FieldSchema }) {
  const { t } = useTranslation('inspector');
  const { change, problems } = useNodeForm();
  const id = useId();
  const entries = Object.entries(isObject(value) ? value : {});
  const numeric = values.type === 'number' || values.type === 'integer';
  const put = (next: readonly (readonly [string, unknown])[]) => change(path, Object.fromEntries(next));
  const rename = (at: number, name: string) => {
    // Two of one name would be one.
    if (entries.some(([other], i) => i !== at && other === name)) return;
    put(entries.map(([old, one], i) => [i === at ? name : old, one]));
  };
  const set = (at: number, text: string) =>
    put(entries.map(([name, one], i) => [name, i === at ? (numeric ? asNumber(text) : text) : one]));
  return (
    <fieldset data-path={pathKey(path)} className="space-y-1.5">
      <legend className="text-[12px] font-medium">{title}</legend>
      {hint !== '' && <p className="text-xs text-muted-foreground">{hint}</p>}
      <Problems
        problems={problemsAt(
          problems,
          path,
          entries.map(([name]) => name),
        )}
      />
      {entries.map(([name, one], i) => (
        <div key={i} data-path={pathKey([...path, name])} className="space-y-1">
          <div className="flex items-center gap-1">
            <MapName title={title} place={i + 1} name={name} onName={(next) => rename(i, next)} />
            <Input
              aria-label={t('map.value', { name: name === '' ? i + 1 : name })}
              value={String(one)}
              spellCheck={false}
              className="font-mono text-[12px]"
              onChange={({ target }) => set(i, target.value)}
            />
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={t('list.remove', { summary: name, title })}
              onClick={() => {
                put(entries.filter((_, j) => j !== i));
                document.getElementById(`${id}-add`)?.focus();
              }}
            >
              <Trash2 aria-hidden />
            </Button>
          </div>
          <Problems problems={problemsUnder(problems, [...path, name])} />
        </div>
      ))}
      <Button
        id={`${id}-add`}
        size="sm"
        disabled={entries.some(([name]) => name === '')}
        onClick={() => put([...entries, ['', numeric ? 0 : '']])}
      >
        <Plus aria-hidden /> {t('list.add', { title })}
      </Button>
    </fieldset>
  );
}

interface MapNameProps {
  readonly title: string;
  readonly place: number;
  readonly name: string;
  readonly onName: (name: string) => void;
}

function MapName({ title, place, name, onName }: MapNameProps) {
  const { t } = useTranslation('inspector');
  const typed = useTyped(name, onName, 'leaving');
  return (
    <Input
      {...typed}
      aria-label={t('map.name', { title, place })}
      spellCheck={false}
      className="w-2/5 shrink-0 font-mono text-[12px]"
    />
  );
}

/** What is not JSON yet is kept as it is typed, and not taken over. */
export function JsonField({ optional, ...field }: FieldProps) {
  const { t } = useTranslation('inspector');
  const { change, problems } = useNodeForm();
  const [broken, setBroken] = useState(false);
  const shown = field.value === undefined ? '' : JSON.stringify(field.value, null, 2);
  const { onKeyDown: _leaving, ...typed } = useTyped(
    shown,
    (text) => {
      try {
        change(field.path, text.trim() === '' && optional ? undefined : (JSON.parse(text) as unknown));
        setBroken(false);
      } catch {
        setBroken(true);
      }
    },
    'leaving',
  );
  return (
    <FieldFrame
      {...field}
      hint={broken ? t('json.broken') : field.hint}
      problems={problemsUnder(problems, field.path)}
    >
      {(props) => <Textarea {...props} {...typed} spellCheck={false} className="font-mono text-[12px]" />}
    </FieldFrame>
  );
}
