/** The report as one page: tables, and charts as plain SVG. */
import type { Goal } from '../frame.ts';
import type { Summary } from '../statistics.ts';
import { bars, curves, type Bar } from './charts.ts';
import type { Reports, SetupReport } from './report.ts';
import type { ClassResult, Clock, Reported } from './score.ts';

export interface HtmlReport {
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly results: Reports;
  readonly goals: readonly Goal[];
}

const STYLE = `
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 1000px; margin: 2rem auto; padding: 0 1rem; color: #1b1f24; background: #fff }
  h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2.2rem }
  table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: 13px }
  th, td { text-align: right; padding: .25rem .5rem; border-bottom: 1px solid #d8dee4 }
  th:first-child, td:first-child { text-align: left }
  .met { color: #116329 } .unmet { color: #a40e26; font-weight: 600 }
  svg { width: 100%; height: auto } svg text { font: 12px system-ui, sans-serif; fill: #57606a }
  pre { background: #f6f8fa; padding: 1rem; overflow: auto; font-size: 12px }
  p.note { color: #57606a }`;

export function htmlReport({ conditions, results, goals }: HtmlReport): string {
  const { main, ablation, without, curve, sensitivity } = results;
  const setups = (title: string, reports: readonly SetupReport[]) =>
    reports.length === 0 ? '' : `<h2>${title}</h2>${bars(reports.map(barOf))}${setupTable(reports)}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Call Flow Weaver: bench turns</title><style>${STYLE}</style></head><body>
<h1>How long callers wait</h1>
<p class="note">${text(conditions['kind'])}. ${main.run.callerTurns} turns in ${main.run.calls} calls; seed ${text(conditions['seed'])};
profiles ${text(conditions['profileHash'], 12)}, callers ${text(conditions['callerModelHash'], 12)}. Add 230 ms for the caller’s ear.</p>
<h2>Goals</h2>${goalTable(goals)}
<h2>Speech end → audio</h2>
${clockCurves(main, 'speechEndToAudio')}
${clockTable(main.classes, 'speechEndToAudio')}
<h2>Decision → audio</h2>
${clockCurves(main, 'decisionToAudio')}
${clockTable(main.classes, 'decisionToAudio')}
<h2>Ear estimate</h2>
${clockTable(main.classes, 'earEstimate')}
${setups('Ablation: each adds to the one above', ablation)}
${setups('One part off', without)}
${curve.length === 0 ? '' : `<h2>Latency and cut-ins</h2>${cutInChart(curve)}${setupTable(curve)}`}
${setups('Assumptions changed', sensitivity)}
<h2>Interruptions</h2>
${interruptionTable(main.run)}
<h2>Conditions</h2><pre>${text(JSON.stringify(conditions, null, 2))}</pre>
</body></html>
`;
}

function goalTable(goals: readonly Goal[]): string {
  const rows = goals.map(
    ({ name, goal, value, unit, met }) =>
      `<tr><td>${text(name)}</td><td>${text(goal)}</td><td>${value ?? 'not measured'} ${text(unit)}</td>` +
      `<td class="${met ? 'met' : 'unmet'}">${met ? 'met' : 'not met'}</td></tr>`,
  );
  return `<table><tr><th>goal</th><th></th><th>measured</th><th></th></tr>${rows.join('')}</table>`;
}

/** Caller's onset → the agent's silence, by what it was; and how long false ones lasted. */
function interruptionTable({ interruptions, noises }: SetupReport['run']): string {
  const names = {
    bargeIn: 'barge-in: onset → clear',
    yield: 'yield to a caller who goes on: onset → clear',
    false: 'false, resumed: onset → clear',
    falseSilence: 'false, resumed: clear → going on',
  } as const;
  const keys = Object.keys(names) as (keyof typeof names)[];
  const rows = keys.map((key) => row([names[key], ...summaryCells(interruptions[key])]));
  const head = row(['ms', 'n', 'mean', 'P50', 'P90', 'P95', 'P99', 'max'], 'th');
  const { coughs, backchannels, stopped, coughsStopped, resumed } = noises;
  return `<table>${head}${rows.join('')}</table><p class="note">${coughs} coughs, of which ${coughsStopped} stopped the agent;
${backchannels} words of assent, ${stopped - coughsStopped} stopped it; it went on after ${resumed} of these ${stopped}.</p>`;
}

