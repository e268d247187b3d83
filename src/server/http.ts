/** The HTTP server: routes in scopes, each with its own way of letting in, limiting and failing. */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { LogController, type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { PROMETHEUS_CONTENT_TYPE, prometheusText } from '../services/metrics/index.ts';
import { WeaverError } from '../types/errors/index.ts';
import { guard } from './access.ts';
import { aboutRoutes } from './api/about.ts';
import { administrationRoutes } from './api/administration.ts';
import type { Api } from './api/api.ts';
import { cacheRoutes } from './api/cache.ts';
import { alertRoutes } from './api/alerts.ts';
import { callExportRoutes } from './api/callExport.ts';
import { callRoutes } from './api/calls.ts';
import { flowCardRoutes } from './api/flowCards.ts';
import { healthRoutes } from './api/health.ts';
import { languageRoutes } from './api/languages.ts';
import { monitoringRoutes } from './api/monitoring.ts';
import { recordingRoutes } from './api/recordings.ts';
import { performanceRoutes } from './api/performance.ts';
import { preparationRoutes } from './api/preparation.ts';
import { sessionRoutes } from './api/session.ts';
import { setupRoutes } from './api/setup.ts';
import { simulatorRoutes } from './api/simulator.ts';
import { testCallRoutes } from './api/testCalls.ts';
import { reachableRoute } from './api/webhookCheck.ts';
import { templateRoutes } from './api/templates.ts';
import { workflowRoutes } from './api/workflows.ts';
import type { ServerContext } from './context.ts';
import { documentRoutes, registerOpenApi } from './openApi.ts';
import { BODY_LIMIT, handleClientError, handleError } from './httpErrors.ts';
import { pageRoutes } from './page/page.ts';
import { webAppRoutes } from './web/webApp.ts';
import type { TelephonyContext } from './telephony/connect.ts';
import { telephonyRoutes } from './telephony/webhooks.ts';

export interface HttpLimits {
  /** For the whole request head; slower ones get 408. */
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** How often connections are looked at. */
  readonly checkEveryMs: number;
}

export const defaultHttpLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  checkEveryMs: 2_000,
} as const satisfies HttpLimits;

const MAX_HEADER_BYTES = 16 * 1024;
/** Longer than carriers and proxies keep theirs, so that they close first and never meet a closed one. */
const KEEP_ALIVE_MS = 75_000;
/** A minute and address: many times what the server's own check asks for. */
const REACHABLE_RATE = 60;

export async function createHttp(
  context: ServerContext,
  telephony: TelephonyContext,
  limits: HttpLimits = defaultHttpLimits,
  webApp?: string,
): Promise<Api> {
  const app = bareServer(context.log, context.settings.WEAVER_TRUST_PROXY, limits);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(handleError);
  app.setNotFoundHandler((request, reply) => handleError(new WeaverError('API_NOT_FOUND'), request, reply));
  await registerOpenApi(app);
  await app.register(helmet, {
    ...helmetOptions,
    strictTransportSecurity: context.publicUrl() !== undefined,
  });
  healthRoutes(app, context);
  await app.register(async (scope) => {
    await limitRate(scope, REACHABLE_RATE);
    reachableRoute(scope.withTypeProvider<ZodTypeProvider>(), context);
  });
  await app.register(async (scope) => securedRoutes(scope.withTypeProvider<ZodTypeProvider>(), context));
  await app.register(async (scope) => {
    await limitRate(scope, context.settings.WEAVER_WEBHOOK_RATE);
    telephonyRoutes(scope, telephony);
  });
  await documentRoutes(app);
  if (webApp !== undefined) await app.register(async (scope) => webAppRoutes(scope, webApp));
  await app.register(async (scope) => pageRoutes(scope, context, webApp === undefined ? '/' : '/status'));
  return app;
}

function bareServer(log: Logger, trustProxy: string | undefined, limits: HttpLimits): Api {
  const app = Fastify({
    loggerInstance: log as Logger<never>,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    trustProxy: trustProxy ?? false,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: true,
    http: {
      headersTimeout: limits.headersTimeoutMs,
      connectionsCheckingInterval: limits.checkEveryMs,
      maxHeaderSize: MAX_HEADER_BYTES,
    },
    clientErrorHandler: (error: Error, socket: Socket) => handleClientError(error, socket),
    frameworkErrors: (error, request, reply) => handleError(error, request, reply),
  });
  return app.withTypeProvider<ZodTypeProvider>() as unknown as Api;
}

/** Everything that needs a sign-in or a key. */
async function securedRoutes(scope: Api, context: ServerContext): Promise<void> {
  scope.removeContentTypeParser('text/plain');
  await limitRate(scope, context.settings.WEAVER_API_RATE);
  guard(scope, context.authenticator);
  scope.addHook('onResponse', async (request, reply) => {
    const ms = Math.round(reply.elapsedTime);
    request.log.debug(
      { route: request.routeOptions.url, method: request.method, status: reply.statusCode, ms },
      'answered',
    );
  });
  scope.get('/metrics', { config: { needs: 'read' }, schema: { hide: true } }, async (_request, reply) =>
    reply.type(PROMETHEUS_CONTENT_TYPE).send(await prometheusText(context.metrics)),
  );
  await scope.register(
    async (api) => {
      const typed = api.withTypeProvider<ZodTypeProvider>();
      for (const routes of [
        sessionRoutes,
        templateRoutes,
        flowCardRoutes,
        workflowRoutes,
        preparationRoutes,
        callRoutes,
        callExportRoutes,
        recordingRoutes,
        monitoringRoutes,
        performanceRoutes,
        setupRoutes,
        alertRoutes,
        cacheRoutes,
        languageRoutes,
        aboutRoutes,
        administrationRoutes,
        simulatorRoutes,
        testCallRoutes,
      ])
        routes(typed, context);
    },
    { prefix: '/api' },
  );
}

async function limitRate(scope: FastifyInstance<never> | Api, max: number): Promise<void> {
  await (scope as FastifyInstance).register(rateLimit, {
    max,
    timeWindow: '1 minute',
    errorResponseBuilder: (_request, { ttl }) =>
      new WeaverError('API_RATE_LIMITED', { seconds: Math.max(1, Math.ceil(ttl / 1000)) }),
  });
}

const helmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'img-src': ["'self'", 'data:'],
      'connect-src': ["'self'"],
      'form-action': ["'self'"],
      'base-uri': ["'none'"],
      'frame-ancestors': ["'none'"],
    },
  },
  referrerPolicy: { policy: 'same-origin' as const },
};

/** Which path an upgrade or request is for, without its query. */
export function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? '';
}
