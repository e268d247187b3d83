import { useMutation } from '@tanstack/react-query';
import { CircleCheck, CircleMinus, CircleX } from 'lucide-react';
import { useTranslation } from '../lib/i18n.ts';
import type { ProviderCheck, ProviderCheckList } from '../../types/api.ts';
import { ask } from '../api/client.ts';
import { milliseconds } from '../lib/format.ts';
import { Button } from '../ui/button.tsx';
import { ErrorText } from '../ui/errorText.tsx';
import { Refusal } from './parts.tsx';

/** Uses the provider for real: speaks a sentence, hears it, asks the model one word. */
/** How the last check here went; null: none was made, or the account has changed since. */
export type Checked = 'good' | 'bad' | null;

interface ProviderCheckButtonProps {
  readonly name: string;
  readonly onChecked: (checked: Checked) => void;
}

export function ProviderCheckButton({ name, onChecked }: ProviderCheckButtonProps) {
  const { t } = useTranslation('settings');
  const check = useMutation({
    mutationFn: () =>
      ask<ProviderCheckList>(`/providers/${encodeURIComponent(name)}/check`, { method: 'POST', body: {} }),
    onSuccess: ({ checks }) =>
      onChecked(
        checks.some(({ ok }) => ok === false) ? 'bad' : checks.some(({ ok }) => ok === true) ? 'good' : null,
      ),
  });
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={() => check.mutate()} disabled={check.isPending}>
          {check.isPending ? t('providers.checking') : t('providers.check')}
        </Button>
        <span className="text-xs text-muted-foreground">{t('providers.checkText')}</span>
      </div>
      <Refusal error={check.error} />
      <ul aria-live="polite" className="space-y-1.5">
        {check.data?.checks.map((one) => (
          <Result key={one.work} check={one} />
        ))}
      </ul>
    </div>
  );
}

function Result({ check }: { readonly check: ProviderCheck }) {
  const { t } = useTranslation('settings');
  const { work, ok, firstOutputMs, says, fix, code } = check;
  const Icon = ok === null ? CircleMinus : ok ? CircleCheck : CircleX;
  const tone = ok === null ? 'text-muted-foreground' : ok ? 'text-primary' : 'text-destructive';
  return (
    <li className="flex items-start gap-2">
      <Icon
        aria-label={t(ok === null ? 'skipped' : ok ? 'good' : 'bad')}
        className={`mt-0.5 size-4 shrink-0 ${tone}`}
      />
      <p>
        <span className="font-medium">{t(`providers.work.${work}`)}</span>{' '}
        {ok && (
          <span className="font-mono tabular-nums">
            {t('providers.firstOutput', { ms: milliseconds(firstOutputMs) })}
          </span>
        )}{' '}
        <span className="text-muted-foreground">
          {code ? (
            <ErrorText error={{ code, message: says, fix }} />
          ) : (
            <span lang="en">
              {says} {fix}
            </span>
          )}
        </span>
      </p>
    </li>
  );
}
