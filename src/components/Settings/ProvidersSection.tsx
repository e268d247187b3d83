import { useQuery } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import type { ProviderAccount } from '../../types/api.ts';
import type { ProviderHealthReport } from '../../types/providerHealth.ts';
import { providerHealthQuery, providersQuery } from '../api/setupQueries.ts';
import { useServerTexts } from '../lib/serverTexts.ts';
import { cn } from '../lib/cn.ts';
import { milliseconds, number } from '../lib/format.ts';
import { Badge } from '../ui/badge.tsx';
import { Failure, Loading } from '../ui/state.tsx';
import { ErrorText } from '../ui/errorText.tsx';
import { SectionTitle } from './parts.tsx';
import { ProviderCheckButton, type Checked } from './ProviderCheck.tsx';
import { ProviderForm } from './ProviderForm.tsx';

export function ProvidersSection() {
  const { t } = useTranslation('settings');
  const providers = useQuery(providersQuery);
  const { data: health } = useQuery(providerHealthQuery);
  if (providers.isPending) return <Loading />;
  if (providers.isError) return <Failure error={providers.error} retry={() => void providers.refetch()} />;
  const accounts = providers.data.filter(({ configurable }) => configurable);
  const embedded = providers.data.filter(({ configurable }) => !configurable);
  const healthOf = (name: string) => health?.health.filter(({ provider }) => provider === name) ?? [];
  return (
    <>
      <SectionTitle title={t('providers.title')}>{t('providers.text')}</SectionTitle>
      <ul className="space-y-2">
        {accounts.map((account) => (
          <Provider key={account.name} account={account} health={healthOf(account.name)} />
        ))}
      </ul>
      <h3 className="mt-6 mb-2 font-semibold">{t('providers.embedded')}</h3>
      <ul className="space-y-2">
        {embedded.map((account) => (
          <Provider key={account.name} account={account} health={healthOf(account.name)} />
        ))}
      </ul>
    </>
  );
}

interface ProviderProps {
  readonly account: ProviderAccount;
  readonly health: readonly ProviderHealthReport[];
}

function Provider({ account, health }: ProviderProps) {
  const { t } = useTranslation('settings');
  const [open, setOpen] = useState(false);
  const [checked, setChecked] = useState<Checked>(null);
  const body = useId();
  return (
    <li className="rounded-lg border bg-card">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={body}
        onClick={() => setOpen(!open)}
        className="flex min-h-10 w-full flex-wrap items-center gap-x-2 gap-y-1 rounded-lg px-3 py-1.5 text-left hover:bg-muted focus-visible:outline-2"
      >
        <ChevronDown aria-hidden className={cn('size-4 transition-transform', !open && '-rotate-90')} />
        <span className="min-w-24 font-semibold">{account.name}</span>
        <State account={account} health={health} checked={checked} />
        <span className="text-xs text-muted-foreground">
          {account.works.map(({ work }) => t(`providers.work.${work}`)).join(' · ')}
        </span>
      </button>
      <div id={body} hidden={!open} className="space-y-4 border-t p-4">
        {open && (
          <>
            <Works account={account} />
            <Health name={account.name} health={health} />
            {account.configurable && <ProviderForm account={account} onChanged={() => setChecked(null)} />}
            <ProviderCheckButton name={account.name} onChecked={setChecked} />
          </>
        )}
      </div>
    </li>
  );
}

/** What is known of a key: a stored one may be wrong. */
function State({
  account: { problem, configurable, configured, works },
  health,
  checked,
}: ProviderProps & { readonly checked: Checked }) {
  const { t } = useTranslation('settings');
  if (problem) return <Badge tone="bad">{t('providers.state.problem')}</Badge>;
  if (!works.some(({ available }) => available))
    return <Badge>{t(configurable ? 'providers.state.notSetUp' : 'providers.state.notHere')}</Badge>;
  if (checked === 'bad') return <Badge tone="bad">{t('providers.state.checkFailed')}</Badge>;
  const asked = health.filter(({ counts }) => counts.requests > 0);
  const answered = asked.some(({ counts }) => counts.requests > counts.failures);
  if (health.some(({ state }) => state === 'open') || (asked.length > 0 && !answered))
    return <Badge tone="warning">{t('providers.state.failing')}</Badge>;
  if (configurable && !configured) return <Badge>{t('providers.state.notSetUp')}</Badge>;
  if (configurable && !answered && checked === null) return <Badge>{t('providers.state.stored')}</Badge>;
  return <Badge tone="good">{t('providers.state.ready')}</Badge>;
}

function Works({ account: { name, configurable, works, problem } }: { readonly account: ProviderAccount }) {
  const { t } = useTranslation('settings');
  const texts = useServerTexts('providers');
  /** What the server sent, where this page has no words for it: a provider that somebody added. */
  const told = (key: string, own: string) => {
    const found = texts?.(`${name}.${key}`, { raw: true, defaultValue: '' }) ?? '';
    return found === '' ? <span lang="en">{own}</span> : found;
  };
  return (
    <div className="space-y-2">
      {problem && (
        <p role="alert" className="text-destructive">
          <ErrorText error={problem} />
        </p>
      )}
      <dl className="space-y-2">
        {works.map(({ work, can, cannot, licence, unavailable }) => (
          <div key={work}>
            <dt className="font-medium">
              {t(`providers.work.${work}`)}{' '}
              <span className="text-xs font-normal text-muted-foreground">{licence}</span>
            </dt>
            <dd className="text-muted-foreground">
              {told(`${work}.can`, can)} {told(`${work}.cannot`, cannot)}{' '}
              {/* What is missing of an account stands below, in its form. */}
              {!configurable && unavailable && <span lang="en">{unavailable}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

interface HealthProps {
  readonly name: string;
  readonly health: readonly ProviderHealthReport[];
}

function Health({ name, health }: HealthProps) {
  const { t } = useTranslation('settings');
  const asked = health.filter(({ counts }) => counts.requests > 0);
  if (asked.length === 0) return <p className="text-xs text-muted-foreground">{t('providers.notAsked')}</p>;
  return (
    <div
      className="overflow-x-auto"
      role="region"
      tabIndex={0}
      // Several may be open: landmarks are told apart by their names.
      aria-label={`${name} · ${t('providers.health')}`}
    >
      <table className="w-full min-w-[30rem] text-right font-mono text-xs tabular-nums">
        <thead className="font-sans text-muted-foreground">
          <tr className="border-b">
            {['work', 'language', 'p50', 'p95', 'requests', 'failures', 'hedges'].map((name, at) => (
              <th key={name} scope="col" className={cn('py-1 font-medium', at < 2 ? 'text-left' : 'pl-3')}>
                {t(`providers.columns.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {asked.flatMap(({ work, counts, languages }) =>
            languages.map(({ language, p50Ms, p95Ms }, at) => (
              <tr key={`${work} ${language}`} className="border-b last:border-0">
                <th scope="row" className="py-1 text-left font-sans font-normal">
                  {t(`providers.work.${work}`)}
                </th>
                <td className="text-left">{language}</td>
                <td className="pl-3">{milliseconds(p50Ms)}</td>
                <td className="pl-3">{milliseconds(p95Ms)}</td>
                <td className="pl-3">{at === 0 ? number(counts.requests) : ''}</td>
                <td className="pl-3">{at === 0 ? number(counts.failures) : ''}</td>
                <td className="pl-3">{at === 0 ? number(counts.hedges) : ''}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}
