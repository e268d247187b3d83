import * as api from '../../types/api.ts';
import { templateList } from '../templates/index.ts';
import type { Api } from './api.ts';

/** Flows to begin with. `POST /workflows` takes the `template` of one. */
export function templateRoutes(app: Api): void {
  app.get(
    '/templates',
    {
      config: { needs: 'read' },
      schema: { tags: ['Workflows'], summary: 'Flows to begin with', response: { 200: api.templateList } },
    },
    async () => ({ templates: templateList() }),
  );
}
