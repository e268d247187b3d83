/** Who does a work, and who stands in when they do not answer. */
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from '../../../lib/i18n.ts';
import type { MeasuredProvider, ProviderAccount } from '../../../../types/api.ts';
import { providersQuery } from '../../../api/setupQueries.ts';
import { milliseconds } from '../../../lib/format.ts';
import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/input.tsx';

type Work = ProviderAccount['works'][number]['work'];

interface ProviderSelectProps {
  readonly work: Work;
  readonly label: string;
  /** Whom the server would ask for this language, in order. */
  readonly serving: readonly MeasuredProvider[];
  readonly value: string;
  readonly fallbacks: readonly string[] | undefined;
  readonly problem?: string | undefined;
  readonly onChange: (name: string) => void;
  readonly onFallbacks: (names: string[] | undefined) => void;
}

export function ProviderSelect(props: ProviderSelectProps) {
  const { work, label, serving, value, fallbacks, problem, onChange, onFallbacks } = props;
  const { t } = useTranslation('setup');
  const { data: accounts = [] } = useQuery(providersQuery);
  const others = accounts
    .filter(({ works }) => works.some((it) => it.work === work))
    .filter(({ name }) => serving.every(({ provider }) => provider !== name));
  const names = [...serving.map(({ provider }) => provider), ...others.map(({ name }) => name)];
  const first = serving[0];
  const now = value === 'auto' ? first : serving.find(({ provider }) => provider === value);
  return (
    <div className="space-y-2">
      <Field label={label} problem={problem} hint={<NowServing now={now} auto={value === 'auto'} />}>
        {(control) => (
          <Select {...control} value={value} onChange={({ target }) => onChange(target.value)}>
            <option value="auto">
              {first ? t('providers.autoNow', { name: first.provider }) : t('providers.auto')}
            </option>
            {serving.map(({ provider }) => (
              <option key={provider} value={provider}>
                {provider}
              </option>
            ))}
            {others.length > 0 && (
              <optgroup label={t('providers.others')}>
                {others.map(({ name }) => (
                  <option key={name} value={name}>
                    {name}
                  </option>
                ))}
              </optgroup>
            )}
            {value !== 'auto' && !names.includes(value) && <option value={value}>{value}</option>}
          </Select>
        )}
      </Field>
      <Fallbacks
        names={names.filter((name) => name !== value)}
        label={t('providers.fallbacksOf', { work: label })}
        value={fallbacks}
        onChange={onFallbacks}
      />
    </div>
  );
}

function NowServing({ now, auto }: { readonly now: MeasuredProvider | undefined; readonly auto: boolean }) {
  const { t } = useTranslation('setup');
  if (!now) return auto ? t('providers.nobody') : t('providers.notMeasured');
  if (now.samples === 0) return t('providers.notMeasured');
  return (
    <>
      {t('providers.measured')}{' '}
      <span className="font-mono tabular-nums">
        P50 {milliseconds(now.p50Ms)} · P95 {milliseconds(now.p95Ms)} · n = {now.samples}
      </span>
    </>
  );
}

interface FallbacksProps {
  readonly names: readonly string[];
  readonly label: string;
  readonly value: readonly string[] | undefined;
  readonly onChange: (names: string[] | undefined) => void;
}

/** Absent: everybody who can. Empty: nobody. */
export function Fallbacks({ names, label, value, onChange }: FallbacksProps) {
  const { t } = useTranslation('setup');
  const id = useId();
  const mode = value === undefined ? 'all' : value.length === 0 ? 'none' : 'some';
  return (
    <div className="space-y-1.5">
      <Select
        aria-label={label}
        aria-describedby={`${id}-hint`}
        value={mode}
        onChange={({ target }) => {
          if (target.value === 'all') onChange(undefined);
          else onChange(target.value === 'none' ? [] : names.slice(0, 1));
        }}
      >
        {(['all', 'some', 'none'] as const).map((one) => (
          <option key={one} value={one} disabled={one === 'some' && names.length === 0}>
            {t(`providers.fallbacks.${one}`)}
          </option>
        ))}
      </Select>
      {mode === 'some' && (
        <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
          <legend className="sr-only">{label}</legend>
          {names.map((name) => (
            <label key={name} className="flex min-h-6 items-center gap-1.5">
              <input
                type="checkbox"
                className="size-4 accent-primary"
                checked={value?.includes(name) ?? false}
                onChange={({ target }) => {
                  const rest = (value ?? []).filter((one) => one !== name);
                  onChange(target.checked ? [...rest, name] : rest);
                }}
              />
              {name}
            </label>
          ))}
        </fieldset>
      )}
      <p id={`${id}-hint`} className="text-xs text-muted-foreground">
        {t(`providers.fallbackHint.${mode}`)}
      </p>
    </div>
  );
}
