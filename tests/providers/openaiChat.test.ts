import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenAiHost } from '../../src/services/providers/openai-compatible/host.ts';
import { openAiHost, groqHost, otherHost } from '../../src/services/providers/openai-compatible/host.ts';
import { openAiModelEntries } from '../../src/services/providers/openai-compatible/entries.ts';
import { OpenAiCompatibleModel } from '../../src/services/providers/openai-compatible/languageModel.ts';
import {
  learningFetch,
  leastEffort,
  RequestHabits,
} from '../../src/services/providers/openai-compatible/wire.ts';
import type { ModelRequest } from '../../src/types/ports.ts';
import { providerSettingsSchemas } from '../../src/services/providers/settings.ts';
import { OpenAiChatServer } from '../../src/simulator/providers/openaiChat/server.ts';
import { expectFailure, TEST_KEY } from './contract/harness.ts';
import { modelContract, modelScript } from './contract/model.ts';
import { agent, ask, bookTool, caller, coldness, raw, system } from './modelsKit.ts';

const hostAt = (url: string, more: Partial<OpenAiHost> = {}): OpenAiHost => ({
  name: 'openai',
  url: `${url}/v1`,
  key: TEST_KEY,
  keyHeader: 'authorization',
  model: 'gpt-4.1',
  ...more,
});

modelContract({
  name: 'openai-compatible',
  async open() {
    const server = await OpenAiChatServer.start({ script: ({ lastText }) => modelScript(lastText) });
    const part = new OpenAiCompatibleModel(hostAt(server.url));
    return {
      part,
      behaviour: server.behaviour,
      dropConnections: () => server.dropConnections(),
      close: async () => {
        await part.close();
        await server.close();
      },
    };
  },
});

