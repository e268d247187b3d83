import type { HistoryWindow, MinuteFigures } from '../../services/metrics/index.ts';
import type { Store } from '../../services/storage/index.ts';
import * as api from '../../types/apiMonitoring.ts';
import type { ServerContext } from '../context.ts';
import type { Api } from './api.ts';

export function monitoringRoutes(app: Api, { metrics, clock, store }: ServerContext): void {
  const limits = new PublishedLimits(store);
  app.get(
    '/monitoring',
    {
      config: { needs: 'read' },
      schema: {
        tags: ['Server'],
        summary: 'Figures of a stretch of time up to now, with the one before and over time',
        querystring: api.monitoringQuery,
        response: { 200: api.monitoringAnswer },
      },
    },
    async (request): Promise<api.MonitoringAnswer> => {
      const { origin, window } = request.query;
      const found = metrics.history.window(origin, window);
      return {
        at: new Date(clock.wall()).toISOString(),
        origin,
        windowMinutes: window,
        stepMinutes: found.stepMinutes,
        now: figuresOf(found.now),
        before: figuresOf(found.before),
        points: found.points.map(({ at, figures }) => ({ at: iso(at), ...pointOf(figures) })),
        limitMs: await limits.strictest(),
        providers: providersOf(found),
        languages: [...found.now.languages]
          .map(([language, { turns, speechEndToAudio }]) => ({
            language,
            turns,
            speechEndToAudio: speechEndToAudio.summary(),
          }))
          .sort((a, b) => b.turns - a.turns),
      };
    },
  );
}

/** What published workflows allow a turn, decision → audio. Versions never change, so each is read once. */
class PublishedLimits {
  readonly #store: Store;
  #known: ReadonlyMap<string, number> = new Map();

  constructor(store: Store) {
    this.#store = store;
  }

  async strictest(): Promise<number | null> {
    const known = new Map<string, number>();
    for (const { id, publishedVersion } of await this.#store.workflows.list()) {
      if (publishedVersion === null) continue;
      const key = `${id} ${publishedVersion}`;
      const limit = this.#known.get(key) ?? (await this.#limitOf(id, publishedVersion));
      if (limit !== undefined) known.set(key, limit);
    }
    this.#known = known;
    return known.size === 0 ? null : Math.min(...known.values());
  }

  async #limitOf(id: string, version: number): Promise<number | undefined> {
    const published = await this.#store.workflows.getVersion(id, version);
    return published?.document.config.performance.maxLatency;
  }
}

function figuresOf(figures: MinuteFigures): api.WindowFigures {
  const { calls, turns, interruptions, lateTurns, falseCutIns, errors, sources } = figures;
  return {
    calls,
    turns,
    interruptions,
    lateTurns,
    falseCutIns,
    errors: Object.fromEntries(errors),
    answersBySource: Object.fromEntries(sources),
    decisionToAudio: figures.decisionToAudio.summary(),
    speechEndToAudio: figures.speechEndToAudio.summary(),
  };
}

function pointOf(figures: MinuteFigures): Omit<api.MonitoringPoint, 'at'> {
  return {
    turns: figures.turns,
    errors: figures.errorCount,
    cacheHits: figures.cacheHits,
    falseCutIns: figures.falseCutIns,
    failovers: figures.failovers,
    decisionToAudio: figures.decisionToAudio.summary(),
    speechEndToAudio: figures.speechEndToAudio.summary(),
  };
}

function providersOf({ now, points }: HistoryWindow): api.ProviderHistory[] {
  return [...now.providers.keys()].sort().map((key) => {
    const [provider = '', work = ''] = key.split(' ');
    const marked = points.flatMap(({ at, figures }): api.ProviderPoint[] => {
      const one = figures.providers.get(key);
      if (!one) return [];
      const { firstOutput, failures, failovers, recoveries, hedges } = one;
      const p95Ms = firstOutput.count === 0 ? null : firstOutput.percentile(0.95);
      return [{ at: iso(at), answers: firstOutput.count, failures, failovers, recoveries, hedges, p95Ms }];
    });
    return { provider, work, points: marked };
  });
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
