/** The API's own documentation: OpenAPI at /api/openapi.json, readable at /api/docs. Nothing is loaded from elsewhere. */
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { Api } from './api/api.ts';
import { serverVersion } from './capabilities.ts';

export async function registerOpenApi(app: Api): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Call Flow Weaver',
        version: serverVersion,
        description:
          'Workflows, calls and figures. Sign in with `Authorization: Bearer` and the server token or an API key. ' +
          'Every error is `{ error: { code, message, fix } }`.',
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => withSharedSchemas(jsonSchemaTransformObject(document)),
  });
}

/**
 * What has no name of its own (recursive JSON values) comes as a document within the document, which readers of OpenAPI
 * do not follow: it is moved up among the others.
 */
function withSharedSchemas<T extends object>(document: T): T {
  const moved = JSON.parse(
    JSON.stringify(document).replaceAll(`#/components/schemas/${SHARED}#/$defs/`, '#/components/schemas/'),
  ) as { components?: { schemas?: Record<string, { $defs?: object }> } };
  const schemas = moved.components?.schemas;
  const shared = schemas?.[SHARED]?.$defs;
  if (schemas && shared) {
    Object.assign(schemas, shared);
    delete schemas[SHARED];
  }
  return moved as T;
}

const SHARED = '__shared';

/** The reader's styles and some of its icons are written by its script: it needs more than our own pages do. */
const READER_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export async function documentRoutes(app: Api): Promise<void> {
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  await app.register(async (scope: FastifyInstance) => {
    // 4 MB of text: only loaded here.
    const { default: reader } = await import('@scalar/fastify-api-reference');
    scope.addHook('onSend', async (_request, reply) => {
      reply.header('content-security-policy', READER_POLICY);
    });
    await scope.register(reader, {
      routePrefix: '/api/docs',
      configuration: {
        url: '/api/openapi.json',
        pageTitle: 'Call Flow Weaver: API',
        withDefaultFonts: false,
        telemetry: false,
        hideClientButton: true,
        showDeveloperTools: 'never',
        agent: { disabled: true },
        mcp: { disabled: true },
      },
    });
  });
}