describe('the chat-completions adapter', () => {
  let server: OpenAiChatServer;
  const models: OpenAiCompatibleModel[] = [];
  const model = (more: Partial<OpenAiHost> = {}) => {
    const made = new OpenAiCompatibleModel(hostAt(server.url, more));
    models.push(made);
    return made;
  };
  beforeAll(async () => {
    server = await OpenAiChatServer.start();
  });
  afterAll(async () => {
    await Promise.all(models.map((made) => made.close()));
    await server.close();
  });

  it('sends the request in the format', async () => {
    const answer = await ask(
      model(),
      [system('S'), agent('A'), caller('C'), { role: 'tool', toolName: 'book', text: 'ok' }, caller('D')],
      { tools: [bookTool], temperature: 0.2, maxTokens: 50 },
    );
    expect(answer.texts.join('')).toBe('You said: D');
    expect(server.lastRequest?.headers).toMatchObject({
      authorization: `Bearer ${TEST_KEY}`,
      accept: 'text/event-stream',
      'accept-encoding': 'identity',
    });
    expect(server.lastRequest?.body).toEqual({
      model: 'gpt-4.1',
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0.2,
      max_completion_tokens: 50,
      messages: [
        { role: 'system', content: 'S' },
        { role: 'assistant', content: 'A' },
        { role: 'user', content: 'C' },
        { role: 'system', content: 'Result of book: ok' },
        { role: 'user', content: 'D' },
      ],
      tools: [{ type: 'function', function: bookTool }],
    });
  });

  it('speaks to other hosts as they understand it: old names', async () => {
    const other = model({ name: 'openai-compatible' });
    expect(other.name).toBe('openai-compatible');
    expect((await ask(other, [caller('hi')], { maxTokens: 9 })).failure).toBeUndefined();
    expect(server.lastRequest?.body).toMatchObject({ max_tokens: 9 });
    expect(server.lastRequest?.body).not.toHaveProperty('max_completion_tokens');
  });

  it("speaks to Azure as to OpenAI's own, the key in its own header", async () => {
    const azure = model({ name: 'openai-compatible', keyHeader: 'api-key' });
    expect(azure.name).toBe('openai-compatible');
    expect((await ask(azure, [caller('hi')], { maxTokens: 9 })).failure).toBeUndefined();
    expect(server.lastRequest?.headers).toMatchObject({ 'api-key': TEST_KEY });
    expect(server.lastRequest?.headers).not.toHaveProperty('authorization');
    expect(server.lastRequest?.body).toMatchObject({ max_completion_tokens: 9 });
    expect(server.lastRequest?.body).not.toHaveProperty('max_tokens');
  });

  describe('a deployment whose name does not tell what it is (was refused with HTTP 400)', () => {
    let own: OpenAiChatServer;
    beforeAll(async () => {
      own = await OpenAiChatServer.start({ deployments: { frontdesk: 'thinks', aged: 'old' } });
    });
    afterAll(() => own.close());
    const asks = async (host: Partial<OpenAiHost>, more: Partial<ModelRequest>) => {
      const made = new OpenAiCompatibleModel(hostAt(own.url, { name: 'openai-compatible', ...host }));
      models.push(made);
      const requests: number[] = [];
      for (let i = 0; i < 2; i++) {
        const before = own.behaviour.counts.requests;
        const answer = await ask(made, [caller('hi')], more);
        expect(answer.failure).toBeUndefined();
        expect(answer.texts.join('')).toBe('You said: hi');
        requests.push(own.behaviour.counts.requests - before);
      }
      const { max_tokens, max_completion_tokens, temperature } = own.lastRequest!.body;
      return { requests, max_tokens, max_completion_tokens, temperature };
    };
    const both = { maxTokens: 40, temperature: 0.3 };

    it('is asked again without the temperature that it refuses, and not asked so twice', async () => {
      expect(await asks({ model: 'frontdesk', keyHeader: 'api-key' }, both)).toEqual({
        requests: [2, 1],
        max_tokens: undefined,
        max_completion_tokens: 40,
        temperature: undefined,
      });
    });

    it('is understood behind a proxy that takes a bearer token, too', async () => {
      expect(await asks({ model: 'frontdesk' }, both)).toEqual({
        requests: [3, 1],
        max_tokens: undefined,
        max_completion_tokens: 40,
        temperature: undefined,
      });
    });

    it('is asked by the old name of the limit if it knows that one only', async () => {
      expect(await asks({ model: 'aged', keyHeader: 'api-key' }, both)).toEqual({
        requests: [2, 1],
        max_tokens: 40,
        max_completion_tokens: undefined,
        temperature: 0.3,
      });
    });

    it('is not asked again for what is wrong otherwise, and what was learnt of one is not held against another', async () => {
      const before = own.behaviour.counts.requests;
      for (const [name, id] of [
        ['openai', 'gpt-4.1'],
        ['openai', 'gpt-5.4'],
        ['groq', 'openai/gpt-oss-120b'],
      ] as const) {
        const made = new OpenAiCompatibleModel(hostAt(own.url, { name, model: id }));
        models.push(made);
        const answer = await ask(made, [caller('hi')], { temperature: 3, maxTokens: 5 });
        expectFailure(answer.failure, ['invalid-request']);
      }
      expect(own.behaviour.counts.requests - before).toBe(3);
      expect((await asks({ model: 'gpt-4.1' }, both)).temperature).toBe(0.3);
    });

    it('learns from the words of several hosts, and does not ask for ever', async () => {
      const sent = { model: 'm', max_tokens: 5, temperature: 0, reasoning_effort: 'low' };
      const after = (refusal: string) => {
        const habits = new RequestHabits(hostAt('', { name: 'openai-compatible', model: 'gpt-oss' }));
        habits.learn(refusal, sent);
        return Object.keys(habits.body(sent)).sort();
      };
      const all = ['max_tokens', 'model', 'reasoning_effort', 'temperature'];
      expect(after('{"error":{"message":"max_tokens is too large: 5. It is at most 4"}}')).toEqual(all);
      expect(after('{"error":{"message":"bad"}}')).toEqual(all);
      expect(after('Unrecognized request argument supplied: reasoning_effort')).toEqual(
        all.filter((name) => name !== 'reasoning_effort'),
      );
      expect(after('{"detail":[{"loc":["body","temperature"],"type":"extra_forbidden"}]}')).toEqual(
        all.filter((name) => name !== 'temperature'),
      );
      let asked = 0;
      const stubborn = () => {
        asked++;
        return Promise.resolve(
          new Response('max_tokens, max_completion_tokens: not supported', { status: 400 }),
        );
      };
      const habits = new RequestHabits(hostAt(''));
      const answer = await learningFetch(stubborn, habits)('http://h', { body: '{"max_tokens":1}' });
      expect([answer.status, asked]).toEqual([400, 4]);
      expect(await answer.text()).toContain('not supported');
    });
  });

  it('keeps models that think from it, and sends them nothing that they refuse', async () => {
    for (const [name, id, effort] of [
      ['openai', 'gpt-5-mini', 'minimal'],
      ['openai', 'gpt-5.4', 'none'],
      ['groq', 'openai/gpt-oss-120b', 'low'],
    ] as const) {
      const answer = await ask(model({ name, model: id }), [caller('hi')], {
        temperature: 0.5,
        maxTokens: 20,
      });
      expect(answer.failure).toBeUndefined();
      expect(server.lastRequest?.body.reasoning_effort).toBe(effort);
    }
    expect(['o4-mini', 'gpt-5-nano-2025-08-07'].map(leastEffort)).toEqual(['low', 'minimal']);
    expect(['gpt-4.1', 'gpt-5-chat-latest', 'llama3.3', 'qwen3'].map(leastEffort)).toEqual(
      Array(4).fill(undefined),
    );
    expect(new RequestHabits(hostAt('', { model: 'gpt-5' })).body({ temperature: 1 })).toEqual({
      reasoning_effort: 'minimal',
    });
  });

  it('says what came from the prompt cache', async () => {
    const it = model();
    const long = [system('Be kind. '.repeat(800)), caller('hi')];
    expect((await ask(it, long)).usage).not.toHaveProperty('cachedTokens');
    const { usage } = await ask(it, long);
    expect(usage?.cachedTokens).toBeGreaterThan(1_024);
    expect(usage?.cachedTokens).toBeLessThanOrEqual(usage?.inputTokens ?? 0);
  });

  it('keeps one connection through warming up and many answers', async () => {
    const own = await OpenAiChatServer.start();
    const it = new OpenAiCompatibleModel(hostAt(own.url));
    await it.warm();
    for (let i = 0; i < 5; i++) {
      // The client gives a connection back a moment after the last byte.
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect((await ask(it, [caller('hi')])).failure).toBeUndefined();
    }
    expect(own.behaviour.counts).toMatchObject({ connections: 1, requests: 5, completed: 5, cancelled: 0 });
    await it.close();
    await own.close();
  });

  it('says that the quota is used up, which is no matter of waiting', async () => {
    server.behaviour.fault = { kind: 'quota' };
    const { failure } = await ask(model(), [caller('hi')]);
    server.behaviour.fault = null;
    expect(failure).toMatchObject({ provider: 'openai', kind: 'quota', retryable: false });
  });

  it('does not repeat the key that the host repeats', async () => {
    const stranger = model({ key: 'key-for-tests-of-a-stranger' });
    expectFailure((await ask(stranger, [caller('hi')])).failure, ['refused']);
    expectFailure(await coldness(stranger), ['refused']);
    expectFailure((await ask(model({ key: undefined }), [caller('hi')])).failure, ['refused']);
  });

  it('says that there is no such model', async () => {
    const { failure } = await ask(model({ model: 'gpt-0' }), [caller('hi')]);
    expect(failure).toMatchObject({ kind: 'invalid-request', message: 'HTTP 404: no such model or address' });
  });

  it.each([402, 503] as const)('knows status %i', async (status) => {
    server.behaviour.fault = { kind: 'status', status };
    const { failure } = await ask(model(), [caller('hi')]);
    server.behaviour.fault = null;
    expect(failure?.kind).toBe(status === 402 ? 'quota' : 'unavailable');
  });

  it('warms up at a host without a list of models, not at one that is not there', async () => {
    expect(await coldness(model({ url: `${server.url}/elsewhere` }))).toBeUndefined();
    expect(await coldness(model({ url: 'http://127.0.0.1:1/v1' }))).toMatchObject({ kind: 'unavailable' });
    server.behaviour.fault = { kind: 'status', status: 503 };
    expect(await coldness(model())).toMatchObject({ kind: 'unavailable' });
    server.behaviour.fault = null;
  });

  it('is refused what the service would refuse', async () => {
    const body = { model: 'gpt-4.1', stream: true, messages: [{ role: 'user', content: 'hi' }] };
    const auth = { authorization: `Bearer ${TEST_KEY}` };
    const url = `${server.url}/v1/chat/completions`;
    expect((await raw(url, auth, body)).text).not.toContain('"usage":{');
    for (const [headers, wrong, status] of [
      [{}, body, 401],
      [{ authorization: TEST_KEY }, body, 401],
      [{ ...auth, 'content-type': 'text/plain' }, body, 400],
      [auth, 'not json', 400],
      [auth, { ...body, stream: false }, 400],
      [auth, { ...body, messages: [] }, 400],
      [auth, { ...body, messages: [{ role: 'tool', content: 'x' }] }, 400],
      [auth, { ...body, temperature: 3 }, 400],
      [auth, { ...body, max_tokens: 1, max_completion_tokens: 1 }, 400],
      [auth, { ...body, reasoning_effort: 'low' }, 400],
      [auth, { ...body, model: 'gpt-5-mini', max_tokens: 5 }, 400],
      [auth, { ...body, model: 'gpt-5-mini', temperature: 0 }, 400],
      [auth, { ...body, tools: [{ name: 'book' }] }, 400],
      [auth, { ...body, something: 1 }, 400],
    ] as const) {
      expect((await raw(url, { ...headers }, wrong)).status, JSON.stringify([headers, wrong])).toBe(status);
    }
    const parts = [{ role: 'user', content: [{ type: 'text', text: 'in parts' }] }];
    expect((await raw(url, auth, { ...body, messages: parts })).text).toContain('parts');
    expect((await raw(`${server.url}/v1/completions`, auth, body)).status).toBe(404);
  });
});

describe('the entries of hosts that speak the API of OpenAI', () => {
  it('say what is missing, and make the model', async () => {
    const schemas = providerSettingsSchemas;
    const [none] = openAiModelEntries('openai', () => undefined);
    expect(none?.unavailable()).toContain('OPENAI_API_KEY');
    await expect(none?.load()).rejects.toThrow('OPENAI_API_KEY');
    const other = otherHost(schemas['openai-compatible'].parse({ url: 'http://h/v1/' }));
    expect(openAiModelEntries('openai-compatible', () => other)[0]?.unavailable()).toContain('WEAVER_MODEL');
    const key = TEST_KEY;
    for (const host of [openAiHost(schemas.openai.parse({ key })), groqHost(schemas.groq.parse({ key }))]) {
      const [entry] = openAiModelEntries(host.name, () => host);
      expect(entry).toMatchObject({ name: host.name, work: 'model', automatic: true });
      expect(entry?.unavailable()).toBeUndefined();
      const made = await entry?.load();
      expect(made).toMatchObject({ name: host.name, capabilities: { tools: true, prefill: false } });
      await made?.close();
    }
  });
});
