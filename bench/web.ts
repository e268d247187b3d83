/** The web app in a real Chromium on a real server: what comes first, what jumps, how it answers, and what it takes over time. */
import { existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { WeaverError } from '../src/types/errors/index.ts';
import { builtWebApp } from '../src/server/web/webApp.ts';
import { hasChromium } from '../tests/support/browser/chromium.ts';
import { type Bench, type Goal, goal, runIfMain } from './frame.ts';
import { oneOf, wholeNumber } from './options.ts';
import { round } from './statistics.ts';
import { dashboard, type DashboardFigures } from './web/dashboard.ts';
import { dragging } from './web/drag.ts';
import { editing } from './web/editing.ts';
import { openSite } from './web/site.ts';
import { coldVisits, shifts } from './web/visits.ts';

/** `reference/ui.md` §4, and issue F. */
const GOALS = {
  builderKib: 220,
  monitoringKib: 130,
  lcpMs: 1_500,
  cls: 0.05,
  interactionMs: { 200: 200, 500: 300 },
  dragScriptMs: 8,
  dragRatio: 2,
  coreShare: 0.1,
  heapMbAnHour: 10,
  rise: 0.05,
} as const;

type Part = 'visits' | 'shifts' | 'editing' | 'drag' | 'dashboard';
const parts: readonly Part[] = ['visits', 'shifts', 'drag', 'editing', 'dashboard'];

export const web: Bench = {
  name: 'web',
  description:
    'the web app in Chromium: first load, LCP, layout shift, INP and dragging in large flows, dashboard',
  options: {
    only: `${parts.join(', ')}; several with commas (all)`,
    minutes: 'how long the dashboard is watched (10; quick 1)',
    loads: 'cold visits of each screen (5; quick 2)',
    web: 'folder of a build (dist/web)',
  },
  async run(options) {
    const given = options.values['only']?.split(',') ?? parts;
    const chosen = new Set(given.map((name) => oneOf({ only: name }, 'only', parts)));
    const minutes = wholeNumber(options.values, 'minutes', options.quick ? 1 : 10);
    const loads = wholeNumber(options.values, 'loads', options.quick ? 2 : 5);
    const site = await openSite(builtAt(options.values['web']));
    const loadBefore: Partial<Record<Part, number>> = {};
    const part = <T>(name: Part, run: () => Promise<T>): Promise<T | null> => {
      if (!chosen.has(name)) return Promise.resolve(null);
      loadBefore[name] ??= round(loadavg()[0] ?? 0, 1);
      return run();
    };
    try {
      const visits = await part('visits', () => coldVisits(site, loads, options));
      const jumps = await part('shifts', () => shifts(site, options));
      const drag = await part('drag', () => dragging(site, options.quick ? 2 : 4, options));
      const rounds = options.quick ? 4 : 8;
      const at200 = await part('editing', () => editing(site, 200, rounds, options));
      const at500 = await part('editing', () => editing(site, 500, rounds, options));
      const live = await part('dashboard', () => dashboard(site, minutes, options));
      return {
        conditions: {
          chromium: site.browser.version(),
          browser: 'headless, no GPU, empty cache at each visit, loopback',
          dashboardMinutes: minutes,
          visitsOfEachScreen: loads,
          // Others’ work on the machine: milliseconds of a page grow with it, ratios and sizes do not.
          loadBefore,
          priorityRaised: site.favoured,
        },
        results: { visits, shifts: jumps, drag, interactions: { 200: at200, 500: at500 }, dashboard: live },
        goals: [
          ...(visits ? visitGoals(visits) : []),
          ...(jumps ? [goal('worst layout shift of any screen', '<=', GOALS.cls, worstOf(jumps), '')] : []),
          ...(drag ? dragGoals(drag) : []),
          ...interactionGoals(200, at200),
          ...interactionGoals(500, at500),
          ...(live ? dashboardGoals(live) : []),
        ],
      };
    } finally {
      await site.close();
    }
  },
};

function builtAt(given: string | undefined): string {
  const folder = given ?? builtWebApp();
  if (!hasChromium) throw new WeaverError('CLI_BENCH_LACKS', { what: 'Chromium' });
  if (folder === undefined || !existsSync(`${folder}/index.html`))
    throw new WeaverError('CLI_BENCH_LACKS', { what: 'a build of the web app' });
  return folder;
}

const worstOf = (table: Awaited<ReturnType<typeof shifts>>) => Math.max(...table.map(({ cls }) => cls));

function visitGoals(visits: Awaited<ReturnType<typeof coldVisits>>): Goal[] {
  const { builder, monitoring } = visits;
  return [
    goal('builder: first load, scripts and styles', '<=', GOALS.builderKib, builder.codeKib, 'KiB gzip'),
    goal(
      'monitoring: first load, scripts and styles',
      '<=',
      GOALS.monitoringKib,
      monitoring.codeKib,
      'KiB gzip',
    ),
    ...Object.entries(visits).map(([name, { lcpMs }]) =>
      goal(`${name}: largest contentful paint, median`, '<=', GOALS.lcpMs, lcpMs.median, 'ms'),
    ),
  ];
}

function dragGoals(drag: Awaited<ReturnType<typeof dragging>>): Goal[] {
  const script = drag[500].scriptMsPerMove.median;
  return [
    goal('drag: script a move at 500 nodes', '<=', GOALS.dragScriptMs, script, 'ms'),
    goal('drag: script at 500 nodes by script at 50', '<=', GOALS.dragRatio, drag.scriptRatio, ''),
  ];
}

function interactionGoals(size: 200 | 500, figures: Awaited<ReturnType<typeof editing>> | null): Goal[] {
  if (!figures) return [];
  const limit = GOALS.interactionMs[size];
  return [goal(`interaction to next paint, P98, ${size} nodes`, '<=', limit, figures.p98Ms, 'ms')];
}

function dashboardGoals({ coreShare, growth }: DashboardFigures): Goal[] {
  const share = (rise: number, of: number) => rise / of;
  return [
    goal('dashboard: share of a core', '<=', GOALS.coreShare, coreShare, ''),
    goal(
      'dashboard: heap, fitted line',
      '<=',
      GOALS.heapMbAnHour,
      growth?.heapMbAnHour ?? null,
      'MB an hour',
    ),
    goal(
      'dashboard: rise of DOM nodes',
      '<=',
      GOALS.rise,
      growth && share(growth.nodesRise, growth.nodes),
      '',
    ),
    goal(
      'dashboard: rise of listeners',
      '<=',
      GOALS.rise,
      growth && share(growth.listenersRise, growth.listeners),
      '',
    ),
  ];
}

await runIfMain(import.meta, web);
