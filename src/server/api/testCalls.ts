import { z } from 'zod';
import { WeaverError } from '../../types/errors/index.ts';
import { testCallOptions } from '../../types/testCall.ts';
import type { ServerContext } from '../context.ts';
import type { Api } from './api.ts';

const tags = ['Test calls'];

/** What a test call of a workflow's draft can be. The call itself is on the WebSocket `/test-call`. */
export function testCallRoutes(app: Api, context: ServerContext): void {
  const { store, providers, simulatedCallers } = context;
  app.get(
    '/workflows/:id/test-call',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        summary: 'Who hears and speaks each language of the draft, and which simulated callers there are',
        params: z.object({ id: z.string().min(1).max(128) }),
        response: { 200: testCallOptions },
      },
    },
    async (request) => {
      const { id } = request.params;
      const workflow = await store.workflows.get(id);
      const draft = workflow && (await store.workflows.getDraft(workflow.id));
      if (!draft) throw new WeaverError('STORE_NOT_FOUND', { kind: 'workflow', id });
      const { config } = draft.document;
      // A draft may name a provider that nobody has asked for before.
      await providers.load(config.languages, config);
      return {
        languages: config.languages.map((voice) => ({
          language: voice.language,
          hears: providers.recogniser(voice)?.provider.name ?? null,
          speaks: providers.synthesiser(voice)?.provider.name ?? null,
        })),
        callers: [
          ...(simulatedCallers?.list(
            workflow.slug,
            config.languages.map(({ language }) => language),
          ) ?? []),
        ],
        ownLines: simulatedCallers !== undefined,
      };
    },
  );
}
