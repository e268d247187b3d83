import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import type { ApiScope } from '../../types/api.ts';
import { ask } from '../api/client.ts';
import { keysQuery, type ApiKey, type CreatedApiKey } from '../api/setupQueries.ts';
import { ago } from '../lib/format.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Failure, Loading } from '../ui/state.tsx';
import { Copyable, Refusal, SectionTitle } from './parts.tsx';

const scopes = ['read', 'write', 'calls', 'admin'] as const satisfies readonly ApiScope[];

export function KeysSection() {
  const { t } = useTranslation('settings');
  const keys = useQuery(keysQuery);
  const [made, setMade] = useState<CreatedApiKey | null>(null);
  if (keys.isPending) return <Loading />;
  if (keys.isError) return <Failure error={keys.error} retry={() => void keys.refetch()} />;
  const live = keys.data.filter(({ revokedAt }) => revokedAt === null);
  return (
    <>
      <SectionTitle title={t('keys.title')}>{t('keys.text')}</SectionTitle>
      <NewKey onMade={setMade} />
      {made && (
        <div role="status" className="mt-4 space-y-2 rounded-lg border border-primary/50 bg-card p-4">
          <p className="font-semibold">{t('keys.made', { name: made.name })}</p>
          <p>{t('keys.once')}</p>
          <Copyable text={made.secret} label={t('keys.secret')} />
        </div>
      )}
      <h3 className="mt-6 mb-2 font-semibold">{t('keys.list')}</h3>
      {live.length === 0 ? (
        <p className="text-muted-foreground">{t('keys.none')}</p>
      ) : (
        <ul className="divide-y rounded-lg border bg-card">
          {live.map((key) => (
            <Key key={key.id} apiKey={key} />
          ))}
        </ul>
      )}
    </>
  );
}

function NewKey({ onMade }: { readonly onMade: (key: CreatedApiKey) => void }) {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly ApiScope[]>(['read']);
  const make = useMutation({
    mutationFn: () => ask<CreatedApiKey>('/keys', { method: 'POST', body: { name, scopes: chosen } }),
    onSuccess: async (key) => {
      onMade(key);
      setName('');
      await client.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <form onSubmit={submit} className="max-w-xl space-y-3 rounded-lg border bg-card p-4">
      <Field label={t('keys.name')} hint={t('keys.nameHint')}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={120}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <fieldset className="space-y-1">
        <legend className="mb-1 text-[12px] font-medium">{t('keys.may')}</legend>
        {scopes.map((scope) => (
          <label key={scope} className="flex min-h-6 items-center gap-2">
            <input
              type="checkbox"
              className="size-4 accent-primary"
              checked={chosen.includes(scope)}
              onChange={({ target }) => {
                const rest = chosen.filter((one) => one !== scope);
                setChosen(target.checked ? [...rest, scope] : rest);
              }}
            />
            {t(`keys.scope.${scope}`)}
          </label>
        ))}
      </fieldset>
      <Refusal error={make.error} />
      <Button
        type="submit"
        variant="primary"
        disabled={make.isPending || name.trim() === '' || chosen.length === 0}
      >
        {t('keys.make')}
      </Button>
    </form>
  );
}

function Key({ apiKey }: { readonly apiKey: ApiKey }) {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  const [sure, setSure] = useState(false);
  const revoke = useMutation({
    mutationFn: () => ask(`/keys/${encodeURIComponent(apiKey.id)}`, { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['keys'] }),
  });
  return (
    <li className="flex flex-wrap items-center gap-2 px-3 py-2">
      <span className="min-w-32 font-medium">{apiKey.name}</span>
      {apiKey.scopes.map((scope) => (
        <Badge key={scope}>{scope}</Badge>
      ))}
      <span className="flex-1 text-xs text-muted-foreground">
        {apiKey.lastUsedAt ? t('keys.used', { ago: ago(apiKey.lastUsedAt) }) : t('keys.unused')}
      </span>
      <Button
        size="sm"
        variant={sure ? 'destructive' : 'outline'}
        disabled={revoke.isPending}
        onBlur={() => setSure(false)}
        onClick={() => (sure ? revoke.mutate() : setSure(true))}
      >
        {sure ? t('keys.sure') : t('keys.revoke', { name: apiKey.name })}
      </Button>
      <Refusal error={revoke.error} />
    </li>
  );
}
