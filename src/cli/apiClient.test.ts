import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answersHealth, createApiClient } from './apiClient.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

async function serverThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const answering =
  (status: number, body: unknown): RequestListener =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const number = z.object({ n: z.number() });

describe('api client', () => {
  it('sends the token and reads the answer by its schema', async () => {
    const seen: (string | undefined)[] = [];
    const url = await serverThat((request, response) => {
      seen.push(request.headers.authorization);
      response.end('{"n":1}');
    });
    const api = createApiClient({ url: `${url}/`, token: 'secret' });
    expect(await api.get('/x', number)).toEqual({ n: 1 });
    expect(await api.post('/x', {}, number)).toEqual({ n: 1 });
    expect(seen).toEqual(['Bearer secret', 'Bearer secret']);
  });
  it('raises the server’s own error again', async () => {
    const error = { code: 'STORE_SLUG_TAKEN', message: 'm', fix: 'f', detail: { slug: 'clinic' } };
    const api = createApiClient({ url: await serverThat(answering(409, { error })) });
    await expect(api.get('/x', number)).rejects.toMatchObject({
      code: 'STORE_SLUG_TAKEN',
      message: 'Another workflow is already called clinic.',
    });
  });
  it.each([
    ['asks for a token on 401', 401, {}, 'CLI_TOKEN_NEEDED'],
    ['does not trust an error that is not ours', 500, { oops: true }, 'CLI_SERVER_ANSWER'],
    [
      'does not trust a code that it does not know',
      500,
      { error: { code: 'X_Y', message: '', fix: '' } },
      'CLI_SERVER_ANSWER',
    ],
    ['does not trust an answer of another form', 200, { n: 'one' }, 'CLI_SERVER_ANSWER'],
  ])('%s', async (_, status, body, code) => {
    const api = createApiClient({ url: await serverThat(answering(status, body)) });
    await expect(api.get('/x', number)).rejects.toMatchObject({ code });
  });
  it('takes a status that was said to answer in the same form', async () => {
    const api = createApiClient({ url: await serverThat(answering(503, { n: 2 })) });
    expect(await api.get('/x', number, 503)).toEqual({ n: 2 });
  });
  it('says when nobody answers', async () => {
    const api = createApiClient({ url: 'http://127.0.0.1:1' });
    await expect(api.get('/x', number)).rejects.toMatchObject({ code: 'CLI_SERVER_UNREACHABLE' });
  });
});

describe('answersHealth', () => {
  it('knows one of our servers from nobody and from somebody else', async () => {
    expect(await answersHealth(await serverThat(answering(200, { ok: true })))).toBe(true);
    expect(await answersHealth(await serverThat(answering(200, { status: 'up' })))).toBe(false);
    expect(await answersHealth('http://127.0.0.1:1')).toBe(false);
  });
});
