/** Percentiles over time, with the limit as a band and failovers as marks. The words for it are beside it, in the panel. */
import { useLayoutEffect, useRef, useState, type PointerEvent } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import type { MonitoringPoint } from '../../types/apiMonitoring.ts';
import { milliseconds } from '../lib/format.ts';
import { linePath, nearest, placed, roundTicks, timeTicks, type Dot, type Scale } from './chart.ts';
import type { ClockName } from './LatencyPanel.tsx';

interface LatencyChartProps {
  readonly points: readonly MonitoringPoint[];
  readonly clock: ClockName;
  readonly limitMs: number;
}

/** "1,500 ms" fits. */
const GUTTER_PX = 72;
const HEIGHT_PX = 224;
const TOP_PX = 8;
const AXIS_PX = 24;
const MARGIN_PX = 8;
const PX_A_TIME = 90;
const Y_TICKS = 5;
const FLOOR_PX = HEIGHT_PX - AXIS_PX;

const lines = [
  { name: 'p50', label: 'P50', className: 'text-primary' },
  { name: 'p95', label: 'P95', className: 'text-stage-stt', dash: '6 3' },
  { name: 'p99', label: 'P99', className: 'text-destructive', dash: '2 3' },
] as const;

export function LatencyChart({ points, clock, limitMs }: LatencyChartProps) {
  const { box, width } = useWidth();
  const [at, setAt] = useState<number | null>(null);
  const measured = points.filter((point) => point[clock].count > 0);
  const times = points.map((point) => Date.parse(point.at));
  const [from = 0, to = 0] = [times[0], times.at(-1)];
  const x: Scale = { from, to, begin: GUTTER_PX, end: width - MARGIN_PX };
  const highest = Math.max(limitMs * 1.2, ...measured.map((point) => point[clock].p99 * 1.1));
  const y: Scale = { from: 0, to: highest, begin: FLOOR_PX, end: TOP_PX };
  const places = times.map((time) => placed(x, time));
  const read = ({ clientX, currentTarget }: PointerEvent) =>
    setAt(nearest(places, clientX - currentTarget.getBoundingClientRect().left));
  const dots = (name: (typeof lines)[number]['name']) =>
    points.map((point, i): Dot | null =>
      point[clock].count === 0 ? null : { x: places[i] ?? 0, y: placed(y, point[clock][name]) },
    );
  return (
    <div ref={box} data-chart className="h-full w-full">
      <svg
        aria-hidden
        width={width}
        height={HEIGHT_PX}
        className="block text-xs tabular-nums"
        onPointerMove={read}
        onPointerLeave={() => setAt(null)}
      >
        <rect
          x={x.begin}
          width={Math.max(0, x.end - x.begin)}
          y={placed(y, limitMs)}
          height={FLOOR_PX - placed(y, limitMs)}
          className="fill-primary opacity-[.07]"
        />
        <Axes x={x} y={y} />
        {points.map((point, i) =>
          point.failovers > 0 ? (
            <Upright key={point.at} at={places[i] ?? 0} className="stroke-warning" width={2} />
          ) : null,
        )}
        {at !== null && <Upright at={places[at] ?? 0} className="stroke-muted-foreground" width={1} />}
        {lines.map(({ name, className, ...line }) => (
          <Line key={name} dots={dots(name)} className={className} {...line} />
        ))}
      </svg>
      <Legend point={at === null ? measured.at(-1) : points[at]} clock={clock} />
    </div>
  );
}

function Axes({ x, y }: { readonly x: Scale; readonly y: Scale }) {
  const { i18n } = useTranslation();
  const most = Math.max(1, Math.floor((x.end - x.begin) / PX_A_TIME));
  return (
    <g className="fill-muted-foreground">
      {roundTicks(y.to, Y_TICKS).map((value) => (
        <g key={value}>
          <line
            x1={x.begin}
            x2={x.end}
            y1={placed(y, value)}
            y2={placed(y, value)}
            className="stroke-border"
          />
          <text x={x.begin - 8} y={placed(y, value)} dy="0.32em" textAnchor="end">
            {milliseconds(value)}
          </text>
        </g>
      ))}
      {timeTicks(x.from, x.to, most, new Date(x.to).getTimezoneOffset()).map((time) => (
        <g key={time}>
          <line
            x1={placed(x, time)}
            x2={placed(x, time)}
            y1={TOP_PX}
            y2={FLOOR_PX}
            className="stroke-border"
          />
          <text x={Math.min(placed(x, time), x.end - 14)} y={HEIGHT_PX - 6} textAnchor="middle">
            {hour(time, i18n.language)}
          </text>
        </g>
      ))}
    </g>
  );
}

interface LineProps {
  readonly dots: readonly (Dot | null)[];
  readonly className: string;
  readonly dash?: string;
}

function Line({ dots, className, dash }: LineProps) {
  return (
    <g className={className}>
      <path d={linePath(dots)} fill="none" stroke="currentColor" strokeWidth={1.5} strokeDasharray={dash} />
      {dots.map((dot) => dot && <circle key={dot.x} cx={dot.x} cy={dot.y} r={2} fill="currentColor" />)}
    </g>
  );
}

function Upright(props: { readonly at: number; readonly className: string; readonly width: number }) {
  const { at, className, width } = props;
  return <line x1={at} x2={at} y1={TOP_PX} y2={FLOOR_PX} className={className} strokeWidth={width} />;
}

/** What the lines are, with the figures under the pointer; else the last that were measured. */
function Legend({
  point,
  clock,
}: {
  readonly point: MonitoringPoint | undefined;
  readonly clock: ClockName;
}) {
  const { i18n } = useTranslation();
  const figures = point && point[clock].count > 0 ? point[clock] : null;
  return (
    <p aria-hidden className="flex min-h-8 flex-wrap items-center justify-center gap-x-3 text-xs sm:gap-x-4">
      <span className="font-mono text-muted-foreground tabular-nums max-sm:hidden">
        {point ? hour(Date.parse(point.at), i18n.language) : '–'}
      </span>
      {lines.map(({ name, label, className, ...line }) => (
        <span key={name} className="flex items-center gap-1.5">
          <svg width={18} height={8} className={className}>
            <path
              d="M0 4h18"
              stroke="currentColor"
              strokeWidth={2}
              strokeDasharray={'dash' in line ? line.dash : undefined}
            />
          </svg>
          <span className="font-medium">{label}</span>
          <span className="font-mono tabular-nums sm:min-w-14">{milliseconds(figures?.[name])}</span>
        </span>
      ))}
    </p>
  );
}

/** Of the box; 0 until it is known, which is before the first paint. */
function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return;
    setWidth(current.clientWidth);
    const resized = new ResizeObserver(() => setWidth(current.clientWidth));
    resized.observe(current);
    return () => resized.disconnect();
  }, []);
  return { box, width };
}

function hour(ms: number, language: string): string {
  return new Date(ms).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
}
