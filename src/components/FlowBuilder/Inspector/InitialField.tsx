/** The value that a variable has when a call begins. */
import { useId, useState } from 'react';
import { useTranslation } from '../../lib/i18n.ts';
import type { FlowVariable } from '../../../types/flow.ts';
import { Input, Label, Select } from '../../ui/input.tsx';
import { useTyped } from './fields/useTyped.ts';

type Initial = FlowVariable['initial'];

interface InitialFieldProps {
  readonly type: FlowVariable['type'];
  readonly initial: Initial;
  readonly onChange: (next: Initial) => void;
}

export function InitialField({ type, initial, onChange }: InitialFieldProps) {
  const { t } = useTranslation('inspector');
  const id = useId();
  const [broken, setBroken] = useState(false);
  const shown = initial === undefined ? '' : typeof initial === 'string' ? initial : JSON.stringify(initial);
  const typed = useTyped(
    shown,
    (text) => {
      const read = readInitial(type, text);
      setBroken(!read.ok);
      if (read.ok) onChange(read.value);
    },
    'leaving',
  );
  return (
    <div className="space-y-1">
      <div className="flex items-center gap-2">
        <Label htmlFor={id} className="w-20 shrink-0">
          {t('variables.initial')}
        </Label>
        {type === 'boolean' ? (
          <Select
            id={id}
            value={shown}
            onChange={({ target }) => onChange(target.value === '' ? undefined : target.value === 'true')}
          >
            <option value="">{t('none')}</option>
            <option value="true">{t('yes')}</option>
            <option value="false">{t('no')}</option>
          </Select>
        ) : (
          <Input id={id} {...typed} placeholder={t('none')} aria-invalid={broken || undefined} />
        )}
      </div>
      <p role="status" className="text-xs text-destructive empty:hidden">
        {broken && t('variables.badInitial')}
      </p>
    </div>
  );
}

type Read = { readonly ok: true; readonly value: Initial } | { readonly ok: false };

/** What was typed as a value of the variable's type; nothing typed: no value. */
export function readInitial(type: FlowVariable['type'], text: string): Read {
  if (text === '') return { ok: true, value: undefined };
  if (type === 'string') return { ok: true, value: text };
  try {
    const value = JSON.parse(text) as Initial;
    const fits =
      type === 'list'
        ? Array.isArray(value)
        : type === 'object'
          ? typeof value === 'object' && value !== null && !Array.isArray(value)
          : typeof value === type;
    return fits ? { ok: true, value } : { ok: false };
  } catch {
    return { ok: false };
  }
}
