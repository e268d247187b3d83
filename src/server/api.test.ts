import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishSmall, smallDocument, testServer, type TestServer } from './testing/testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

describe('workflows', () => {
  it('are made, read, changed, published, restored, exported and removed', async () => {
    const made = await server.api('/api/workflows', {
      method: 'POST',
      json: { slug: 'first', name: 'First' },
    });
    expect(made.status).toBe(201);
    const id = String(made.body['id']);
    const draft = await server.api('/api/workflows/first/draft');
    const etag = draft.headers.get('etag') ?? '';
    expect(etag).toMatch(/^".+"$/);
    expect((await server.api(`/api/workflows/${id}/validate`, { method: 'POST' })).body['ok']).toBe(true);

    const put = { method: 'PUT', json: smallDocument() };
    expect((await server.api('/api/workflows/first/draft', put)).code).toBe('API_ETAG_NEEDED');
    const saved = await server.api('/api/workflows/first/draft', { ...put, headers: { 'if-match': etag } });
    expect(saved.status).toBe(200);
    expect(saved.headers.get('etag')).not.toBe(etag);
    const late = await server.api('/api/workflows/first/draft', { ...put, headers: { 'if-match': etag } });
    expect([late.status, late.code]).toEqual([412, 'STORE_ETAG_MISMATCH']);

    const published = await server.api('/api/workflows/first/publish', {
      method: 'POST',
      json: { note: 'one' },
    });
    expect(published.body['version']).toBe(1);
    expect((await server.api('/api/workflows/first/versions')).body['versions']).toHaveLength(1);
    expect((await server.api('/api/workflows/first/versions/1/restore', { method: 'POST' })).status).toBe(
      200,
    );
    const lateRestore = await server.api('/api/workflows/first/versions/1/restore', {
      method: 'POST',
      headers: { 'if-match': etag },
    });
    expect([lateRestore.status, lateRestore.code]).toEqual([412, 'STORE_ETAG_MISMATCH']);
    const file = await server.api('/api/workflows/first/export?version=1');
    expect(file.headers.get('content-disposition')).toContain('first-v1.json');

    const again = await server.api('/api/workflows/import', {
      method: 'POST',
      json: { slug: 'copy', document: file.body },
    });
    expect(again.status).toBe(201);
    expect((await server.api('/api/workflows/copy', { method: 'DELETE' })).status).toBe(204);
    expect((await server.api('/api/workflows/copy')).code).toBe('STORE_NOT_FOUND');
  });

  it('are not published with errors', async () => {
    const document = smallDocument();
    document.flow.edges = [];
    await server.api('/api/workflows', {
      method: 'POST',
      json: { slug: 'broken', name: 'Broken', document },
    });
    const refused = await server.api('/api/workflows/broken/publish', { method: 'POST', json: {} });
    expect([refused.status, refused.code]).toEqual([422, 'API_PROBLEMS']);
    const { body } = await server.api('/api/workflows/broken/validate', { method: 'POST' });
    expect(body['ok']).toBe(false);
  });
});

