import { useState } from 'react';
import { useTranslation } from '../../../lib/i18n.ts';
import type { ClockFigures, DayFigures, WorkflowPerformance } from '../../../../types/api.ts';
import type { PerformanceSettings } from '../../../../types/workflowConfig.ts';
import { clockTime, milliseconds, number, percent } from '../../../lib/format.ts';
import { cn } from '../../../lib/cn.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '../../../ui/card.tsx';
import { Select } from '../../../ui/input.tsx';
import { AnswerSources } from './AnswerSources.tsx';
import type { Freshness } from './useFreshFigures.ts';

/** Fewer turns say little about the slowest of a hundred. */
export const ENOUGH = 20;

const clocks = ['decisionToAudio', 'speechEndToAudio', 'earEstimate'] as const;
const columns = ['mean', 'p50', 'p95', 'p99'] as const;

interface ClocksCardProps {
  readonly report: WorkflowPerformance;
  readonly freshness: Freshness;
  readonly performance: PerformanceSettings;
}

export function ClocksCard({ report, freshness, performance }: ClocksCardProps) {
  const { t } = useTranslation('setup');
  const [origin, setOrigin] = useState<'measured' | 'simulated'>(
    report.measured.turns === 0 && report.simulated.turns > 0 ? 'simulated' : 'measured',
  );
  const day = report[origin];
  return (
    <Card>
      <CardHeader className="flex-wrap">
        <CardTitle>{t('clocks.title')}</CardTitle>
        <FeedState freshness={freshness} at={report.at} />
        <Select
          aria-label={t('clocks.origin')}
          className="ml-auto w-auto"
          value={origin}
          onChange={({ target }) => setOrigin(target.value === 'simulated' ? 'simulated' : 'measured')}
        >
          <option value="measured">{t('clocks.measured', { count: report.measured.calls })}</option>
          <option value="simulated">{t('clocks.simulated', { count: report.simulated.calls })}</option>
        </Select>
      </CardHeader>
      <CardBody className="space-y-4">
        {day.turns === 0 ? (
          <p className="py-6 text-center text-muted-foreground">
            {t(origin === 'measured' ? 'clocks.none' : 'clocks.noneSimulated')}
          </p>
        ) : (
          <>
            <ClockTable day={day} target={performance.targetLatency} />
            <Counts day={day} failovers={freshness.failovers} />
            <AnswerSources sources={day.sources} />
          </>
        )}
      </CardBody>
    </Card>
  );
}

function FeedState({
  freshness: { connection, liveCalls },
  at,
}: {
  readonly freshness: Freshness;
  readonly at: string;
}) {
  const { t } = useTranslation('setup');
  if (connection === 'broken')
    return <Badge tone="warning">{t('clocks.broken', { at: clockTime(at) })}</Badge>;
  if (connection === 'connecting') return <Badge>{t('clocks.connecting')}</Badge>;
  return <Badge tone="live">{t('clocks.live', { count: liveCalls })}</Badge>;
}

function ClockTable({ day, target }: { readonly day: DayFigures; readonly target: number }) {
  const { t } = useTranslation('setup');
  return (
    <div className="relative overflow-x-auto" role="region" tabIndex={0} aria-label={t('clocks.title')}>
      <table className="w-full text-right sm:min-w-[34rem]">
        <thead className="text-xs text-muted-foreground">
          <tr className="border-b max-sm:grid max-sm:grid-cols-4">
            <th scope="col" className="py-1 text-left font-medium max-sm:sr-only">
              {t('clocks.clock')}
            </th>
            {columns.map((name) => (
              <th
                key={name}
                scope="col"
                className={cn('py-1 font-medium sm:pl-3', name === 'mean' && 'max-sm:hidden')}
              >
                {t(`clocks.${name}`)}
              </th>
            ))}
            <th scope="col" className="py-1 font-medium sm:pl-3">
              {t('clocks.n')}
            </th>
          </tr>
        </thead>
        <tbody>
          {clocks.map((clock) => (
            <tr key={clock} className="border-b last:border-0 max-sm:grid max-sm:grid-cols-4 max-sm:pb-2">
              <th scope="row" className="py-1.5 text-left font-normal max-sm:col-span-4">
                <span className="block font-medium">{t(`clocks.${clock}`)}</span>
                <span className="block text-xs text-muted-foreground">{t(`clocks.${clock}Text`)}</span>
              </th>
              {columns.map((name) => (
                <Figure
                  key={name}
                  figures={day.clocks[clock]}
                  name={name}
                  target={clock === 'decisionToAudio' && name === 'p50' ? target : null}
                />
              ))}
              <td className="font-mono tabular-nums sm:pl-3">{number(day.clocks[clock]?.count ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface FigureProps {
  readonly figures: ClockFigures;
  readonly name: (typeof columns)[number];
  readonly target: number | null;
}

function Figure({ figures, name, target }: FigureProps) {
  const { t } = useTranslation('setup');
  const few = (figures?.count ?? 0) < ENOUGH && (name === 'p99' || name === 'p95');
  const value = figures?.[name];
  const over = target !== null && value !== undefined && value > target;
  return (
    <td
      className={cn(
        'font-mono tabular-nums sm:pl-3',
        name === 'mean' && 'max-sm:hidden',
        few && 'text-muted-foreground',
        over && 'text-warning',
      )}
    >
      {milliseconds(value)}
      {few && <span className="sr-only"> ({t('clocks.few', { count: ENOUGH })})</span>}
      {over && <span className="sr-only"> ({t('clocks.over')})</span>}
    </td>
  );
}

function Counts({ day, failovers }: { readonly day: DayFigures; readonly failovers: number | null }) {
  const { t } = useTranslation('setup');
  const codes = Object.entries(day.errors).sort(([, a], [, b]) => b - a);
  const counts = [
    {
      key: 'late',
      value: number(day.lateTurns),
      share: percent(day.turns ? day.lateTurns / day.turns : null),
    },
    {
      key: 'errors',
      value: number(day.callsWithErrors),
      share: percent(day.calls ? day.callsWithErrors / day.calls : null),
    },
    { key: 'failovers', value: failovers === null ? '–' : number(failovers), share: null },
  ];
  return (
    <div className="space-y-2">
      <dl className="grid gap-3 sm:grid-cols-3">
        {counts.map(({ key, value, share }) => (
          <div key={key} className="rounded-md bg-muted px-3 py-2">
            <dt className="text-xs text-muted-foreground">{t(`counts.${key}`)}</dt>
            <dd className="font-mono text-lg tabular-nums">
              {value} {share !== null && <span className="text-xs text-muted-foreground">{share}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {codes.length > 0 && (
        <p className="text-xs text-muted-foreground">
          {t('counts.codes')}{' '}
          {codes.slice(0, 5).map(([code, count]) => (
            <span key={code} className="mr-2 font-mono">
              {code} × {count}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}
