import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '../../../lib/i18n.ts';
import { Link } from 'wouter';
import { providersQuery } from '../../../api/setupQueries.ts';
import { number } from '../../../lib/format.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Field, TextField } from '../../../ui/field.tsx';
import { Select } from '../../../ui/input.tsx';
import { Slider } from '../../../ui/slider.tsx';
import { Failure, Loading } from '../../../ui/state.tsx';
import { Fallbacks } from './ProviderSelect.tsx';
import { useProblem, useSetup } from './useSetup.ts';

/** The model of the conversation nodes; and what this server has for all works. */
export function ProvidersTab() {
  const { t } = useTranslation('setup');
  return (
    <div className="space-y-6">
      <ModelFields />
      <section className="space-y-2">
        <h3 className="font-semibold">{t('providers.here')}</h3>
        <p className="text-muted-foreground">{t('providers.hereText')}</p>
        <Accounts />
        <Link href="/settings/providers" className="text-primary underline underline-offset-4">
          {t('providers.setUp')}
        </Link>
      </section>
      <AllowedHosts />
    </div>
  );
}

function ModelFields() {
  const { t } = useTranslation('setup');
  const { config, set } = useSetup();
  const problem = useProblem();
  const { data: accounts = [] } = useQuery(providersQuery);
  const { model } = config;
  const names = accounts
    .filter(({ works }) => works.some(({ work }) => work === 'model'))
    .map(({ name }) => name);
  const change = (next: Partial<typeof model>) => set('model', { ...model, ...next });
  const without = (key: 'model' | 'fallbacks' | 'temperature') => {
    const { [key]: _old, ...rest } = model;
    return rest;
  };
  const unknown = !['none', 'auto', ...names].includes(model.provider);
  return (
    <section className="space-y-4">
      <h3 className="font-semibold">{t('model.title')}</h3>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label={t('model.provider')}
          hint={model.provider === 'none' ? t('model.noneHint') : t('model.providerHint')}
          problem={problem('model.provider')}
        >
          {(control) => (
            <Select
              {...control}
              value={model.provider}
              onChange={({ target }) => set('model', { ...without('model'), provider: target.value })}
            >
              <option value="none">{t('model.none')}</option>
              <option value="auto">{t('providers.auto')}</option>
              {[...names, ...(unknown ? [model.provider] : [])].map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <TextField
          label={t('model.model')}
          hint={t('model.modelHint')}
          value={model.model ?? ''}
          onCommit={(name) =>
            set('model', name.trim() === '' ? without('model') : { ...model, model: name.trim() })
          }
        />
        <Fallbacks
          label={t('model.fallbacks')}
          names={names.filter((name) => name !== model.provider)}
          value={model.fallbacks}
          onChange={(fallbacks) => set('model', fallbacks ? { ...model, fallbacks } : without('fallbacks'))}
        />
        <Field
          label={t('model.temperature', {
            value: model.temperature === undefined ? t('model.own') : number(model.temperature, 1),
          })}
          hint={
            <>
              {t('model.temperatureHint')}{' '}
              {model.temperature !== undefined && (
                <Button
                  variant="link"
                  className="h-6 px-0 text-xs"
                  onClick={() => set('model', without('temperature'))}
                >
                  {t('model.temperatureReset')}
                </Button>
              )}
            </>
          }
        >
          {() => (
            <Slider
              label={t('model.temperatureLabel')}
              min={0}
              max={2}
              step={0.1}
              value={[model.temperature ?? 0.7]}
              onValueChange={([temperature = 0]) => change({ temperature })}
            />
          )}
        </Field>
      </div>
      <TextField
        lines
        label={t('model.persona')}
        hint={t('model.personaHint')}
        value={model.persona}
        check={(text) => (text.length > 8_000 ? t('problems.tooLong', { count: 8_000 }) : null)}
        onCommit={(persona) => change({ persona })}
      />
    </section>
  );
}

function Accounts() {
  const { t } = useTranslation('setup');
  const accounts = useQuery(providersQuery);
  if (accounts.isPending) return <Loading />;
  if (accounts.isError) return <Failure error={accounts.error} retry={() => void accounts.refetch()} />;
  const ready = accounts.data.filter(({ works }) => works.some(({ available }) => available));
  return (
    <ul className="divide-y rounded-lg border">
      {ready.map(({ name, works, configurable }) => (
        <li key={name} className="flex flex-wrap items-center gap-2 px-3 py-1.5">
          <span className="min-w-24 font-medium">{name}</span>
          {works
            .filter(({ available }) => available)
            .map(({ work }) => (
              <Badge key={work}>{t(`providers.work.${work}`)}</Badge>
            ))}
          {!configurable && (
            <span className="text-xs text-muted-foreground">{t('providers.onThisMachine')}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function AllowedHosts() {
  const { t } = useTranslation('setup');
  const { config, set } = useSetup();
  return (
    <TextField
      lines
      className="max-w-xl"
      label={t('hosts.label')}
      hint={t('hosts.hint')}
      value={config.allowedPrivateHosts.join('\n')}
      onCommit={(text) =>
        set(
          'allowedPrivateHosts',
          text
            .split('\n')
            .map((host) => host.trim())
            .filter((host) => host !== ''),
        )
      }
    />
  );
}
