import * as api from '../../types/api.ts';
import type { ServerContext } from '../context.ts';
import { FirstStepsTaken } from '../setup/firstSteps.ts';
import type { Api } from './api.ts';
import { voiceRoutes } from './voicePreview.ts';
import { webhookCheckRoutes } from './webhookCheck.ts';

/** What setting up asks: voices, the carrier's way to this server, and how far a new owner has come. */
export function setupRoutes(app: Api, context: ServerContext): void {
  voiceRoutes(app, context);
  webhookCheckRoutes(app, context);
  firstStepRoutes(app, context);
}

function firstStepRoutes(app: Api, { store, clock }: ServerContext): void {
  const taken = new FirstStepsTaken(store, clock);
  app.get(
    '/first-steps',
    {
      config: { needs: 'read' },
      schema: {
        tags: ['Server'],
        summary: 'What has happened for the first time, and when',
        response: { 200: api.firstSteps },
      },
    },
    async () => taken.read(),
  );
}
