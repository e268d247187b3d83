import { z } from 'zod';
import * as api from '../../types/api.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { ServerContext } from '../context.ts';
import { isSameOrigin } from '../security/authenticator.ts';
import { sessionCookie } from '../security/sessions.ts';
import type { Api } from './api.ts';

const tags = ['Signing in'];

/** Guesses of the token: few enough that a token of 16 characters is never found. */
const SIGN_INS_A_MINUTE = 10;

export function sessionRoutes(app: Api, context: ServerContext): void {
  const { authenticator } = context;
  app.get(
    '/session',
    {
      config: { needs: 'nobody' },
      schema: { tags, summary: 'Who you are here', response: { 200: api.session } },
    },
    async ({ principal: { via, scopes } }) => ({ signedIn: via !== 'none', via, scopes: [...scopes] }),
  );
  app.post(
    '/session',
    {
      config: { needs: 'nobody', rateLimit: { max: SIGN_INS_A_MINUTE, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Sign the page in: sets a cookie',
        body: api.sessionRequest,
        response: { 200: api.session },
      },
    },
    async (request, reply) => {
      if (!isSameOrigin(request.raw)) throw new WeaverError('API_ORIGIN_REFUSED');
      const cookie = authenticator.signIn(request.body.token);
      if (cookie === null) throw new WeaverError('API_TOKEN_WRONG');
      const answer = { signedIn: true, via: 'session' as const, scopes: api.apiScope.options };
      return reply.header('set-cookie', sessionCookie(cookie, cameByHttps(request, context))).send(answer);
    },
  );
  app.delete(
    '/session',
    {
      config: { needs: 'nobody' },
      schema: { tags, summary: 'Sign the page out', response: { 204: z.null() } },
    },
    async (request, reply) => {
      if (!isSameOrigin(request.raw)) throw new WeaverError('API_ORIGIN_REFUSED');
      authenticator.signOut(request.raw);
      return reply
        .code(204)
        .header('set-cookie', sessionCookie('', cameByHttps(request, context)))
        .send(null);
    },
  );
}

/** A proxy in front speaks https for us; a browser on a plain connection would drop a `Secure` cookie. */
function cameByHttps(
  request: { protocol: string; headers: { origin?: string } },
  context: ServerContext,
): boolean {
  if (request.protocol === 'https') return true;
  const { origin } = request.headers;
  const known = context.publicUrl();
  return origin !== undefined && known !== undefined && origin === new URL(known).origin;
}
