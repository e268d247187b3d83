/** The response cache behind the API: what it shows, what it forgets, what outlives the server. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { runCall } from '../../src/simulator/index.ts';
import type { ProviderSet } from '../../src/services/performanceOrchestrator.ts';
import { StandInModel } from '../../src/services/providers/index.ts';
import { purge } from '../../src/server/retention.ts';
import { noProviders, until, type TestServer } from '../../src/server/testing/testServer.ts';
import type { CacheState } from '../../src/types/api.ts';
import { sampleCall } from '../support/storage/samples.ts';
import { faqDocument, GREETING, HOURS, OPEN, publishFaq, teach } from '../support/cacheLine.ts';
import { home, put, SECRET, serve, stop, useHome, world } from './providersKit.ts';

useHome();

const withModel: ProviderSet = { ...noProviders, model: () => new StandInModel({ script: () => OPEN }) };
const open = (env: Record<string, string> = {}, providers = withModel) => serve(world(), env, { providers });

const post = (server: TestServer, where: string, json: unknown, init: RequestInit = {}) =>
  server.api(`/api/cache/${where}`, { ...init, method: 'POST', json });
const explain = (server: TestServer, words = HOURS, more: object = {}) =>
  post(server, 'explain', { workflow: 'faq', node: 'faq', words, ...more });
interface Page {
  entries: { entryId: string; words: string; answers: { answerId: string; template: string }[] }[];
  total: number;
  nextCursor: string | null;
}
const entries = async (server: TestServer, query = '') =>
  (await server.api(`/api/cache/entries${query}`)).body as unknown as Page;
const taughtBy = async ({ context: { store } }: TestServer) =>
  (await store.cache.load('default')).observations.map(({ callSid }) => callSid).toSorted();

describe('the cache of a server', () => {
  it('learns from calls, answers in the model’s place, and shows how and why', async () => {
    const server = await open();
    await publishFaq(server);
    const ask = async () => {
      const { callSid, errors } = await runCall({
        baseUrl: server.url,
        ...server.account,
        transport: 'relay',
        workflow: 'faq',
        script: [{ do: 'wait' }, { do: 'say', text: HOURS }, { do: 'wait' }, { do: 'hang-up' }],
        maxCallMs: 30_000,
      });
      expect(errors).toEqual([]);
      await until(() => !server.context.desk.has(callSid));
      await server.context.cache.flush();
      await server.context.store.flush();
      const turns = await server.context.store.calls.turns(callSid);
      return turns.find(({ input }) => input === 'speech')?.source;
    };
    const sources = [...(await Promise.all([ask(), ask(), ask()])), await ask()];
    expect(sources).toEqual(['generated', 'generated', 'generated', 'exact']);
    expect((await explain(server)).body).toMatchObject({
      decision: 'hit',
      layer: 'exact',
      reason: 'agreeing-calls',
      text: OPEN,
      off: null,
      workflowVersion: 1,
    });
    const { body } = await server.api('/api/cache/stats');
    // The question to explain is not counted.
    expect(body).toMatchObject({ entries: 1, layers: { exact: { hits: 1 } }, keeping: 'stored' });
    expect(body['workflows']).toMatchObject([
      { slug: 'faq', mode: 'shadow', agreeing: 3, languages: [{ language: 'en-US', embedder: null }] },
    ]);
    for (const words of [HOURS, OPEN]) expect(server.logged()).not.toContain(words);
  }, 60_000);

  it('says what stands in the way, and takes the step of a call to find the question', async () => {
    const server = await open();
    const id = await publishFaq(server);
    await teach(server, id, { callSids: ['CA-1', 'CA-2'] });
    expect((await explain(server)).body).toMatchObject({
      decision: 'miss',
      reason: 'too-few-agree',
      agreeing: 3,
      near: [{ words: HOURS, calls: 2, sameContext: true }],
      candidates: [{ answer: OPEN, agreeing: 2, disagreeing: 0 }],
    });
    await teach(server, id);
    // The very same line of the agent, given by hand, and another one.
    expect((await explain(server, HOURS, { said: [GREETING] })).body['decision']).toBe('hit');
    expect((await explain(server, HOURS, { said: ['Anything else?'] })).body['decision']).toBe('miss');
    // With values known the place is another one; what is said of them is never looked up.
    const valued = await explain(server, HOURS, { values: { guests: '4', time: '14:20' } });
    expect(valued.body['reason']).toBe('not-certified');
    const own = await explain(server, 'is it at 14:20', { values: { time: '14:20' } });
    expect(own.body['reason']).toBe('private-question');
  });

  it.each([
    [{ node: 'nowhere' }, 404, 'CACHE_NODE_UNKNOWN'],
    [{ node: 'end' }, 409, 'CACHE_NOT_ASKED'],
    [{ workflow: 'nobody' }, 404, 'STORE_NOT_FOUND'],
    [{ version: 7 }, 404, 'STORE_NOT_FOUND'],
    [{ values: { surname: 'x' } }, 400, 'CACHE_VALUE_UNKNOWN'],
    [{ values: { guests: 'many' } }, 400, 'CACHE_VALUE_UNKNOWN'],
    [{ words: '' }, 400, 'API_REQUEST_INVALID'],
  ])('cannot explain %j', async (wrong, status, code) => {
    const server = await open();
    await publishFaq(server);
    const answer = await explain(server, HOURS, wrong);
    expect([answer.status, answer.code]).toEqual([status, code]);
  });

  it('says when calls do not ask it at all', async () => {
    const server = await open({}, noProviders);
    await publishFaq(server);
    expect((await explain(server)).body['off']).toBe('no-model');
    const { body } = await server.api('/api/capabilities');
    const [{ workflow, says } = { workflow: '', says: { en: '', 'zh-HK': '' } }] = body[
      'cache'
    ] as unknown as CacheState[];
    expect([workflow, says.en, says['zh-HK']]).toEqual([
      'faq',
      expect.stringContaining('no language model'),
      expect.stringContaining('未設定'),
    ]);
  });

  it('lists what it holds in pages, the newest first, and finds it by words and answers', async () => {
    const server = await open();
    const id = await publishFaq(server);
    const asked = ['are you open on sundays', 'may i bring my dog', 'is there parking'];
    for (const words of asked) await teach(server, id, { words, answer: 'Yes, of course.' });
    await teach(server, id, { words: 'goodbye then', answer: 'Have a good day.' });
    const first = await entries(server, '?limit=3&workflow=faq');
    expect(first).toMatchObject({ total: 4, entries: [{}, {}, {}] });
    const second = await entries(server, `?limit=3&cursor=${encodeURIComponent(first.nextCursor ?? '')}`);
    expect(second.nextCursor).toBeNull();
    const all = [...first.entries, ...second.entries].map(({ words }) => words);
    expect(all.toSorted()).toEqual([...asked, 'goodbye then'].toSorted());
    expect((await entries(server, '?text=PARKING')).total).toBe(1);
    expect((await entries(server, '?text=of course')).total).toBe(3);
    expect((await entries(server, '?version=0')).total).toBe(0);
    expect((await entries(server, '?node=other')).total).toBe(0);
  });

  it('takes an operator’s word: wrong, right, neither', async () => {
    const server = await open();
    const id = await publishFaq(server);
    await teach(server, id);
    const [entry] = (await entries(server)).entries;
    const where = `entries/${entry?.entryId}/answers/${entry?.answers[0]?.answerId}`;
    const decided = async (standing: string) => {
      expect((await post(server, where, { standing })).body).toMatchObject({ standing });
      return (await explain(server)).body['reason'];
    };
    expect(await decided('reported')).not.toBe('agreeing-calls');
    expect(await decided('authored')).toBe('authored');
    expect(await decided('learned')).toBe('agreeing-calls');
    const unknown = await post(server, 'entries/none/answers/none', { standing: 'reported' });
    expect([unknown.status, unknown.code]).toEqual([404, 'CACHE_ENTRY_UNKNOWN']);
    expect((await post(server, where, { standing: 'right' })).code).toBe('API_REQUEST_INVALID');
  });

  it('shows words only to those who may read calls, and is changed only by administrators', async () => {
    const server = await open();
    const id = await publishFaq(server);
    await teach(server, id);
    const by = async (...scopes: string[]) => {
      const { body } = await server.api('/api/keys', { method: 'POST', json: { name: 'x', scopes } });
      return { headers: { authorization: `Bearer ${body['secret']}` } };
    };
    const [reader, listener, admin] = [await by('read'), await by('read', 'calls'), await by('admin')];
    const body = { workflow: 'faq', node: 'faq', words: HOURS };
    const tries = async (who: RequestInit) => [
      (await server.api('/api/cache/stats', who)).status,
      (await server.api('/api/cache/entries', who)).status,
      (await post(server, 'explain', body, who)).status,
      (await post(server, 'entries/x/answers/y', { standing: 'reported' }, who)).status,
      (await post(server, 'purge', { node: 'none' }, who)).status,
    ];
    expect(await tries(reader)).toEqual([200, 403, 403, 403, 403]);
    expect(await tries(listener)).toEqual([200, 200, 200, 403, 403]);
    expect(await tries(admin)).toEqual([403, 403, 403, 404, 200]);
    const { body: figures } = await server.api('/api/cache/stats', reader);
    expect(JSON.stringify(figures)).not.toContain('opening hours');
  });

  it('takes up another embedder when the providers change', async () => {
    const asked: string[] = [];
    const embedder = async (language: string) => (asked.push(language), null);
    const server = await open({}, { ...withModel, embedder });
    await publishFaq(server);
    await explain(server);
    await explain(server, 'is there parking');
    expect(asked).toEqual(['en-US']);
    expect((await put(server, { key: SECRET })).status).toBe(200);
    await explain(server, 'is there parking');
    expect(asked).toEqual(['en-US', 'en-US']);
  });
});

describe('what is forgotten', () => {
  it('goes by what was named, in memory and in the store', async () => {
    const server = await open();
    const id = await publishFaq(server);
    const other = await publishFaq(server, 'other');
    for (const words of ['are you open on sundays', 'is there parking']) await teach(server, id, { words });
    await teach(server, other);
    const forget = async (what: object) => (await post(server, 'purge', what)).body['entries'];
    expect(await forget({ text: 'Parking', workflow: 'other' })).toBe(0);
    expect(await forget({ text: 'Parking' })).toBe(1);
    expect(await forget({ workflow: 'faq', version: 2 })).toBe(0);
    expect(await forget({ workflow: 'faq', node: 'faq' })).toBe(1);
    expect((await entries(server)).entries).toMatchObject([{ words: HOURS }]);
    expect(await forget({ all: true })).toBe(1);
    expect((await server.context.store.cache.load('default')).entries).toEqual([]);
    expect((await post(server, 'purge', {})).code).toBe('CACHE_PURGE_EMPTY');
    for (const mixed of [
      { all: true, workflow: 'faq' },
      { call: 'CA1', caller: '+85221234567' },
      { al: true },
    ])
      expect((await post(server, 'purge', mixed)).code).toBe('API_REQUEST_INVALID');
  });

  it('goes with a call that is deleted; what other calls say as well stays', async () => {
    const server = await open();
    const id = await publishFaq(server);
    await server.context.store.calls.start(sampleCall('CA-gone'));
    await teach(server, id, { words: 'is there parking', callSids: ['CA-gone'] });
    await teach(server, id, { callSids: ['CA-gone', 'CA-a', 'CA-b'] });
    expect((await explain(server)).body['decision']).toBe('hit');
    expect((await server.api('/api/calls/CA-gone', { method: 'DELETE' })).status).toBe(204);
    expect((await entries(server)).entries).toMatchObject([{ words: HOURS, answers: [{ calls: 2 }] }]);
    expect(await taughtBy(server)).toEqual(['CA-a', 'CA-b']);
    expect((await explain(server)).body['reason']).toBe('too-few-agree');
  });

  it('goes with what a live call teaches after it was deleted', async () => {
    const server = await open();
    await publishFaq(server);
    let callSid = '';
    let deleted = false;
    const { errors } = await runCall({
      baseUrl: server.url,
      ...server.account,
      transport: 'relay',
      workflow: 'faq',
      script: async function* (view) {
        yield { do: 'wait' };
        callSid = view.callSid;
        const answer = await server.api(`/api/calls/${callSid}`, { method: 'DELETE' });
        deleted = answer.status === 204;
        yield { do: 'say', text: HOURS };
        yield { do: 'wait' };
        await server.context.cache.flush();
        expect(await taughtBy(server)).toEqual([callSid]);
        yield { do: 'hang-up' };
      },
      maxCallMs: 30_000,
    });
    expect([errors, deleted]).toEqual([[], true]);
    await until(() => server.context.cache.export().length === 0);
    expect(await taughtBy(server)).toEqual([]);
  }, 60_000);

  it('goes with all calls of a number, however that is written', async () => {
    const server = await open();
    const id = await publishFaq(server);
    const { calls } = server.context.store;
    await calls.start(sampleCall('CA-from', { from: '+85291234567' }));
    await calls.start(sampleCall('CA-to', { to: '+85291234567' }));
    await calls.start(sampleCall('CA-other', { from: '+85291234568' }));
    await teach(server, id, { callSids: ['CA-from', 'CA-to', 'CA-other'] });
    const { body } = await post(server, 'purge', { caller: '+852 9123-4567' });
    expect(body).toMatchObject({ calls: 2, observations: 2, entries: 0 });
    expect(await taughtBy(server)).toEqual(['CA-other']);
    expect((await post(server, 'purge', { caller: '+85200000000' })).body).toMatchObject({ calls: 0 });
    expect(await taughtBy(server)).toEqual(['CA-other']);
    expect(server.logged()).not.toContain('9123');
  });

  it('goes with calls that are older than their workflow keeps them', async () => {
    const server = await open();
    const id = await publishFaq(server);
    const { calls } = server.context.store;
    await calls.start(sampleCall('CA-old', { workflowId: id }), '2020-01-01T00:00:00Z');
    await calls.finish('CA-old', { end: 'completed', endedAt: '2020-01-01T00:10:00Z' });
    await calls.start(sampleCall('CA-new', { workflowId: id }));
    await teach(server, id, { callSids: ['CA-old', 'CA-new'] });
    expect(await purge(server.context)).toBe(1);
    expect(await taughtBy(server)).toEqual(['CA-new']);
  });

  it('goes with the workflow, and with a draft that was changed', async () => {
    const server = await open();
    const id = await publishFaq(server);
    await teach(server, id);
    await teach(server, id, { version: 0 });
    const changed = faqDocument(['en-US'], 'We are open from ten to six.');
    const save = { method: 'PUT', json: changed, headers: { 'if-match': '*' } };
    expect((await server.api('/api/workflows/faq/draft', save)).status).toBe(200);
    expect((await entries(server)).entries).toMatchObject([{ workflowVersion: 1 }]);
    expect((await server.api('/api/workflows/faq', { method: 'DELETE' })).status).toBe(204);
    expect((await entries(server)).total).toBe(0);
    expect(await taughtBy(server)).toEqual([]);
  });
});

describe('what outlives the server', () => {
  it('is what it has learned: the next server of the folder answers from it', async () => {
    const first = await open();
    const id = await publishFaq(first);
    await teach(first, id);
    await teach(first, id, { words: 'is there parking', answer: 'Yes.', flush: false });
    await stop(first);
    const second = await open();
    expect((await explain(second)).body).toMatchObject({ decision: 'hit', text: OPEN });
    // What was under way when the server stopped is there as well.
    expect((await explain(second, 'is there parking')).body).toMatchObject({ decision: 'hit', text: 'Yes.' });
  });

  it('is everything that was acknowledged, when it is killed (kill -9)', { timeout: 60_000 }, async () => {
    const child = path.join(import.meta.dirname, '../support/cacheServerChild.ts');
    for (const prefix of ['x', 'y']) {
      const killed = spawn(process.execPath, [child, home, prefix], { stdio: ['ignore', 'pipe', 'ignore'] });
      let out = '';
      killed.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString();
        if (out.split('\n').length > 12) killed.kill('SIGKILL');
      });
      await once(killed, 'close');
      // The last line may be cut: it was not acknowledged then.
      const acknowledged = out.split('\n').slice(0, -1);
      expect(acknowledged.length).toBeGreaterThan(10);
      const server = await open();
      for (const words of acknowledged)
        expect([words, (await explain(server, words)).body['decision']]).toEqual([words, 'hit']);
      await stop(server);
    }
  });

  it('cannot be read: the server serves all the same, says so, and begins anew when told to', async () => {
    const first = await open();
    const id = await publishFaq(first);
    await teach(first, id);
    await stop(first);
    const db = new Database(path.join(home, 'weaver.db'));
    expect(db.prepare(`update cache_entries set words = '{'`).run().changes).toBe(1);
    db.close();

    const second = await open();
    expect(second.logged()).toContain('cannot be read');
    expect((await second.api('/readyz')).body).toMatchObject({ checks: { cache: 'memory' } });
    expect(JSON.stringify((await second.api('/api/capabilities')).body['limits'])).toContain(
      'cache purge --all',
    );
    await teach(second, id, { words: 'is there parking' });
    expect((await entries(second)).total).toBe(1);
    // Whoever asks to be forgotten is forgotten in what cannot be read as well.
    await post(second, 'purge', { all: true });
    await stop(second);
    const third = await open();
    expect((await third.api('/readyz')).body).toMatchObject({ checks: { cache: 'stored' } });
    expect((await entries(third)).total).toBe(0);
  });
});
