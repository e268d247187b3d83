import { Table2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import type { MonitoringAnswer, MonitoringPoint } from '../../types/apiMonitoring.ts';
import { clockTime, milliseconds, number } from '../lib/format.ts';
import { Button } from '../ui/button.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '../ui/card.tsx';
import { Select } from '../ui/input.tsx';
import { LatencyChart } from './LatencyChart.tsx';
import { ENOUGH } from './Tiles.tsx';

export type ClockName = 'speechEndToAudio' | 'decisionToAudio';

/** Goals of the project, ms, P95: the band behind the lines where the flows set no limit of their own. */
const GOAL_MS: Readonly<Record<ClockName, number>> = { speechEndToAudio: 550, decisionToAudio: 400 };

export function LatencyPanel({ answer }: { readonly answer: MonitoringAnswer }) {
  const { t } = useTranslation('monitoring');
  const [clock, setClock] = useState<ClockName>('speechEndToAudio');
  const [table, setTable] = useState(false);
  const { p50, p95, p99, count } = answer.now[clock];
  const own = clock === 'decisionToAudio' ? answer.limitMs : null;
  const limitMs = own ?? GOAL_MS[clock];
  const summary =
    count === 0
      ? t('chart.empty')
      : t('chart.summary', {
          clock: t(`clock.${clock}`),
          p50: milliseconds(p50),
          p95: milliseconds(p95),
          p99: milliseconds(p99),
          n: number(count),
        });
  return (
    <Card aria-labelledby="latency">
      <CardHeader>
        <CardTitle id="latency" className="mr-auto">
          {t('chart.title')}
        </CardTitle>
        <Select
          aria-label={t('chart.clock')}
          className="w-auto min-w-0"
          value={clock}
          onChange={({ target }) => setClock(target.value as ClockName)}
        >
          <option value="speechEndToAudio">{t('clock.speechEndToAudio')}</option>
          <option value="decisionToAudio">{t('clock.decisionToAudio')}</option>
        </Select>
        <Button
          size="icon"
          aria-pressed={table}
          aria-label={t('chart.table')}
          onClick={() => setTable(!table)}
        >
          <Table2 />
        </Button>
      </CardHeader>
      <CardBody className="pt-1">
        {table ? (
          <PointTable points={answer.points} clock={clock} />
        ) : (
          <div role="img" aria-label={summary} className="min-h-64">
            <LatencyChart points={answer.points} clock={clock} limitMs={limitMs} />
          </div>
        )}
        <p className="mt-1 text-xs text-muted-foreground">
          {summary} {t(own === null ? 'chart.band' : 'chart.bandOwn', { ms: milliseconds(limitMs) })}
        </p>
      </CardBody>
    </Card>
  );
}

function PointTable({
  points,
  clock,
}: {
  readonly points: readonly MonitoringPoint[];
  readonly clock: ClockName;
}) {
  const { t } = useTranslation('monitoring');
  const rows = points.filter((point) => point[clock].count > 0).toReversed();
  return (
    <div tabIndex={0} role="group" aria-label={t('chart.title')} className="h-64 overflow-auto">
      <table className="w-full text-left font-mono text-xs tabular-nums">
        <thead className="sticky top-0 bg-card font-sans text-muted-foreground">
          <tr>
            {['time', 'P50', 'P95', 'P99', 'n'].map((head) => (
              <th key={head} scope="col" className="py-1 pr-3 font-medium">
                {head === 'time' ? t('chart.time') : head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((point) => (
            <tr key={point.at} className="border-t">
              <th scope="row" className="py-1 pr-3 font-normal">
                {clockTime(point.at)}
              </th>
              <td className="pr-3">{milliseconds(point[clock].p50)}</td>
              <td className="pr-3">{milliseconds(point[clock].p95)}</td>
              <td className={point[clock].count < ENOUGH ? 'pr-3 text-muted-foreground' : 'pr-3'}>
                {milliseconds(point[clock].p99)}
              </td>
              <td className="pr-3">{number(point[clock].count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
