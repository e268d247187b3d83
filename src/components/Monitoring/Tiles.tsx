import type { ReactNode } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import type { MonitoringAnswer, MonitoringPoint } from '../../types/apiMonitoring.ts';
import type { HistogramSummary } from '../../types/metrics.ts';
import { change, milliseconds, number, percent } from '../lib/format.ts';
import { cn } from '../lib/cn.ts';
import { Spark } from './Spark.tsx';

/** Of fewer turns the 99th percentile is the slowest one, whatever it is called. */
export const ENOUGH = 20;

export function Tiles({ answer }: { readonly answer: MonitoringAnswer }) {
  const { t } = useTranslation('monitoring');
  const { now, before, points } = answer;
  const errors = (figures: typeof now) => sum(Object.values(figures.errors));
  const hits = (figures: typeof now) => hitShare(figures.answersBySource);
  const shareNow = hits(now);
  const shareBefore = hits(before);
  return (
    <section aria-label={t('figures')} className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
      {(['speechEndToAudio', 'decisionToAudio'] as const).map((clock) => (
        <ClockTile
          key={clock}
          name={t(`clock.${clock}`)}
          now={now[clock]}
          before={before[clock]}
          points={points}
          clock={clock}
        />
      ))}
      <Tile
        name={t('tile.turns')}
        value={number(now.turns)}
        note={t('tile.calls', { count: now.calls })}
        change={difference(now.turns, before.turns)}
        spark={points.map(({ turns }) => turns)}
      />
      <Tile
        name={t('tile.cache')}
        value={percent(shareNow.share)}
        note={t('tile.n', { n: number(shareNow.n) })}
        change={
          shareNow.share === null || shareBefore.share === null
            ? null
            : change(
                (shareNow.share - shareBefore.share) * 100,
                (size) => `${number(size, 1)} ${t('tile.points')}`,
              )
        }
        spark={points.map(({ cacheHits }) => cacheHits)}
      />
      <Tile
        name={t('tile.errors')}
        value={number(errors(now))}
        note={topError(now.errors) ?? t('tile.none')}
        change={difference(errors(now), errors(before))}
        spark={points.map((point) => point.errors)}
        bad={errors(now) > 0}
      />
      <Tile
        name={t('tile.falseCutIns')}
        value={number(now.falseCutIns)}
        note={t('tile.falseCutInsText')}
        why={t('tile.interruptions', { count: now.interruptions })}
        change={difference(now.falseCutIns, before.falseCutIns)}
        spark={points.map(({ falseCutIns }) => falseCutIns)}
      />
    </section>
  );
}

interface ClockTileProps {
  readonly name: string;
  readonly now: HistogramSummary;
  readonly before: HistogramSummary;
  readonly points: readonly MonitoringPoint[];
  readonly clock: 'speechEndToAudio' | 'decisionToAudio';
}

function ClockTile({ name, now, before, points, clock }: ClockTileProps) {
  const { t } = useTranslation('monitoring');
  const few = now.count < ENOUGH;
  return (
    <Tile
      name={name}
      value={now.count === 0 ? '–' : milliseconds(now.p50)}
      suffix="P50"
      note={
        now.count === 0 ? (
          t('tile.n', { n: 0 })
        ) : (
          // A figure is never parted from its name or its unit.
          <span className="flex flex-wrap gap-x-2 whitespace-nowrap text-foreground">
            <span>P95 {milliseconds(now.p95)}</span>
            <span className={cn(few && 'text-muted-foreground')}>P99 {milliseconds(now.p99)}</span>
            <span className="text-muted-foreground">{t('tile.n', { n: number(now.count) })}</span>
          </span>
        )
      }
      change={
        now.count === 0 || before.count === 0 ? null : change(Math.round(now.p50 - before.p50), milliseconds)
      }
      spark={points.map((point) => (point[clock].count === 0 ? null : point[clock].p50))}
      {...(few && now.count > 0 && { why: t('tile.few') })}
    />
  );
}

interface TileProps {
  readonly name: string;
  readonly value: string;
  readonly suffix?: string;
  readonly note: ReactNode;
  /** Against the same length of time before. null: there is nothing to compare with. */
  readonly change: string | null;
  readonly spark: readonly (number | null)[] | null;
  readonly bad?: boolean;
  readonly why?: string;
}

function Tile({ name, value, suffix, note, change, spark, bad = false, why }: TileProps) {
  const { t } = useTranslation('monitoring');
  return (
    <div className="flex min-h-28 flex-col rounded-lg border bg-card p-3">
      <h2 className="truncate text-xs font-medium text-muted-foreground">{name}</h2>
      <p className="flex flex-wrap items-baseline gap-x-1.5">
        <span
          className={cn(
            'font-mono text-xl font-semibold whitespace-nowrap tabular-nums',
            bad && 'text-destructive',
          )}
        >
          {value}
        </span>
        {suffix && <span className="text-xs text-muted-foreground">{suffix}</span>}
        {change !== null && (
          <span className="font-mono sm:ml-auto text-xs whitespace-nowrap text-muted-foreground tabular-nums">
            <span className="sr-only">{t('tile.change')} </span>
            {change}
          </span>
        )}
      </p>
      <p className="text-xs text-muted-foreground tabular-nums">{note}</p>
      {why && <p className="text-xs text-muted-foreground">{why}</p>}
      <div className="mt-auto h-6 pt-1">{spark && <Spark values={spark} />}</div>
    </div>
  );
}

const cacheSources = ['exact', 'semantic', 'pattern', 'contextual'];

/** Of answers that had to be found: what the flow says by itself needs no cache. */
export function hitShare(sources: Readonly<Record<string, number>>) {
  const hits = sum(cacheSources.map((source) => sources[source] ?? 0));
  const n = hits + (sources['generated'] ?? 0);
  return { hits, n, share: n === 0 ? null : hits / n };
}

function topError(errors: Readonly<Record<string, number>>): string | undefined {
  return Object.entries(errors).sort(([, a], [, b]) => b - a)[0]?.[0];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function difference(now: number, before: number): string | null {
  return before === 0 && now === 0 ? null : change(now - before, (size) => number(size, 1));
}
