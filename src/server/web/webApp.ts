/** The built web app: its files, and one page for all of its addresses. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Addresses that the web app draws by itself (`src/components/app.tsx`). */
const screens = ['/', '/flows/*', '/monitoring', '/calls', '/calls/*', '/settings', '/settings/*'];

/** Where the build puts it, from the sources and from the package; undefined: it was not built. */
export function builtWebApp(): string | undefined {
  return ['../../web', '../../../dist/web']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((folder) => existsSync(`${folder}/index.html`));
}

/**
 * Libraries of the page put style elements into it (scrolling under a dialog, notices), so styles may stand in the page;
 * scripts may not. Sound is played from memory, and layouts are made in a worker.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export async function webAppRoutes(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders(reply, path) {
      // Files of the build carry a hash of their contents in their names; the page names them.
      const lasting = path.includes('/assets/');
      reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
      reply.header('content-security-policy', policy);
      reply.header('permissions-policy', 'microphone=(self)');
    },
  });
  for (const path of screens)
    app.get(path, { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'));
}
