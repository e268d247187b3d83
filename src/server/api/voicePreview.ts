import { z } from 'zod';
import * as api from '../../types/api.ts';
import type { ServerContext } from '../context.ts';
import { preview, voicesOf } from '../setup/voices.ts';
import type { Api } from './api.ts';

const tags = ['Voices'];
/** Providers are paid by the character: a person who listens needs no more. */
const PREVIEWS_A_MINUTE = 20;

/** Voices of a language, and a way to hear them. */
export function voiceRoutes(app: Api, context: ServerContext): void {
  app.get(
    '/voices',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        summary: 'Voices of one provider for a language; asked of the provider where it can be asked',
        querystring: api.voiceQuery,
        response: { 200: api.voiceList },
      },
    },
    async (request) => voicesOf(context, request.query),
  );
  app.post(
    '/voices/preview',
    {
      config: { needs: 'write', rateLimit: { max: PREVIEWS_A_MINUTE, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'A short text in a voice, as the telephone carries it (WAV, 8 kHz)',
        body: api.voicePreviewRequest,
        response: { 200: z.any().describe('audio/wav') },
      },
    },
    async (request, reply) => {
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      const file = await preview(context, request.body, gone.signal);
      return reply.type('audio/wav').header('cache-control', 'no-store').send(file);
    },
  );
}