describe('bad input', () => {
  const post = (path: string, body: string, type = 'application/json') =>
    server.api(path, { method: 'POST', body, headers: { 'content-type': type } });

  it.each([
    ['not JSON', '{"slug":', 400, 'API_JSON_INVALID'],
    ['another type', 'null', 400, 'API_REQUEST_INVALID'],
    ['a field of the wrong form', '{"slug":"No Good","name":"x"}', 400, 'API_REQUEST_INVALID'],
    [
      'a broken document',
      '{"slug":"x","name":"x","document":{"format":"other"}}',
      400,
      'FLOW_DOCUMENT_INVALID',
    ],
    [
      'a document of the future',
      JSON.stringify({ slug: 'x', name: 'x', document: { ...smallDocument(), formatVersion: 99 } }),
      400,
      'FLOW_DOCUMENT_VERSION',
    ],
    ['more than 1 MB', JSON.stringify({ slug: 'x', name: 'x'.repeat(1_100_000) }), 413, 'API_BODY_TOO_LARGE'],
  ])('%s gets a clear code', async (_what, body, status, code) => {
    const answer = await post('/api/workflows', body);
    expect([answer.status, answer.code]).toEqual([status, code]);
  });

  it('is not taken as a form or as text, which other sites could send', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain'])
      expect((await post('/api/workflows', 'slug=x', type)).code).toBe('API_MEDIA_TYPE');
  });

  it('names the field and never its value', async () => {
    const { body } = await server.api('/api/keys', {
      method: 'POST',
      json: { name: 'k', scopes: ['+85221234567'] },
    });
    expect(JSON.stringify(body)).toContain('scopes.0');
    expect(JSON.stringify(body)).not.toContain('21234567');
  });

  it('meets the same form everywhere', async () => {
    for (const path of ['/nowhere', '/api/nowhere', '/api/calls/CA0', '/%E0%A4%A'])
      expect((await server.api(path)).code).toMatch(/^[A-Z]+_[A-Z_]+$/);
  });
});

describe('calls, settings, keys', () => {
  it('pages through calls and refuses a cursor of its own making', async () => {
    expect((await server.api('/api/calls?limit=1')).body['calls']).toEqual([]);
    expect((await server.api('/api/calls?cursor=zzz')).code).toBe('STORE_CURSOR_INVALID');
    expect((await server.api('/api/calls?limit=1000')).code).toBe('API_REQUEST_INVALID');
  });

  it('keeps settings', async () => {
    const settings = { publicUrl: 'https://voice.example.com/', defaultWorkflow: null };
    const saved = await server.api('/api/settings', { method: 'PUT', json: settings });
    expect(saved.body['publicUrl']).toBe('https://voice.example.com');
    expect(
      (await server.api('/api/settings', { method: 'PUT', json: { publicUrl: 'http://x.org' } })).status,
    ).toBe(400);
    await server.api('/api/settings', { method: 'PUT', json: {} });
  });

  it('gives keys only what they may do', async () => {
    const { body } = await server.api('/api/keys', {
      method: 'POST',
      json: { name: 'reader', scopes: ['read'] },
    });
    const headers = { authorization: `Bearer ${String(body['secret'])}` };
    expect((await server.api('/api/workflows', { headers })).status).toBe(200);
    expect((await server.api('/api/calls', { headers })).code).toBe('API_SCOPE_MISSING');
    await server.api(`/api/keys/${String(body['id'])}`, { method: 'DELETE' });
    expect((await server.api('/api/workflows', { headers })).code).toBe('API_TOKEN_WRONG');
  });
});

describe('what the server says of itself', () => {
  it('is healthy, becomes ready, has figures and honest capabilities', async () => {
    await publishSmall(server, 'ready');
    expect((await server.api('/healthz')).body).toEqual({ ok: true });
    expect((await server.api('/readyz')).body['ready']).toBe(true);
    expect((await server.api('/api/metrics')).body['turns']).toBe(0);
    const prometheus = await fetch(`${server.url}/metrics`);
    expect(await prometheus.text()).toContain('weaver_');
    const { body } = await server.api('/api/capabilities');
    expect(JSON.stringify(body['limits'])).toContain('Cantonese');
    expect((await server.api('/api/node-types')).body['nodeTypes']).not.toEqual([]);
  });

  it('documents every address, with references that lead somewhere', async () => {
    const { body } = await server.api('/api/openapi.json');
    const { paths, components } = body as unknown as { paths: object; components: { schemas: object } };
    expect(Object.keys(paths)).toContain('/api/workflows/{id}/publish');
    const references = [...JSON.stringify(body).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
    for (const [, name] of references) expect(Object.keys(components.schemas)).toContain(name);
    const docs = await fetch(`${server.url}/api/docs/`);
    const html = await docs.text();
    expect(html).not.toMatch(/(src|href)="https?:/);
    expect(docs.headers.get('content-security-policy')).toContain("connect-src 'self'");
  });
});
