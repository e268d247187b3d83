/** Percentiles over time, with the limit as a band and failovers as marks. The words for it are beside it, in the panel. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { MonitoringPoint } from '../../types/apiMonitoring.ts';
import { milliseconds } from '../lib/format.ts';
import type { ClockName } from './LatencyPanel.tsx';

interface LatencyChartProps {
  readonly points: readonly MonitoringPoint[];
  readonly clock: ClockName;
  readonly limitMs: number;
}

/** "1,500 ms" fits. */
const GUTTER_PX = 72;

export function LatencyChart({ points, clock, limitMs }: LatencyChartProps) {
  const { t, i18n } = useTranslation('monitoring');
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const failovers = useRef<readonly number[]>([]);
  const data = dataOf(points, clock);
  const latest = useRef(data);
  latest.current = data;
  failovers.current = points.filter((point) => point.failovers > 0).map(({ at }) => Date.parse(at) / 1_000);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const make = () => {
      plot.current?.destroy();
      plot.current = new uPlot(
        optionsOf(element, limitMs, failovers, i18n.language, t('chart.time')),
        latest.current,
        element,
      );
    };
    make();
    const resized = new ResizeObserver(() => plot.current?.setSize(sizeOf(element)));
    resized.observe(element);
    // Colours are drawn, not styled: another theme is another drawing.
    const themed = new MutationObserver(make);
    themed.observe(document.documentElement, { attributeFilter: ['class'] });
    return () => {
      resized.disconnect();
      themed.disconnect();
      plot.current?.destroy();
      plot.current = null;
    };
  }, [limitMs, i18n.language, t]);
  useEffect(() => {
    if (!document.hidden) plot.current?.setData(dataOf(points, clock));
  }, [points, clock]);
  return (
    <div
      ref={box}
      className="h-full w-full overflow-hidden text-xs [&_.uplot]:font-sans! [&_.u-legend]:tabular-nums [&_.u-legend]:text-xs! [&_.u-legend_th]:font-medium!"
    />
  );
}

function dataOf(points: readonly MonitoringPoint[], clock: ClockName): uPlot.AlignedData {
  const of = (name: 'p50' | 'p95' | 'p99') =>
    points.map((point) => (point[clock].count === 0 ? null : point[clock][name]));
  return [points.map(({ at }) => Date.parse(at) / 1_000), of('p50'), of('p95'), of('p99')];
}

function sizeOf(element: HTMLElement) {
  // The legend below takes its line.
  return { width: element.clientWidth, height: Math.max(80, element.clientHeight - 32) };
}

function optionsOf(
  element: HTMLElement,
  limitMs: number,
  failovers: { readonly current: readonly number[] },
  language: string,
  timeName: string,
): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const font = `11px ${style.fontFamily}`;
  const axis = { font, stroke: colour('--muted-foreground'), grid: { stroke: colour('--border'), width: 1 } };
  const line = (label: string, stroke: string, dash?: number[]): uPlot.Series => ({
    label,
    stroke: colour(stroke),
    width: 1.5,
    points: { show: true, size: 4 },
    value: (_plot, value) => milliseconds(value),
    ...(dash && { dash }),
  });
  return {
    ...sizeOf(element),
    scales: { y: { range: (_plot, _min, max) => [0, Math.max(limitMs * 1.2, (max ?? 0) * 1.1)] } },
    series: [
      { label: timeName, value: (_plot, value) => (value === null ? '–' : timeText(value, language)) },
      line('P50', '--primary'),
      line('P95', '--stage-stt', [6, 3]),
      line('P99', '--destructive', [2, 3]),
    ],
    axes: [
      { ...axis, values: (_plot, ticks) => ticks.map((tick) => timeText(tick, language)), space: 80 },
      { ...axis, size: GUTTER_PX, values: (_plot, ticks) => ticks.map((tick) => milliseconds(tick)) },
    ],
    hooks: {
      drawClear: [(plot) => band(plot, limitMs, colour('--primary'))],
      draw: [(plot) => marks(plot, failovers.current, colour('--warning'))],
    },
  };
}

/** From nothing to the limit: where the lines should be. */
function band(plot: uPlot, limitMs: number, colour: string): void {
  const { ctx, bbox } = plot;
  const top = Math.max(bbox.top, plot.valToPos(limitMs, 'y', true));
  ctx.save();
  ctx.globalAlpha = 0.07;
  ctx.fillStyle = colour;
  ctx.fillRect(bbox.left, top, bbox.width, bbox.top + bbox.height - top);
  ctx.restore();
}

function marks(plot: uPlot, seconds: readonly number[], colour: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  for (const at of seconds) {
    const x = plot.valToPos(at, 'x', true);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

function timeText(seconds: number, language: string): string {
  return new Date(seconds * 1_000).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
}
