import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FlowCard } from '../../types/apiFlowCards.ts';
import type { WorkflowDocument } from '../../types/workflow.ts';
import { testServer, type TestServer } from '../testing/testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

async function cardOf(slug: string): Promise<FlowCard | undefined> {
  const { id } = (await server.api(`/api/workflows/${slug}`)).body as unknown as { id: string };
  const { cards } = (await server.api('/api/workflow-cards')).body as unknown as { cards: FlowCard[] };
  return cards.find(({ workflowId }) => workflowId === id);
}

it('cards tell of each flow what a list shows, and whether callers hear what is drawn', async () => {
  const json = { slug: 'ask', name: 'Ask', language: 'zh-HK', template: 'survey' };
  await server.api('/api/workflows', { method: 'POST', json });
  const draft = await cardOf('ask');
  expect(draft).toMatchObject({ languages: ['zh-HK', 'en-US'], numbers: [], changedSincePublished: false });
  expect(draft?.picture.steps).toHaveLength(draft?.nodeCount ?? 0);
  expect(draft?.picture.steps.filter(({ type }) => type === 'start')).toHaveLength(1);

  await server.api('/api/workflows/ask/publish', { method: 'POST' });
  expect((await cardOf('ask'))?.changedSincePublished).toBe(false);

  const read = await server.api('/api/workflows/ask/draft');
  const { document } = read.body as unknown as { document: WorkflowDocument };
  const telephone = { ...document.config.telephone, numbers: ['+12025550100'] };
  const changed = { ...document, config: { ...document.config, telephone } };
  const saved = await server.api('/api/workflows/ask/draft', {
    method: 'PUT',
    json: changed,
    headers: { 'if-match': read.headers.get('etag') ?? '' },
  });
  expect(saved.status).toBe(200);
  expect(await cardOf('ask')).toMatchObject({ numbers: ['+12025550100'], changedSincePublished: true });
});
