import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '../lib/i18n.ts';
import { capabilitiesQuery } from '../api/queries.ts';
import { providersQuery } from '../api/setupQueries.ts';
import { Failure, Loading } from '../ui/state.tsx';
import { SectionTitle } from './parts.tsx';

export function AboutSection() {
  const { t } = useTranslation('settings');
  const capabilities = useQuery(capabilitiesQuery);
  const { data: providers = [] } = useQuery(providersQuery);
  if (capabilities.isPending) return <Loading />;
  if (capabilities.isError)
    return <Failure error={capabilities.error} retry={() => void capabilities.refetch()} />;
  const { version, limits } = capabilities.data;
  const embedded = providers
    .filter(({ configurable }) => !configurable)
    .flatMap(({ name, works }) => works.map(({ work, licence }) => ({ name, work, licence })));
  return (
    <div className="max-w-2xl space-y-6">
      <SectionTitle title={t('about.title')}>{t('about.text')}</SectionTitle>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">
        <dt className="text-muted-foreground">{t('about.version')}</dt>
        <dd className="font-mono">{version}</dd>
        <dt className="text-muted-foreground">{t('about.licence')}</dt>
        <dd>Apache-2.0</dd>
        <dt className="text-muted-foreground">API</dt>
        <dd>
          <a href="/api/docs" className="text-primary underline underline-offset-4">
            /api/docs
          </a>
        </dd>
      </dl>
      <section className="space-y-2">
        <h3 className="font-semibold">{t('about.limits')}</h3>
        {limits.length === 0 ? (
          <p className="text-muted-foreground">{t('about.noLimits')}</p>
        ) : (
          <ul lang="en" className="list-disc space-y-1 pl-5 text-muted-foreground">
            {limits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
        )}
      </section>
      <section className="space-y-2">
        <h3 className="font-semibold">{t('about.parts')}</h3>
        <p className="text-muted-foreground">{t('about.partsText')}</p>
        <ul className="divide-y rounded-lg border bg-card">
          {embedded.map(({ name, work, licence }) => (
            <li key={`${name} ${work}`} className="flex flex-wrap gap-x-4 px-3 py-1.5">
              <span className="min-w-28 font-medium">{name}</span>
              <span className="min-w-28 text-muted-foreground">{t(`providers.work.${work}`)}</span>
              <span>{licence}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
