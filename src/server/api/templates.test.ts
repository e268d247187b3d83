import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testServer, type TestServer } from '../testing/testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

describe('templates', () => {
  it('are listed, and each makes a workflow that can be published as it is', async () => {
    const { templates } = (await server.api('/api/templates')).body as unknown as {
      templates: { id: string }[];
    };
    expect(templates).toHaveLength(6);
    for (const { id } of templates) {
      const json = { slug: `try-${id}`, name: `Trial of ${id}`, language: 'zh-HK', template: id };
      expect((await server.api('/api/workflows', { method: 'POST', json })).status).toBe(201);
      const { document } = (await server.api(`/api/workflows/try-${id}/draft`)).body as unknown as {
        document: { config: { name: string; languages: { language: string }[] } };
      };
      expect(document.config.name).toBe(`Trial of ${id}`);
      expect(document.config.languages[0]?.language).toBe('zh-HK');
      const published = await server.api(`/api/workflows/try-${id}/publish`, { method: 'POST' });
      expect(published.body['version']).toBe(1);
    }
  });

  it('that are not there are refused', async () => {
    const json = { slug: 'moon', name: 'Moon', template: 'moon' };
    const { status, code } = await server.api('/api/workflows', { method: 'POST', json });
    expect([status, code]).toEqual([404, 'STORE_NOT_FOUND']);
  });
});
