import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { geminiEntries } from '../../src/services/providers/gemini/entries.ts';
import { GeminiModel } from '../../src/services/providers/gemini/languageModel.ts';
import { providerSettingsSchemas, type ProviderSettings } from '../../src/services/providers/settings.ts';
import { latencyProfiles } from '../../src/services/providers/standin/index.ts';
import { GeminiServer } from '../../src/simulator/providers/gemini/server.ts';
import { expectFailure, TEST_KEY } from './contract/harness.ts';
import { modelContract, modelScript } from './contract/model.ts';
import { agent, ask, bookTool, caller, coldness, raw, system } from './modelsKit.ts';

const settingsAt = (
  url: string,
  more: Partial<ProviderSettings<'gemini'>> = {},
): ProviderSettings<'gemini'> => ({
  ...providerSettingsSchemas.gemini.parse({ key: TEST_KEY, url: `${url}/v1beta` }),
  ...more,
});

modelContract({
  name: 'gemini',
  async open() {
    const server = await GeminiServer.start({ script: ({ lastText }) => modelScript(lastText) });
    const part = new GeminiModel(settingsAt(server.url));
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

describe('the Gemini adapter', () => {
  let server: GeminiServer;
  let flash: GeminiModel;
  const others: GeminiModel[] = [];
  const model = (more: Partial<ProviderSettings<'gemini'>>) => {
    const made = new GeminiModel(settingsAt(server.url, more));
    others.push(made);
    return made;
  };
  beforeAll(async () => {
    server = await GeminiServer.start();
    flash = new GeminiModel(settingsAt(server.url));
  });
  afterEach(() => {
    server.behaviour.fault = null;
  });
  afterAll(async () => {
    await Promise.all([flash, ...others].map((made) => made.close()));
    await server.close();
  });

  it('sends the request in the format: instructions apart, the caller first and last, thinking off', async () => {
    const answer = await ask(
      flash,
      [
        system('S'),
        agent('Hello.'),
        caller('C'),
        agent('One moment.'),
        { role: 'tool', toolName: 'book', text: 'ok' },
        caller('D'),
      ],
      { tools: [bookTool], temperature: 0.2, maxTokens: 50 },
    );
    expect(answer.texts.join('')).toBe('You said: D');
    expect(server.lastRequest?.headers).toMatchObject({ 'x-goog-api-key': TEST_KEY });
    const text = (...texts: string[]) => texts.map((of) => ({ text: of }));
    expect(server.lastRequest?.body).toMatchObject({
      systemInstruction: { parts: text('S') },
      contents: [
        { role: 'user', parts: text('(The call begins.)') },
        { role: 'model', parts: text('Hello.') },
        { role: 'user', parts: text('C') },
        { role: 'model', parts: text('One moment.') },
        { role: 'user', parts: text('Result of book: ok', 'D') },
      ],
      generationConfig: {
        temperature: 0.2,
        maxOutputTokens: 50,
        thinkingConfig: { thinkingLevel: 'minimal' },
      },
      tools: [{ functionDeclarations: [{ name: 'book', description: 'Books a table.' }] }],
    });
  });

  it('lets models that must think do so as little as they may', async () => {
    for (const [id, thinking] of [
      ['gemini-2.5-pro', { thinkingBudget: 128 }],
      ['gemini-3.5-flash-lite', { thinkingLevel: 'minimal' }],
    ] as const) {
      expect((await ask(model({ model: id }), [caller('hi')])).failure).toBeUndefined();
      expect(server.lastRequest?.body.generationConfig?.thinkingConfig).toEqual(thinking);
    }
  });

  it('ends with the caller even when the agent spoke last', async () => {
    expect(flash.capabilities.prefill).toBe(false);
    expect((await ask(flash, [caller('hi'), agent('Well,')])).texts.join('')).toBe('You said: (Go on.)');
  });

  it('takes a bad key for what it is, though it comes as a bad request', async () => {
    const stranger = model({ key: 'wrong' });
    expect((await ask(stranger, [caller('hi')])).failure).toMatchObject({
      kind: 'refused',
      retryable: false,
    });
    expectFailure(await coldness(stranger), ['refused']);
    expect(await coldness(flash)).toBeUndefined();
  });

  it('tells a limit by the minute from one by the day', async () => {
    server.behaviour.fault = { kind: 'status', status: 429 };
    expect((await ask(flash, [caller('hi')])).failure).toMatchObject({
      kind: 'rate-limited',
      retryable: true,
    });
    server.behaviour.fault = { kind: 'quota' };
    expect((await ask(flash, [caller('hi')])).failure).toMatchObject({ kind: 'quota', retryable: false });
  });

  it('takes a blocked prompt for what it is', async () => {
    server.behaviour.fault = { kind: 'content' };
    expect((await ask(flash, [caller('hi')])).failure).toMatchObject({ kind: 'content', retryable: false });
  });

  it.each([402, 503] as const)('knows status %i', async (status) => {
    server.behaviour.fault = { kind: 'status', status };
    const { failure } = await ask(flash, [caller('hi')]);
    expect(failure?.kind).toBe(status === 402 ? 'quota' : 'unavailable');
  });

  it('is by default a model that is still there (gemini-2.5-flash is at its end)', async () => {
    const { model: id } = providerSettingsSchemas.gemini.parse({ key: TEST_KEY });
    expect(id).toBe('gemini-3.5-flash-lite');
    expect((await ask(model({ model: id }), [caller('hi')])).failure).toBeUndefined();
    const ended = await ask(model({ model: 'gemini-2.5-flash' }), [caller('hi')]);
    expect(ended.failure).toMatchObject({ message: 'HTTP 404: no such model or address' });
    const [entry] = geminiEntries(() => undefined);
    expect(latencyProfiles.map((profile) => profile.id)).toContain(entry?.profile);
    expect(entry?.profile).toContain(id);
  });

  it('says that there is no such model', async () => {
    expectFailure((await ask(model({ model: 'gemini-0' }), [caller('hi')])).failure, ['invalid-request']);
  });

  it('says what came from the prompt cache', async () => {
    const long = [system('Be kind. '.repeat(800)), caller('hi')];
    await ask(flash, long);
    expect((await ask(flash, long)).usage?.cachedTokens).toBeGreaterThan(1_024);
  });

  it('is refused what the service would refuse', async () => {
    const said = (role: string, text = 'hi') => ({ role, parts: [{ text }] });
    const body = { contents: [said('user')] };
    const headers = { 'x-goog-api-key': TEST_KEY };
    const path = (of: string) => `${server.url}/v1beta/models/${of}`;
    const url = path('gemini-3.5-flash-lite:streamGenerateContent?alt=sse');
    const thinking = (of: object) => ({ ...body, generationConfig: { thinkingConfig: of } });
    expect((await raw(url, headers, body)).status).toBe(200);
    for (const [sent, wrong, status] of [
      [{}, body, 403],
      [{ ...headers, 'content-type': 'text/plain' }, body, 400],
      [headers, 'not json', 400],
      [headers, { contents: [] }, 400],
      [headers, { contents: [said('model'), said('user')] }, 400],
      [headers, { contents: [said('user'), said('user')] }, 400],
      [headers, { contents: [said('user'), said('model')] }, 400],
      [headers, { contents: [said('user', '')] }, 400],
      [headers, { contents: [said('system')] }, 400],
      [headers, thinking({ thinkingBudget: 0 }), 400],
      [headers, { ...body, something: 1 }, 400],
    ] as const) {
      expect((await raw(url, { ...sent }, wrong)).status, JSON.stringify([sent, wrong])).toBe(status);
    }
    const pro = path('gemini-2.5-pro:streamGenerateContent?alt=sse');
    expect((await raw(pro, headers, thinking({ thinkingBudget: 0 }))).status).toBe(400);
    expect((await raw(pro, headers, thinking({ thinkingLevel: 'low' }))).status).toBe(400);
    expect((await raw(path('gemini-3.5-flash-lite:streamGenerateContent'), headers, body)).status).toBe(404);
  });

  it('is in the registry’s form', async () => {
    const [none] = geminiEntries(() => undefined);
    expect(none?.unavailable()).toContain('GEMINI_API_KEY');
    await expect(none?.load()).rejects.toThrow('GEMINI_API_KEY');
    const [entry] = geminiEntries(() => settingsAt(server.url));
    expect(entry?.unavailable()).toBeUndefined();
    const made = await entry?.load();
    expect(made).toMatchObject({ name: 'gemini', capabilities: { tools: true, prefill: false } });
    await made?.close();
  });
});
