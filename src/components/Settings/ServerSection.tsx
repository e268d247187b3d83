import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '../lib/i18n.ts';
import { workflowsQuery } from '../api/queries.ts';
import { settingsQuery } from '../api/setupQueries.ts';
import { Field } from '../ui/field.tsx';
import { Select } from '../ui/input.tsx';
import { Failure, Loading } from '../ui/state.tsx';
import { Refusal, SectionTitle } from './parts.tsx';
import { PublicAddress } from './PublicAddress.tsx';
import { useSaveSettings } from './useSaveSettings.ts';

export function ServerSection() {
  const { t } = useTranslation('settings');
  const settings = useQuery(settingsQuery);
  const { data: workflows = [] } = useQuery(workflowsQuery);
  const save = useSaveSettings();
  if (settings.isPending) return <Loading />;
  if (settings.isError) return <Failure error={settings.error} retry={() => void settings.refetch()} />;
  const { settings: stored, fromEnvironment } = settings.data;
  return (
    <>
      <SectionTitle title={t('server.title')}>{t('server.text')}</SectionTitle>
      <div className="max-w-xl space-y-6">
        <PublicAddress />
        <Field label={t('server.default')} hint={t('server.defaultHint')}>
          {(control) => (
            <Select
              {...control}
              value={stored.defaultWorkflow ?? ''}
              disabled={save.isPending}
              onChange={({ target }) =>
                save.mutate({ ...stored, defaultWorkflow: target.value === '' ? null : target.value })
              }
            >
              <option value="">{t('server.noDefault')}</option>
              {workflows.map(({ slug, name, publishedVersion }) => (
                <option key={slug} value={slug} disabled={publishedVersion === null}>
                  {publishedVersion === null ? t('server.unpublished', { name }) : name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Refusal error={save.error} />
        <section className="space-y-1">
          <h3 className="text-[12px] font-medium">{t('server.environment')}</h3>
          <p className="text-xs text-muted-foreground">{t('server.environmentHint')}</p>
          <p className="font-mono text-xs break-words">{fromEnvironment.join(', ') || '–'}</p>
        </section>
      </div>
    </>
  );
}
