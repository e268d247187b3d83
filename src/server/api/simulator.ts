import { z } from 'zod';
import * as api from '../../types/api.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { ServerContext } from '../context.ts';
import { comesFromThisMachine } from '../security/authenticator.ts';
import type { Api } from './api.ts';

const tags = ['Simulator'];

/** For the simulated carrier (`weaver call`): its account, and what its caller is saying. */
export function simulatorRoutes(app: Api, context: ServerContext): void {
  app.get(
    '/simulator/account',
    {
      config: { needs: 'admin' },
      schema: {
        tags,
        summary: 'Account of the simulated carrier; only for this machine',
        response: { 200: api.simulatorAccount },
      },
    },
    async (request, reply) => {
      // Its signatures are taken from this machine only, so nobody else has a use for it.
      if (!comesFromThisMachine(request.raw)) throw new WeaverError('API_NOT_LOCAL');
      return reply.header('cache-control', 'no-store').send(context.simulator);
    },
  );
  app.post(
    '/simulator/calls/:callSid/spoken',
    {
      config: { needs: 'admin' },
      schema: {
        tags,
        summary: 'What the simulated caller is saying now, for the stand-in recogniser',
        params: z.object({ callSid: z.string().min(1).max(256) }),
        body: api.spokenRequest,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      context.desk.spoken(request.params.callSid, request.body.text);
      return reply.code(204).send(null);
    },
  );
}
