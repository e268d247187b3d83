/** A provider's fields. Secrets go in and never come out: one that is stored is shown as such, and left alone when empty. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import type { ProviderAccount, ProviderChange, ProviderField } from '../../types/api.ts';
import { ask } from '../api/client.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Refusal } from './parts.tsx';

interface ProviderFormProps {
  readonly account: ProviderAccount;
  /** What was known of the account is about another key. */
  readonly onChanged: () => void;
}

export function ProviderForm({ account, onChanged }: ProviderFormProps) {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const path = `/providers/${encodeURIComponent(account.name)}`;
  const after = async () => {
    setTyped({});
    onChanged();
    await client.invalidateQueries({ queryKey: ['providers'] });
    await client.invalidateQueries({ queryKey: ['languages'] });
    await client.invalidateQueries({ queryKey: ['voices'] });
  };
  const save = useMutation({
    mutationFn: () => ask(path, { method: 'PUT', body: changeOf(account.fields, typed) }),
    onSuccess: after,
  });
  const forget = useMutation({ mutationFn: () => ask(path, { method: 'DELETE' }), onSuccess: after });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const busy = save.isPending || forget.isPending;
  return (
    <form onSubmit={submit} className="space-y-3">
      <div className="grid gap-3 sm:grid-cols-2">
        {account.fields.map((field) => (
          <OneField
            key={field.name}
            field={field}
            text={typed[field.name]}
            onChange={(text) => setTyped({ ...typed, [field.name]: text })}
          />
        ))}
      </div>
      <Refusal error={save.error ?? forget.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" disabled={busy || Object.keys(typed).length === 0}>
          {t('providers.save')}
        </Button>
        {account.fields.some(({ stored }) => stored) && (
          <Button disabled={busy} onClick={() => forget.mutate()}>
            {t('providers.forget')}
          </Button>
        )}
      </div>
    </form>
  );
}

interface OneFieldProps {
  readonly field: ProviderField;
  readonly text: string | undefined;
  readonly onChange: (text: string) => void;
}

function OneField({ field, text, onChange }: OneFieldProps) {
  const { t } = useTranslation('settings');
  const { name, environment, secret, required, from, stored, value } = field;
  const fixed = from === 'environment';
  return (
    <Field
      label={required ? t('providers.required', { name }) : name}
      hint={
        fixed
          ? t('providers.fromEnvironment', { name: environment })
          : stored && secret
            ? t('providers.storedSecret')
            : environment
      }
    >
      {(control) => (
        <Input
          {...control}
          type={secret ? 'password' : 'text'}
          autoComplete="off"
          spellCheck={false}
          disabled={fixed}
          placeholder={secret && (stored || fixed) ? '••••••••' : undefined}
          value={text ?? (secret ? '' : (value ?? ''))}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

/** What was typed and then emptied is removed; secrets are removed by forgetting the account. */
function changeOf(fields: readonly ProviderField[], typed: Readonly<Record<string, string>>): ProviderChange {
  const change: ProviderChange = {};
  for (const { name, secret } of fields) {
    const text = typed[name]?.trim();
    if (text === undefined || (text === '' && secret)) continue;
    change[name] = text === '' ? null : text;
  }
  return change;
}
