import * as api from '../../types/api.ts';
import type { ServerContext } from '../context.ts';
import type { Api } from './api.ts';

const tags = ['Server'];
const PING_MS = 2_000;

/** For whoever watches the process: open to all, and says nothing that matters to strangers. */
export function healthRoutes(app: Api, context: ServerContext): void {
  app.get(
    '/healthz',
    { schema: { tags, summary: 'The process answers', response: { 200: api.health } } },
    async () => ({
      ok: true,
    }),
  );
  app.get(
    '/readyz',
    {
      schema: {
        tags,
        summary: 'Calls can be answered',
        response: { 200: api.readiness, 503: api.readiness },
      },
    },
    async (_request, reply) => {
      const { state, desk } = context;
      const store = await answers(context);
      const ready = store && !state.draining && state.providers !== 'warming';
      return reply.code(ready ? 200 : 503).send({
        ready,
        draining: state.draining,
        liveCalls: desk.liveCalls,
        checks: { store, providers: state.providers, cache: state.cache },
      });
    },
  );
}

async function answers({ store, clock }: ServerContext): Promise<boolean> {
  const { promise: tooLong, resolve } = Promise.withResolvers<boolean>();
  const timer = clock.after(PING_MS, () => resolve(false));
  const ping = store.ping().then(
    () => true,
    () => false,
  );
  const answer = await Promise.race([ping, tooLong]);
  clock.cancel(timer);
  return answer;
}
