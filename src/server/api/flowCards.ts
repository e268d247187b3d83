import { isDeepStrictEqual } from 'node:util';
import { flowCards, type FlowCard } from '../../types/apiFlowCards.ts';
import type { Workflow } from '../../types/workflow.ts';
import type { ServerContext } from '../context.ts';
import { pictureOf, stepsOf } from '../flowPicture.ts';
import { frozen } from '../subflows.ts';
import type { Api } from './api.ts';

/** What a list of flows shows beside their names. A document at a time: a large flow is a megabyte. */
export function flowCardRoutes(app: Api, { store }: ServerContext): void {
  const { workflows } = store;
  const cardOf = async ({ id, publishedVersion }: Workflow): Promise<FlowCard | null> => {
    const draft = await workflows.getDraft(id);
    // Removed since it was listed.
    if (!draft) return null;
    const { document } = draft;
    const published = publishedVersion === null ? null : await workflows.getVersion(id, publishedVersion);
    return {
      workflowId: id,
      languages: document.config.languages.map(({ language }) => language),
      numbers: document.config.telephone.numbers,
      nodeCount: stepsOf(document).length,
      // As it would be published now: a flow inside it may have a newer version.
      changedSincePublished:
        published !== null && !isDeepStrictEqual(published.document, await frozen(store, document)),
      picture: pictureOf(document),
    };
  };
  app.get(
    '/workflow-cards',
    {
      config: { needs: 'read' },
      schema: {
        tags: ['Workflows'],
        summary: 'Of each workflow: its languages, numbers and size, and its graph in small',
        response: { 200: flowCards },
      },
    },
    async () => {
      const cards: FlowCard[] = [];
      for (const workflow of await workflows.list()) {
        const card = await cardOf(workflow);
        if (card) cards.push(card);
      }
      return { cards };
    },
  );
}
