/** From a number at the carrier to a call that is answered: what to do, in order, and a check that it works. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleMinus, CircleX } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebhookCheck } from '../../types/api.ts';
import { ask } from '../api/client.ts';
import { workflowsQuery } from '../api/queries.ts';
import { settingsQuery } from '../api/setupQueries.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Select } from '../ui/input.tsx';
import { Failure, Loading } from '../ui/state.tsx';
import { Copyable, Refusal, SectionTitle } from './parts.tsx';
import { PublicAddress } from './PublicAddress.tsx';

export function NumberSection() {
  const { t } = useTranslation('settings');
  const settings = useQuery(settingsQuery);
  const { data: workflows = [] } = useQuery(workflowsQuery);
  const [slug, setSlug] = useState('');
  if (settings.isPending) return <Loading />;
  if (settings.isError) return <Failure error={settings.error} retry={() => void settings.refetch()} />;
  const { publicUrl, fromEnvironment } = settings.data;
  const published = workflows.filter(({ publishedVersion }) => publishedVersion !== null);
  const webhook = `${publicUrl ?? 'https://…'}/twilio/voice${slug === '' ? '' : `?workflow=${slug}`}`;
  return (
    <>
      <SectionTitle title={t('number.title')}>{t('number.text')}</SectionTitle>
      <ol className="max-w-2xl space-y-5">
        <Step at={1} title={t('number.address')}>
          <p>{t('number.addressText')}</p>
          <PublicAddress />
        </Step>
        <Step at={2} title={t('number.token')}>
          <p>{t('number.tokenText')}</p>
          <pre className="overflow-x-auto rounded-md bg-muted p-2 font-mono text-xs">TWILIO_AUTH_TOKEN=…</pre>
          <p className="text-xs text-muted-foreground">
            {t(fromEnvironment.includes('TWILIO_AUTH_TOKEN') ? 'number.tokenSet' : 'number.tokenMissing')}
          </p>
        </Step>
        <Step at={3} title={t('number.flow')}>
          <p>{t('number.flowText')}</p>
          <Field label={t('number.which')} hint={t('number.whichHint')}>
            {(control) => (
              <Select {...control} value={slug} onChange={({ target }) => setSlug(target.value)}>
                <option value="">{t('number.byNumber')}</option>
                {published.map((workflow) => (
                  <option key={workflow.slug} value={workflow.slug}>
                    {workflow.name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </Step>
        <Step at={4} title={t('number.console')}>
          <p>{t('number.consoleText')}</p>
          {publicUrl === null ? (
            <p className="text-muted-foreground">{t('number.noAddress')}</p>
          ) : (
            <Copyable text={webhook} label={t('number.webhook')} />
          )}
          <p className="text-xs text-muted-foreground">{t('number.consoleHint')}</p>
        </Step>
        <Step at={5} title={t('number.checkTitle')}>
          <Check />
        </Step>
        <Step at={6} title={t('number.call')}>
          <p>{t('number.callText')}</p>
        </Step>
      </ol>
    </>
  );
}

function Step({
  at,
  title,
  children,
}: {
  readonly at: number;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <li className="grid grid-cols-[1.75rem_1fr] gap-x-3">
      <span
        aria-hidden
        className="flex size-7 items-center justify-center rounded-full border font-mono text-xs"
      >
        {at}
      </span>
      <div className="min-w-0 space-y-2">
        <h3 className="pt-1 font-semibold">{title}</h3>
        {children}
      </div>
    </li>
  );
}

function Check() {
  const { t } = useTranslation('settings');
  const check = useMutation({
    mutationFn: () => ask<WebhookCheck>('/settings/check-webhook', { method: 'POST' }),
  });
  return (
    <div className="space-y-2">
      <p className="text-muted-foreground">{t('check.text')}</p>
      <Button onClick={() => check.mutate()} disabled={check.isPending}>
        {check.isPending ? t('check.running') : t('check.do')}
      </Button>
      <Refusal error={check.error} />
      <div aria-live="polite" className="space-y-2">
        {check.data && <p className="font-semibold">{t(check.data.ok ? 'check.good' : 'check.bad')}</p>}
        <ul className="space-y-1.5">
          {check.data?.steps.map((step) => (
            <CheckStep key={step.step} step={step} />
          ))}
        </ul>
      </div>
    </div>
  );
}

function CheckStep({
  step: { step, ok, code, says, fix },
}: {
  readonly step: WebhookCheck['steps'][number];
}) {
  const { t } = useTranslation('settings');
  const Icon = ok === null ? CircleMinus : ok ? CircleCheck : CircleX;
  const tone = ok === null ? 'text-muted-foreground' : ok ? 'text-primary' : 'text-destructive';
  return (
    <li className="flex items-start gap-2">
      <Icon
        aria-label={t(ok === null ? 'skipped' : ok ? 'good' : 'bad')}
        className={`mt-0.5 size-4 shrink-0 ${tone}`}
      />
      <div>
        <p>{t(`check.step.${step}`)}</p>
        {code && (
          <p className="text-muted-foreground">
            {says} {t(`check.fix.${code}`, { defaultValue: fix ?? '' })}{' '}
            <span className="font-mono text-xs">{code}</span>
          </p>
        )}
      </div>
    </li>
  );
}
