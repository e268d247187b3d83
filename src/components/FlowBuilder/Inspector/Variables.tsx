/** The flow's variables: what kind, whose, where they come from and where they are used. */
import { Plus, Trash2 } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from '../../lib/i18n.ts';
import type { FlowVariable } from '../../../types/flow.ts';
import { Button } from '../../ui/button.tsx';
import { Input, Label, Select } from '../../ui/input.tsx';
import { Switch } from '../../ui/switch.tsx';
import { nodeOf } from '../document/edit.ts';
import { useNames } from '../names.ts';
import { useBuilder } from '../store.ts';
import { InitialField } from './InitialField.tsx';
import { useTyped } from './fields/useTyped.ts';
import { renameVariable, usesOf, type VariableUse } from './variableUses.ts';

const NAME = /^[a-z][A-Za-z0-9_]{0,63}$/;
const TYPES = ['string', 'number', 'boolean', 'list', 'object'] as const;

export function Variables() {
  const { t } = useTranslation('inspector');
  const document = useBuilder((state) => state.document);
  const nodeTypes = useBuilder((state) => state.nodeTypes);
  const uses = useMemo(() => usesOf(document, nodeTypes), [document, nodeTypes]);
  const { variables } = document.flow;
  const write = (next: FlowVariable[], field: string) => useBuilder.getState().updateVariables(next, field);
  const add = () => {
    const name = freeName(variables);
    write([...variables, { name, type: 'string', description: '', personal: false }], '');
    requestAnimationFrame(() => window.document.getElementById(`variable-${variables.length}`)?.focus());
  };
  return (
    <div className="space-y-3 p-4">
      <p className="text-xs text-muted-foreground">
        {t('variables.hint')} {t('variables.personalHint')}
      </p>
      {variables.length === 0 && <p>{t('variables.none')}</p>}
      <ul className="space-y-3">
        {variables.map((variable, i) => (
          <Variable
            key={i}
            variable={variable}
            place={i}
            taken={variables.map(({ name }) => name)}
            uses={uses.get(variable.name) ?? []}
            onChange={(next, field) =>
              write(
                variables.map((one, j) => (j === i ? next : one)),
                `${i}:${field}`,
              )
            }
            onRemove={() =>
              write(
                variables.filter((_, j) => j !== i),
                '',
              )
            }
          />
        ))}
      </ul>
      <Button size="sm" onClick={add}>
        <Plus aria-hidden /> {t('variables.add')}
      </Button>
    </div>
  );
}

function freeName(variables: readonly FlowVariable[]): string {
  const taken = new Set(variables.map(({ name }) => name));
  for (let i = variables.length + 1; ; i++) if (!taken.has(`variable${i}`)) return `variable${i}`;
}

interface VariableProps {
  readonly variable: FlowVariable;
  readonly place: number;
  readonly taken: readonly string[];
  readonly uses: readonly VariableUse[];
  readonly onChange: (next: FlowVariable, field: string) => void;
  readonly onRemove: () => void;
}

function Variable({ variable, place, taken, uses, onChange, onRemove }: VariableProps) {
  const { t } = useTranslation('inspector');
  const id = useId();
  const { name, type, description, personal, initial } = variable;
  return (
    <li aria-label={name} className="space-y-2 rounded-md border bg-card p-2.5">
      <NameRow name={name} place={place} taken={taken} onRemove={onRemove} />
      <div className="flex items-center gap-2">
        <Label htmlFor={`${id}-type`} className="w-20 shrink-0">
          {t('variables.type')}
        </Label>
        <Select
          id={`${id}-type`}
          value={type}
          onChange={({ target }) => {
            const { initial: _old, ...others } = variable;
            onChange({ ...others, type: target.value as FlowVariable['type'] }, 'type');
          }}
        >
          {TYPES.map((one) => (
            <option key={one} value={one}>
              {t(`variables.types.${one}`)}
            </option>
          ))}
        </Select>
      </div>
      <div className="flex items-center gap-2">
        <Label htmlFor={`${id}-about`} className="w-20 shrink-0">
          {t('variables.description')}
        </Label>
        <Input
          id={`${id}-about`}
          value={description}
          onChange={({ target }) => onChange({ ...variable, description: target.value }, 'description')}
        />
      </div>
      <InitialField
        type={type}
        initial={initial}
        onChange={(next) => {
          const { initial: _old, ...others } = variable;
          onChange(next === undefined ? others : { ...others, initial: next }, 'initial');
        }}
      />
      <div className="flex min-h-6 items-center justify-between gap-2">
        <Label htmlFor={`${id}-personal`}>{t('variables.personal')}</Label>
        <Switch
          id={`${id}-personal`}
          checked={personal}
          onCheckedChange={(on) => onChange({ ...variable, personal: on }, 'personal')}
        />
      </div>
      <Uses uses={uses} />
    </li>
  );
}

interface NameRowProps extends Pick<VariableProps, 'place' | 'taken' | 'onRemove'> {
  readonly name: string;
}

/** A new name goes everywhere where the old one is used. */
function NameRow({ name, place, taken, onRemove }: NameRowProps) {
  const { t } = useTranslation('inspector');
  const [refused, setRefused] = useState('');
  const rename = (to: string) => {
    const wrong = !NAME.test(to) ? 'variables.badName' : taken.includes(to) ? 'variables.takenName' : '';
    setRefused(wrong === '' ? '' : t(wrong, { name: to }));
    if (wrong !== '') return;
    const { change, nodeTypes } = useBuilder.getState();
    change((document) => renameVariable(document, nodeTypes, name, to));
  };
  const typed = useTyped(name, rename, 'leaving');
  return (
    <>
      <div className="flex items-center gap-1">
        <Input
          {...typed}
          id={`variable-${place}`}
          aria-label={t('variables.name')}
          spellCheck={false}
          className="font-mono text-[12px]"
        />
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={t('variables.remove', { name })}
          onClick={onRemove}
        >
          <Trash2 aria-hidden />
        </Button>
      </div>
      <p role="status" className="text-xs text-destructive empty:hidden">
        {refused}
      </p>
    </>
  );
}

/** The steps that read or set a variable; each leads there. */
function Uses({ uses }: { readonly uses: readonly VariableUse[] }) {
  const { t } = useTranslation('inspector');
  const names = useNames();
  const { document } = useBuilder.getState();
  const titleOf = (id: string) => {
    const node = nodeOf(document, id);
    return node ? names.node(node) : id;
  };
  if (uses.length === 0) return <p className="text-xs text-warning">{t('variables.unused')}</p>;
  return (
    <ul aria-label={t('variables.uses')} className="flex flex-wrap gap-1">
      {firstOfEach(uses).map(({ nodeId, path, how }) => (
        <li key={`${nodeId} ${how}`}>
          <Button
            size="sm"
            className="h-6 px-1.5 text-xs font-normal"
            onClick={() => useBuilder.getState().focusField(nodeId, path)}
          >
            <span className="text-muted-foreground">{t(`variables.${how}`)}</span>
            {titleOf(nodeId)}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function firstOfEach(uses: readonly VariableUse[]): VariableUse[] {
  const seen = new Set<string>();
  return uses.filter(({ nodeId, how }) => {
    const key = `${nodeId} ${how}`;
    return !seen.has(key) && seen.add(key);
  });
}
