import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { anthropicEntries } from '../../src/services/providers/anthropic/entries.ts';
import { AnthropicModel, takesPrefill } from '../../src/services/providers/anthropic/languageModel.ts';
import { providerSettingsSchemas, type ProviderSettings } from '../../src/services/providers/settings.ts';
import { AnthropicServer } from '../../src/simulator/providers/anthropic/server.ts';
import { expectFailure, TEST_KEY } from './contract/harness.ts';
import { modelContract, modelScript } from './contract/model.ts';
import { agent, ask, bookTool, caller, coldness, raw, system } from './modelsKit.ts';

const settingsAt = (
  url: string,
  more: Partial<ProviderSettings<'anthropic'>> = {},
): ProviderSettings<'anthropic'> => ({
  ...providerSettingsSchemas.anthropic.parse({ key: TEST_KEY, url: `${url}/v1` }),
  ...more,
});

modelContract({
  name: 'anthropic',
  async open() {
    const server = await AnthropicServer.start({ script: ({ lastText }) => modelScript(lastText) });
    const part = new AnthropicModel(settingsAt(server.url));
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

describe('the Anthropic adapter', () => {
  let server: AnthropicServer;
  let haiku: AnthropicModel;
  let later: AnthropicModel;
  beforeAll(async () => {
    server = await AnthropicServer.start();
    haiku = new AnthropicModel(settingsAt(server.url));
    later = new AnthropicModel(settingsAt(server.url, { model: 'claude-sonnet-4-6' }));
  });
  afterEach(() => {
    server.behaviour.fault = null;
  });
  afterAll(async () => {
    await haiku.close();
    await later.close();
    await server.close();
  });

  it('sends the request in the format: instructions apart, the caller first, roles in turn', async () => {
    const answer = await ask(
      haiku,
      [
        system('S1'),
        system('S2'),
        agent('Hello.'),
        caller('C'),
        agent('One moment.'),
        { role: 'tool', toolName: 'book', text: 'ok' },
        caller('  '),
        caller('D'),
      ],
      { tools: [bookTool], temperature: 0.2, maxTokens: 50 },
    );
    expect(answer.texts.join('')).toBe('You said: D');
    expect(server.lastRequest?.headers).toMatchObject({
      'x-api-key': TEST_KEY,
      'anthropic-version': '2023-06-01',
    });
    // What comes up during the call is told without the trial feature for it.
    expect(server.lastRequest?.headers['anthropic-beta'] ?? '').not.toContain('mid-conversation');
    const text = (...texts: string[]) => texts.map((of) => ({ type: 'text', text: of }));
    expect(server.lastRequest?.body).toEqual({
      model: 'claude-haiku-4-5',
      max_tokens: 50,
      temperature: 0.2,
      stream: true,
      thinking: { type: 'disabled' },
      system: text('S1', 'S2'),
      messages: [
        { role: 'user', content: text('(The call begins.)') },
        { role: 'assistant', content: text('Hello.') },
        { role: 'user', content: text('C') },
        { role: 'assistant', content: text('One moment.') },
        { role: 'user', content: text('Result of book: ok', 'D') },
      ],
      tools: [{ name: 'book', description: 'Books a table.', input_schema: bookTool.parameters }],
    });
  });

  it('goes on with what another model began', async () => {
    expect(haiku.capabilities.prefill).toBe(true);
    const answer = await ask(haiku, [caller('tell me more'), agent('You said: tell ')]);
    expect(answer.failure).toBeUndefined();
    // The service refuses a blank at the end; it comes again with the first word.
    expect(answer.texts.join('')).toBe(' me more');
  });

  it('answers anew where the model does not go on', async () => {
    expect(later.capabilities.prefill).toBe(false);
    const answer = await ask(later, [caller('tell me more'), agent('You said:')]);
    expect(answer.failure).toBeUndefined();
    expect(server.lastRequest?.body.messages.at(-1)?.role).toBe('user');
  });

  it.each([
    ['claude-haiku-4-5', true],
    ['claude-haiku-4-5-20251001', true],
    ['claude-sonnet-4-20250514', true],
    ['claude-opus-4-1-20250805', true],
    ['claude-3-5-haiku-latest', true],
    ['claude-sonnet-4-6', false],
    ['claude-opus-4-7', false],
    ['claude-haiku-5-5', false],
    ['claude-fable-5', false],
    ['something-else', false],
  ])('knows whether %s goes on: %s', (model, takes) => {
    expect(takesPrefill(model)).toBe(takes);
  });

  it('has something to answer when nobody has spoken', async () => {
    expect((await ask(haiku, [system('Greet the caller.')])).texts.join('')).toBe(
      'You said: (The call begins.)',
    );
  });

  it('takes an empty balance for a used-up quota, though it comes as a bad request', async () => {
    server.behaviour.fault = { kind: 'quota' };
    const { failure } = await ask(haiku, [caller('hi')]);
    expect(failure).toMatchObject({
      kind: 'quota',
      retryable: false,
      message: expect.stringContaining('HTTP 400'),
    });
  });

  it('takes a refusal to answer for what it is', async () => {
    server.behaviour.fault = { kind: 'content' };
    expect((await ask(haiku, [caller('hi')])).failure).toMatchObject({ kind: 'content', retryable: false });
  });

  it('hears an error that comes when the stream has begun', async () => {
    server.behaviour.fault = { kind: 'status', status: 503 };
    const { failure } = await ask(haiku, [caller('hi')]);
    expectFailure(failure, ['unavailable']);
    expect(failure?.retryable).toBe(true);
  });

  it('knows status 402', async () => {
    server.behaviour.fault = { kind: 'status', status: 402 };
    expectFailure((await ask(haiku, [caller('hi')])).failure, ['quota']);
  });

  it('tries the key when it warms up', async () => {
    expect(await coldness(haiku)).toBeUndefined();
    const stranger = new AnthropicModel(settingsAt(server.url, { key: 'wrong' }));
    expectFailure(await coldness(stranger), ['refused']);
    expectFailure((await ask(stranger, [caller('hi')])).failure, ['refused']);
    await stranger.close();
    server.behaviour.fault = { kind: 'status', status: 503 };
    expect(await coldness(haiku)).toBeUndefined(); // only answers are overloaded
  });

  it('calls no tool of an answer that broke', async () => {
    server.behaviour.fault = { kind: 'close', afterOutputs: 2 };
    const answer = await ask(haiku, [caller('use the tool')], { tools: [bookTool] });
    expect(answer.calls).toEqual([]);
    expect(answer.failure).toMatchObject({ kind: 'unavailable', retryable: true });
  });

  it('says that there is no such model', async () => {
    const old = new AnthropicModel(settingsAt(server.url, { model: 'claude-3-opus' }));
    expectFailure((await ask(old, [caller('hi')])).failure, ['invalid-request']);
    await old.close();
  });

  it('is refused what the service would refuse', async () => {
    const body = {
      model: 'claude-haiku-4-5',
      max_tokens: 10,
      stream: true,
      messages: [{ role: 'user', content: 'hi' }],
    };
    const headers = { 'x-api-key': TEST_KEY, 'anthropic-version': '2023-06-01' };
    const url = `${server.url}/v1/messages`;
    const ends = (content: string) => [...body.messages, { role: 'assistant', content }];
    expect((await raw(url, headers, { ...body, system: 'S' })).status).toBe(200);
    for (const [sent, wrong, status] of [
      [{ 'anthropic-version': '2023-06-01' }, body, 401],
      [{ 'x-api-key': TEST_KEY }, body, 400],
      [{ ...headers, 'content-type': 'text/plain' }, body, 400],
      [headers, 'not json', 400],
      [headers, { ...body, max_tokens: undefined }, 400],
      [headers, { ...body, stream: undefined }, 400],
      [headers, { ...body, temperature: 1.5 }, 400],
      [headers, { ...body, messages: [{ role: 'assistant', content: 'hi' }] }, 400],
      [headers, { ...body, messages: [...body.messages, ...body.messages] }, 400],
      [headers, { ...body, messages: [{ role: 'user', content: ' ' }] }, 400],
      [headers, { ...body, messages: [{ role: 'system', content: 'hi' }] }, 400],
      [headers, { ...body, messages: ends('You ') }, 400],
      [headers, { ...body, messages: ends('You'), model: 'claude-sonnet-4-6' }, 400],
      [headers, { ...body, something: 1 }, 400],
    ] as const) {
      expect((await raw(url, { ...sent }, wrong)).status, JSON.stringify([sent, wrong])).toBe(status);
    }
    expect((await raw(`${server.url}/v1/complete`, headers, body)).status).toBe(404);
  });

  it('is in the registry’s form', async () => {
    const [none] = anthropicEntries(() => undefined);
    expect(none?.unavailable()).toContain('ANTHROPIC_API_KEY');
    await expect(none?.load()).rejects.toThrow('ANTHROPIC_API_KEY');
    const [entry] = anthropicEntries(() => settingsAt(server.url));
    expect(entry?.unavailable()).toBeUndefined();
    const made = await entry?.load();
    expect(made).toMatchObject({ name: 'anthropic', capabilities: { tools: true, prefill: true } });
    await made?.close();
  });
});
