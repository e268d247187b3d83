/** From a number at the carrier to a call that is answered: what to do, in order, and a check that it works. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleMinus, CircleX } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import type { WebhookCheck } from '../../types/api.ts';
import { ask } from '../api/client.ts';
import { workflowsQuery } from '../api/queries.ts';
import { settingsQuery } from '../api/setupQueries.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Select } from '../ui/input.tsx';
import { Failure, Loading } from '../ui/state.tsx';
import { ErrorText } from '../ui/errorText.tsx';
import { Copyable, Refusal, SectionTitle } from './parts.tsx';
import { PublicAddress } from './PublicAddress.tsx';

type Carrier = 'twilio' | 'telnyx';

/** By which this server tells a carrier's calls from forged ones. */
const SECRET = { twilio: 'TWILIO_AUTH_TOKEN', telnyx: 'TELNYX_PUBLIC_KEY' } as const satisfies Record<
  Carrier,
  string
>;

export function NumberSection() {
  const { t } = useTranslation('settings');
  const settings = useQuery(settingsQuery);
  const { data: workflows = [] } = useQuery(workflowsQuery);
  const [slug, setSlug] = useState('');
  const [carrier, setCarrier] = useState<Carrier>('twilio');
  if (settings.isPending) return <Loading />;
  if (settings.isError) return <Failure error={settings.error} retry={() => void settings.refetch()} />;
  const { publicUrl, fromEnvironment } = settings.data;
  const published = workflows.filter(({ publishedVersion }) => publishedVersion !== null);
  const webhook = `${publicUrl ?? 'https://…'}/${carrier}/voice${slug === '' ? '' : `?workflow=${slug}`}`;
  return (
    <>
      <SectionTitle title={t('number.title')}>{t('number.text')}</SectionTitle>
      <Field label={t('number.carrier')} className="mb-5 max-w-60">
        {(control) => (
          <Select {...control} value={carrier} onChange={({ target }) => setCarrier(target.value as Carrier)}>
            <option value="twilio">Twilio</option>
            <option value="telnyx">Telnyx</option>
          </Select>
        )}
      </Field>
      <ol className="max-w-2xl space-y-5">
        <Step at={1} title={t('number.address')}>
          <p>{t('number.addressText')}</p>
          <PublicAddress />
        </Step>
        <Step at={2} title={t(`number.${carrier}.secret`)}>
          <p>{t(`number.${carrier}.secretText`)}</p>
          <pre className="overflow-x-auto rounded-md bg-muted p-2 font-mono text-xs">{SECRET[carrier]}=…</pre>
          <p className="text-xs text-muted-foreground">
            {t(fromEnvironment.includes(SECRET[carrier]) ? 'number.secretSet' : 'number.secretMissing')}
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
        <Step at={4} title={t(`number.${carrier}.console`)}>
          <p>{t(`number.${carrier}.consoleText`)}</p>
          {publicUrl === null ? (
            <p className="text-muted-foreground">{t('number.noAddress')}</p>
          ) : (
            <Copyable text={webhook} label={t(`number.${carrier}.webhook`)} />
          )}
          <p className="text-xs text-muted-foreground">{t(`number.${carrier}.consoleHint`)}</p>
        </Step>
        <Step at={5} title={t('number.checkTitle')}>
          <Check key={carrier} carrier={carrier} />
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

function Check({ carrier }: { readonly carrier: Carrier }) {
  const { t } = useTranslation('settings');
  const check = useMutation({
    mutationFn: () => ask<WebhookCheck>('/settings/check-webhook', { method: 'POST', body: { carrier } }),
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
            <CheckStep key={step.step} step={step} carrier={carrier} />
          ))}
        </ul>
      </div>
    </div>
  );
}

function CheckStep({
  step: { step, ok, code, says, fix, detail },
  carrier,
}: {
  readonly step: WebhookCheck['steps'][number];
  readonly carrier: Carrier;
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
        <p>{t(step === 'signature' ? `number.${carrier}.signature` : `check.step.${step}`)}</p>
        {code && (
          <p className="text-muted-foreground">
            <ErrorText error={{ code, message: says ?? '', fix, detail }} />
          </p>
        )}
      </div>
    </li>
  );
}