type ClockName = 'decisionToAudio' | 'speechEndToAudio' | 'earEstimate';

function clockTable(classes: SetupReport['classes'], clock: ClockName): string {
  const rows = entriesOf(classes).map(([name, result]) => {
    const { summary, under } = result[clock];
    const shares = under ? Object.values(under).map(percent) : ['–', '–', '–'];
    return row([
      name,
      ...summaryCells(summary),
      ...shares,
      percent(result.falseCutIns.share),
      percent(result.late.share),
    ]);
  });
  const head = [
    '',
    'n',
    'mean',
    'P50',
    'P90',
    'P95',
    'P99',
    'max',
    '< 300',
    '< 400',
    '< 500',
    'cut-ins',
    'late',
  ];
  return `<table>${row(head, 'th')}${rows.join('')}</table>`;
}

function setupTable(reports: readonly SetupReport[]): string {
  const rows = reports.map(({ name, what, classes, run }) => {
    const { all, closed } = classes;
    return row([
      `${name}: ${what}`,
      String(all?.turns ?? 0),
      ...three(all?.speechEndToAudio),
      ...three(all?.decisionToAudio),
      ...three(closed?.speechEndToAudio),
      percent(all?.falseCutIns.share ?? 0),
      percent(closed?.falseCutIns.share ?? 0),
      percent(run.model.wasteShare),
    ]);
  });
  const groups =
    '<tr><th></th><th></th><th colspan="3">all: speech end → audio</th><th colspan="3">all: decision → audio</th>' +
    '<th colspan="3">closed: speech end → audio</th><th colspan="2">cut-ins</th><th>waste</th></tr>';
  const percentiles = ['mean', 'P50', 'P95'];
  const head = ['', 'n', ...percentiles, ...percentiles, ...percentiles, 'all', 'closed', 'tokens'];
  return `<table>${groups}${row(head, 'th')}${rows.join('')}</table>`;
}

function three(clock: Clock | undefined): string[] {
  const { mean, p50, p95 } = clock?.summary ?? {};
  return [whole(mean), whole(p50), whole(p95)];
}

function summaryCells(summary: Summary | null): string[] {
  if (!summary) return ['0', '–', '–', '–', '–', '–', '–'];
  const { count, mean, p50, p90, p95, p99, max } = summary;
  return [String(count), ...[mean, p50, p90, p95, p99, max].map(whole)];
}

function barOf({ name, classes }: SetupReport): Bar {
  const { mean = 0, p95 = 0 } = classes.all?.speechEndToAudio.summary ?? {};
  return { label: name, value: mean, mark: p95 };
}

function clockCurves({ classes }: SetupReport, clock: ClockName): string {
  const lines = entriesOf(classes).map(([label, result]) => ({
    label,
    points: result[clock].curve.map((share, at) => [(at + 1) * 25, share * 100] as const),
  }));
  return curves(lines, { x: 'ms', y: '% of turns answered', maxX: 2_000, maxY: 100 });
}

function cutInChart(reports: readonly SetupReport[]): string {
  const lines = (['all', 'closed', 'open'] as const).map((name) => ({
    label: name,
    points: reports.flatMap(({ classes }) => {
      const result = classes[name];
      const mean = result?.speechEndToAudio.summary?.mean;
      return mean === undefined || !result ? [] : [[mean, result.falseCutIns.share * 100] as const];
    }),
  }));
  const all = lines.flatMap(({ points }) => points);
  const maxX = Math.max(500, ...all.map(([x]) => x)) * 1.1;
  const maxY = Math.max(10, ...all.map(([, y]) => y)) * 1.1;
  return curves(lines, {
    x: 'mean speech end → audio, ms',
    y: '% audible false cut-ins',
    maxX,
    maxY,
    dots: true,
  });
}

function entriesOf(classes: SetupReport['classes']): [Reported, ClassResult][] {
  return Object.entries(classes) as [Reported, ClassResult][];
}

function row(cells: readonly string[], tag: 'td' | 'th' = 'td'): string {
  return `<tr>${cells.map((cell) => `<${tag}>${text(cell)}</${tag}>`).join('')}</tr>`;
}

function whole(ms: number | undefined): string {
  return ms === undefined ? '–' : String(Math.round(ms));
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function text(value: unknown, length = Infinity): string {
  return String(value)
    .slice(0, length)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;');
}
