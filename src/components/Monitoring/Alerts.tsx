/** Alert rules and what fired. The server looks at them once a minute, whether or not this page is open. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import type { AlertEvent, AlertRule } from '../../types/apiMonitoring.ts';
import { ask } from '../api/client.ts';
import { alertsQuery } from '../api/queries.ts';
import { dateTime, milliseconds, number } from '../lib/format.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '../ui/card.tsx';
import { Failure } from '../ui/state.tsx';
import { DataTable } from './DataTable.tsx';

const AlertDialog = lazy(async () => ({ default: (await import('./AlertDialog.tsx')).AlertDialog }));

const EVERY_MS = 15_000;
const SHOWN = 20;

export function Alerts() {
  const { t } = useTranslation(['monitoring', 'common']);
  const client = useQueryClient();
  const alerts = useQuery({ ...alertsQuery, refetchInterval: EVERY_MS });
  /** The rule in the dialog; null: a new one; undefined: closed. */
  const [editing, setEditing] = useState<AlertRule | null | undefined>(undefined);
  const [error, setError] = useState<unknown>(null);
  const remove = async ({ id }: AlertRule) => {
    try {
      await ask(`/alerts/rules/${id}`, { method: 'DELETE' });
      setError(null);
    } catch (caught) {
      setError(caught);
    }
    await client.invalidateQueries({ queryKey: alertsQuery.queryKey });
  };
  const { rules = [], events = [] } = alerts.data ?? {};
  return (
    <Card aria-labelledby="alerts">
      <CardHeader>
        <CardTitle id="alerts" className="mr-auto">
          {t('alerts.title')}
        </CardTitle>
        <Button size="sm" onClick={() => setEditing(null)}>
          <Plus aria-hidden /> {t('alerts.add')}
        </Button>
      </CardHeader>
      <CardBody className="space-y-3">
        {alerts.isError && <Failure error={alerts.error} retry={() => void alerts.refetch()} />}
        {error !== null && <Failure error={error} />}
        {alerts.isSuccess && rules.length === 0 && (
          <p className="text-muted-foreground">{t('alerts.none')}</p>
        )}
        {rules.length > 0 && (
          <ul className="divide-y">
            {rules.map((rule) => (
              <li key={rule.id} className="flex flex-wrap items-center gap-2 py-1.5">
                <span className="font-medium">{rule.name}</span>
                <State rule={rule} events={events} />
                <span className="mr-auto text-xs text-muted-foreground">
                  <Sentence rule={rule} />
                </span>
                <Button size="sm" variant="ghost" onClick={() => setEditing(rule)}>
                  {t('alerts.edit')}
                  <span className="sr-only">{rule.name}</span>
                </Button>
                <Button size="sm" variant="ghost" onClick={() => void remove(rule)}>
                  {t('common:delete')}
                  <span className="sr-only">{rule.name}</span>
                </Button>
              </li>
            ))}
          </ul>
        )}
        {events.length > 0 && <Events events={events.slice(0, SHOWN)} />}
      </CardBody>
      <Suspense>
        {editing !== undefined && <AlertDialog rule={editing} onClose={() => setEditing(undefined)} />}
      </Suspense>
    </Card>
  );
}

function State({ rule, events }: { readonly rule: AlertRule; readonly events: readonly AlertEvent[] }) {
  const { t } = useTranslation('monitoring');
  if (!rule.enabled) return <Badge>{t('alerts.off')}</Badge>;
  const firing = events.some((event) => event.ruleId === rule.id && event.resolvedAt === null);
  return <Badge tone={firing ? 'bad' : 'good'}>{firing ? t('alerts.firing') : t('alerts.quiet')}</Badge>;
}

const isClock = (metric: AlertRule['metric']) =>
  metric === 'speechEndToAudio' || metric === 'decisionToAudio';

function valueText(metric: AlertRule['metric'], value: number): string {
  return isClock(metric) ? milliseconds(value) : number(value);
}

/** The rule in words: "P95 of … above 550 ms in 5 minutes". */
function Sentence({ rule }: { readonly rule: AlertRule }) {
  const { t } = useTranslation('monitoring');
  const metric = t(`metric.${rule.metric}`);
  const what = isClock(rule.metric) ? `${metric} P${rule.percentile}` : metric;
  const limit = valueText(rule.metric, rule.threshold);
  const words = t('alerts.sentence', { what, limit, minutes: rule.windowMinutes });
  return (
    <>
      {words}
      {rule.webhookHost && ` → ${rule.webhookHost}`}
      {rule.origin === 'simulated' && ` · ${t('origin.simulated')}`}
    </>
  );
}

function Events({ events }: { readonly events: readonly AlertEvent[] }) {
  const { t } = useTranslation('monitoring');
  return (
    <DataTable
      label={t('alerts.history')}
      columns={[
        { name: t('alerts.rule') },
        { name: t('alerts.value'), figure: true },
        { name: t('alerts.fired') },
        { name: t('alerts.resolved') },
        { name: t('alerts.webhook') },
      ]}
      rows={events.map((event) => ({
        key: event.id,
        cells: [
          event.ruleName,
          `${valueText(event.metric, event.value)} > ${valueText(event.metric, event.threshold)}`,
          <span className="whitespace-nowrap">{dateTime(event.firedAt)}</span>,
          event.resolvedAt === null ? (
            <Badge tone="bad">{t('alerts.firing')}</Badge>
          ) : (
            <span className="whitespace-nowrap">{dateTime(event.resolvedAt)}</span>
          ),
          event.delivery === null ? (
            '–'
          ) : (
            <>
              {t(`alerts.delivery.${event.delivery}`)}{' '}
              {event.deliveryCode && <span className="font-mono text-xs">{event.deliveryCode}</span>}
            </>
          ),
        ],
      }))}
    />
  );
}
