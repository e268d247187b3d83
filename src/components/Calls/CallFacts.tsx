import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { workflowsQuery, type CallDetail } from '../api/queries.ts';
import { cn } from '../lib/cn.ts';
import { dateTime, duration, milliseconds, number } from '../lib/format.ts';
import { Badge } from '../ui/badge.tsx';
import { Outcome, TestBadge } from './CallsTable.tsx';

export function CallFacts({ detail, sample }: { readonly detail: CallDetail; readonly sample: boolean }) {
  const { t } = useTranslation('calls');
  const { data: workflows = [], isPending } = useQuery(workflowsQuery);
  const { call, turns } = detail;
  const flow = workflows.find(({ id }) => id === call.workflowId)?.name;
  const latencies = turns.map(({ clocks }) => clocks.speechEndToAudioMs).filter((ms) => ms !== null);
  const cutIns = turns.filter(({ interrupted }) => interrupted).length;
  return (
    <>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2 rounded-lg border bg-card p-3 sm:grid-cols-4 lg:grid-cols-[repeat(3,minmax(0,1.5fr))_minmax(0,1.1fr)_repeat(4,minmax(0,.8fr))]">
        <Fact name={t('column.outcome')}>
          <span className="flex flex-wrap gap-1">
            {sample && <Badge tone="warning">{t('sample.badge')}</Badge>}
            {!sample && <TestBadge call={call} />}
            <Outcome call={call} />
          </span>
        </Fact>
        <Fact name={t('column.started')}>{dateTime(call.startedAt)}</Fact>
        <Fact name={t('column.flow')} oneLine>
          {flow ?? (sample ? t('sample.flow') : isPending ? '…' : t('deletedFlow'))}{' '}
          <span className="font-mono text-xs">
            {call.workflowVersion === 0 ? t('draft') : `v${call.workflowVersion}`}
          </span>
        </Fact>
        <Fact name={t('column.caller')} mono>
          {call.from === '' ? '–' : call.from}
        </Fact>
        <Fact name={t('column.duration')} mono>
          {call.durationMs === null ? '–' : duration(call.durationMs)}
        </Fact>
        <Fact name={t('column.turns')} mono>
          {number(turns.length)}
        </Fact>
        <Fact name={t('column.slowest')} mono>
          {latencies.length === 0 ? '–' : milliseconds(Math.max(...latencies))}
        </Fact>
        <Fact name={t('cutIns')} mono>
          {number(cutIns)}
        </Fact>
      </dl>
      {call.errors.length > 0 && (
        <p className="rounded-md border border-warning/50 bg-card px-3 py-2">
          {t('errorsMet')} <span className="font-mono text-xs">{call.errors.join(' · ')}</span>
        </p>
      )}
    </>
  );
}

function Fact({
  name,
  mono = false,
  oneLine = mono,
  children,
}: {
  readonly name: string;
  readonly mono?: boolean;
  /** Cut rather than wrapped: nothing moves when it comes. */
  readonly oneLine?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted-foreground">{name}</dt>
      <dd className={cn(mono && 'font-mono tabular-nums', oneLine && 'truncate')}>{children}</dd>
    </div>
  );
}
