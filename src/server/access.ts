/** Each API route says what it needs; one hook lets the request in or not. A route that says nothing does not start. */
import type { FastifyInstance } from 'fastify';
import type { ApiScope } from '../types/api.ts';
import { WeaverError } from '../types/errors/index.ts';
import type { Authenticator, Principal } from './security/authenticator.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `nobody`: open to all; what it answers depends on `request.principal`. */
    needs?: ApiScope | 'nobody';
  }
  interface FastifyRequest {
    principal: Principal;
  }
}

const unknown: Principal = { via: 'none', scopes: [], refusal: 'API_SIGN_IN' };

export function guard(app: FastifyInstance, authenticator: Authenticator): void {
  app.decorateRequest('principal');
  app.addHook('onRoute', (route) => {
    if (route.method === 'HEAD' || route.schema?.hide) return;
    if (!route.config?.needs)
      throw new Error(`The route ${String(route.method)} ${route.url} does not say what it needs.`);
  });
  // After the rate limit, which is an `onRequest` of each route: guesses count too.
  app.addHook('preParsing', async (request) => {
    request.principal = unknown;
    request.principal = await authenticator.identify(request.raw);
    allow(request.principal, request.routeOptions.config.needs ?? 'nobody');
  });
}

/** @throws WeaverError API_SIGN_IN, API_TOKEN_WRONG, API_HOST_REFUSED, API_ORIGIN_REFUSED or API_SCOPE_MISSING. */
export function allow(principal: Principal, needs: ApiScope | 'nobody'): void {
  if (needs === 'nobody') return;
  if (principal.via === 'none') throw new WeaverError(principal.refusal ?? 'API_SIGN_IN');
  if (!principal.scopes.includes(needs)) throw new WeaverError('API_SCOPE_MISSING', { scope: needs });
}
