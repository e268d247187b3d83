import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SynthesisSink, Synthesiser } from '../types/ports.ts';
import { preparation, type Preparation } from '../types/api.ts';
import {
  noProviders,
  publishSmall,
  smallDocument,
  testServer,
  type TestServer,
} from './testing/testServer.ts';

/** Speaks when it is let: so that a test sees what is on its way. */
const waiting: (() => void)[] = [];
const synthesiser: Synthesiser = {
  name: 'toy',
  capabilities: {
    locales: 'any',
    native: 'mulaw-8000',
    streaming: true,
    phonemes: 'none',
    wordTimings: false,
    maxCharacters: 1_000,
  },
  supports: () => true,
  voices: () => [],
  warm: () => Promise.resolve(),
  close: () => Promise.resolve(),
  speak({ text }, sink: SynthesisSink) {
    waiting.push(() => {
      if (text.startsWith('Welcome'))
        return sink.failed({ provider: 'toy', kind: 'content', retryable: false, message: '' });
      sink.audio(Uint8Array.of(1));
      sink.done();
    });
    return { cancel: () => undefined };
  },
};

async function untilDone(server: TestServer, path: string): Promise<Preparation[]> {
  const answer = await fetch(server.url + path);
  expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const states: Preparation[] = [];
  let text = '';
  for await (const piece of answer.body ?? []) {
    text += new TextDecoder().decode(piece);
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events)
      if (event.startsWith('data: ')) states.push(preparation.parse(JSON.parse(event.slice(6))));
  }
  return states;
}

describe('a published workflow', () => {
  let server: TestServer;
  beforeAll(async () => {
    const providers = { ...noProviders, synthesiser: () => ({ provider: synthesiser, reason: '' }) };
    server = await testServer({}, { providers });
  });
  afterAll(() => server.stop());

  it('has its lines synthesised while it answers, and says how far it has come', async () => {
    const made = await server.api('/api/workflows', {
      method: 'POST',
      json: { slug: 'small', name: 'Small', document: smallDocument() },
    });
    const id = String(made.body['id']);
    expect((await server.api(`/api/workflows/${id}/prepare`)).code).toBe('STORE_NOT_FOUND');
    const published = await server.api('/api/workflows/small/publish', { method: 'POST', json: {} });
    const { events } = published.body['preparation'] as unknown as { events: string };
    expect(events).toBe(`/api/workflows/${id}/prepare/events?version=1`);
    const letAll = setInterval(() => waiting.splice(0).forEach((go) => go()), 5);
    const states = await untilDone(server, events);
    clearInterval(letAll);
    const last = states.at(-1);
    expect(last).toMatchObject({ version: 1, state: 'done', failed: 1 });
    expect(last?.failures).toEqual([
      { language: 'en-US', voice: null, code: 'PROVIDER_CONTENT', clauses: 1 },
    ]);
    expect(last?.done).toBe(last?.total);
    // Who comes later is told the end at once.
    expect(await untilDone(server, events)).toEqual([last]);
    expect((await server.api('/api/workflows/small/prepare')).body).toEqual(last);
    expect((await server.api(`/api/workflows/small/prepare/events?version=7`)).code).toBe('STORE_NOT_FOUND');
  });

  it('that is removed has nothing to tell any more', async () => {
    const id = await publishSmall(server, 'gone');
    expect((await server.api(`/api/workflows/${id}/prepare`)).body['state']).toMatch(/waiting|running/);
    await server.api(`/api/workflows/${id}`, { method: 'DELETE' });
    // What was on its way when it went tells nobody.
    for (const go of waiting.splice(0)) go();
    await new Promise((resolve) => setImmediate(resolve));
    expect(server.context.preparations.state(id)).toBeUndefined();
    expect((await server.api(`/api/workflows/${id}/prepare`)).code).toBe('STORE_NOT_FOUND');
  });
});
