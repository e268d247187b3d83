/** The plain page: what the server is doing, in the reader's language, without the web app (`/status` beside it). */
import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { capabilitiesOf } from '../capabilities.ts';
import type { ServerContext } from '../context.ts';
import { pageHtml } from './html.ts';
import { pageLanguage } from './texts.ts';

const LANGUAGE_COOKIE = 'weaver_language';
const YEAR_SECONDS = 31_536_000;

export function pageRoutes(app: FastifyInstance, context: ServerContext, path = '/'): void {
  const hidden = { schema: { hide: true } };
  const style = asset('page.css');
  const script = asset('client.js');
  app.get('/page.css', hidden, async (_request, reply) => reply.type('text/css; charset=utf-8').send(style));
  app.get('/page.js', hidden, async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(script),
  );
  app.get(path, hidden, async (request, reply) => {
    const wanted =
      new URL(request.raw.url ?? '/', 'http://page.invalid').searchParams.get('lang') ?? undefined;
    const language = pageLanguage(wanted, rememberedLanguage(request), request.headers['accept-language']);
    const { via, scopes } = await context.authenticator.identify(request.raw);
    const inside = scopes.includes('read') ? await insideOf(request, context, via === 'session') : null;
    if (wanted === language)
      reply.header(
        'set-cookie',
        `${LANGUAGE_COOKIE}=${language}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`,
      );
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('vary', 'accept-language, cookie')
      .send(pageHtml({ language, inside }));
  });
}

async function insideOf(request: FastifyRequest, context: ServerContext, session: boolean) {
  return {
    address: `${request.protocol}://${request.host}`,
    publicUrl: context.publicUrl(),
    workflows: await context.store.workflows.list(),
    capabilities: await capabilitiesOf(context),
    session,
  };
}

function rememberedLanguage(request: FastifyRequest): string | undefined {
  return new RegExp(`(?:^|; *)${LANGUAGE_COOKIE}=([\\w-]{1,10})`).exec(request.headers.cookie ?? '')?.[1];
}

function asset(name: string): string {
  return readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');
}
