/** What the three language-model adapters share. */
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { APICallError, InvalidResponseDataError, type LanguageModelV4StreamPart } from '@ai-sdk/provider';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { AiSdkModel } from '../../src/services/providers/models/aiSdkModel.ts';
import { shareConnections } from '../../src/services/providers/models/agent.ts';
import { modelFailure, statusFailure } from '../../src/services/providers/models/failures.ts';
import { Generation } from '../../src/services/providers/models/generation.ts';
import { FORGET_MS, KeepWarm, PING_MS } from '../../src/services/providers/models/keepWarm.ts';
import { promptOf, toolsOf } from '../../src/services/providers/models/prompt.ts';
import { OpenAiCompatibleModel } from '../../src/services/providers/openai-compatible/languageModel.ts';
import { AnthropicModel } from '../../src/services/providers/anthropic/languageModel.ts';
import { AnthropicServer } from '../../src/simulator/providers/anthropic/server.ts';
import { parrot, tokensOf } from '../../src/simulator/providers/models/script.ts';
import { OpenAiChatServer } from '../../src/simulator/providers/openaiChat/server.ts';
import { systemClock } from '../../src/types/clock.ts';
import type { ModelMessage, ModelUsage, ProviderFailure } from '../../src/types/ports.ts';
import { ManualClock } from '../support/manualClock.ts';
import { aWhile, TEST_KEY, until } from './contract/harness.ts';
import { agent, ask, caller, coldness, system } from './modelsKit.ts';

const message: fc.Arbitrary<ModelMessage> = fc.record({
  role: fc.constantFrom('system', 'caller', 'agent', 'tool'),
  text: fc.oneof(fc.constantFrom('', ' \n', 'a', 'b'), fc.string()),
});

describe('a prompt', () => {
  it('keeps to the strict order whatever the call was like, and loses no word', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 12 }), fc.boolean(), (messages, prefill) => {
        const prompt = promptOf(messages, { order: 'strict', prefill });
        const turns = prompt.filter(({ role }) => role !== 'system');
        expect(prompt.slice(0, prompt.length - turns.length).every(({ role }) => role === 'system')).toBe(
          true,
        );
        expect(turns.map(({ role }) => role)).toEqual(
          turns.map((_, i) => (i % 2 === 0 ? 'user' : 'assistant')),
        );
        expect(turns.length).toBeGreaterThan(0);
        if (!prefill) expect(turns.at(-1)?.role).toBe('user');
        const texts = prompt.flatMap(({ content }) =>
          typeof content === 'string'
            ? content
            : content.map((part) => (part.type === 'text' ? part.text : '')),
        );
        const said = messages.filter(({ text }) => text.trim() !== '');
        let at = 0;
        for (const { text } of said) {
          at = texts.findIndex((told, i) => i >= at && told.endsWith(text)) + 1;
          expect(at).toBeGreaterThan(0);
        }
        expect(texts.length - said.length).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('lets facts stand where they came up, where that is allowed', () => {
    const messages = [
      agent('A'),
      { role: 'tool', toolName: 'book', text: '1' } as const,
      system('S'),
      caller('C'),
    ];
    expect(promptOf(messages, { order: 'free', prefill: false })).toEqual([
      { role: 'assistant', content: [{ type: 'text', text: 'A' }] },
      { role: 'system', content: 'Result of book: 1' },
      { role: 'system', content: 'S' },
      { role: 'user', content: [{ type: 'text', text: 'C' }] },
    ]);
    expect(toolsOf([])).toBeUndefined();
  });
});

describe('a generation', () => {
  const usage = {
    inputTokens: { total: 7, noCache: 7, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: undefined, text: undefined, reasoning: undefined },
  };
  const text = (delta: string): LanguageModelV4StreamPart => ({ type: 'text-delta', id: '0', delta });
  const call = (input: string): LanguageModelV4StreamPart => ({
    type: 'tool-call',
    toolCallId: 'c',
    toolName: 'book',
    input,
  });
  type Unified = Extract<LanguageModelV4StreamPart, { type: 'finish' }>['finishReason']['unified'];
  const finish = (unified: Unified): LanguageModelV4StreamPart => ({
    type: 'finish',
    finishReason: { unified, raw: undefined },
    usage,
  });

  async function run(parts: readonly LanguageModelV4StreamPart[], end: 'close' | 'error' = 'close') {
    const told: unknown[] = [];
    let result: { usage?: ModelUsage; failure?: ProviderFailure } = {};
    const generation = new Generation('p', systemClock, {
      text: (delta) => told.push(delta),
      toolCall: (name, args) => told.push([name, args]),
      done: (used) => (result = { usage: used }),
      failed: (failure) => (result = { failure }),
    });
    await generation.run(() =>
      Promise.resolve(
        new ReadableStream({
          start(controller) {
            for (const part of parts) controller.enqueue(part);
            if (end === 'close') controller.close();
          },
          pull(controller) {
            if (end === 'error') controller.error(Object.assign(new Error('x'), { code: 'ECONNRESET' }));
          },
        }),
      ),
    );
    return { told, ...result };
  }

  it('tells text at once and tools at the end', async () => {
    const whole = await run([
      text('One '),
      call('{"day":"Monday"}'),
      text(''),
      text('moment.'),
      finish('tool-calls'),
    ]);
    expect(whole).toEqual({
      told: ['One ', 'moment.', ['book', { day: 'Monday' }]],
      usage: { inputTokens: 7, outputTokens: 0 },
    });
  });

  it('takes an answer that reached its longest for an answer', async () => {
    expect((await run([text('One'), finish('length')])).usage).toBeDefined();
    expect((await run([call(''), finish('other')])).told).toEqual([['book', {}]]);
  });

  it.each([['{"day":'], ['[1]'], ['"x"'], ['null']])('calls no tool with %s', async (input) => {
    const broken = await run([call('{}'), call(input), finish('tool-calls')]);
    expect(broken.told).toEqual([]);
    expect(broken.failure).toMatchObject({ kind: 'internal', retryable: false });
  });

  it('takes the filter for a failure only when nothing was said', async () => {
    expect((await run([finish('content-filter')])).failure).toMatchObject({
      kind: 'content',
      retryable: false,
    });
    expect((await run([text('I'), finish('content-filter')])).usage).toBeDefined();
  });

  it.each([
    [[], 'close'],
    [[finish('interrupted')], 'close'],
    [[], 'error'],
  ] as const)('can be retried before the first word only: %j, %s', async (parts, end) => {
    const silent = await run([call('{}'), ...parts], end);
    expect(silent).toMatchObject({ told: [], failure: { kind: 'unavailable', retryable: true } });
    const begun = await run([text('Half'), ...parts], end);
    expect(begun).toMatchObject({ told: ['Half'], failure: { kind: 'unavailable', retryable: false } });
  });

  it('ends with the first error, and once', async () => {
    const error = { type: 'rate_limit_error', message: 'secret words' };
    const failed = await run([{ type: 'error', error }, text('late'), finish('stop')]);
    expect(failed).toMatchObject({ told: [], failure: { kind: 'rate-limited', retryable: true } });
    expect((await run([finish('error')])).failure?.kind).toBe('internal');
    expect((await run([finish('stop'), finish('error')])).usage).toBeDefined();
  });

  it('reads on after the end, so that the connection lives, but not for ever', async () => {
    const clock = new ManualClock();
    let signal = new AbortController().signal;
    const generation = new Generation('p', clock, {
      text: () => undefined,
      toolCall: () => undefined,
      done: () => generation.cancel(),
      failed: () => undefined,
    });
    const running = generation.run((given) => {
      signal = given;
      return Promise.resolve(
        new ReadableStream({
          start(controller) {
            controller.enqueue(finish('stop'));
            given.addEventListener('abort', () => controller.error(given.reason));
          },
        }),
      );
    });
    await aWhile();
    clock.advance(999);
    expect(signal.aborted).toBe(false);
    clock.advance(1);
    expect(signal.aborted).toBe(true);
    await running;
  });

  it('is stopped by its own first tool', async () => {
    const told: string[] = [];
    const generation = new Generation('p', systemClock, {
      text: () => undefined,
      toolCall: (name) => {
        told.push(name);
        generation.cancel();
      },
      done: () => told.push('done'),
      failed: () => told.push('failed'),
    });
    const parts = [call('{}'), call('{}'), finish('tool-calls')];
    await generation.run(() => Promise.resolve(ReadableStream.from(parts)));
    expect(told).toEqual(['book']);
  });
});

describe('what clients throw', () => {
  const api = (statusCode: number | undefined, body?: unknown, cause?: unknown) =>
    new APICallError({
      message: 'secret words',
      url: 'http://secret',
      requestBodyValues: {},
      ...(statusCode === undefined ? {} : { statusCode }),
      ...(body === undefined ? {} : { responseBody: typeof body === 'string' ? body : JSON.stringify(body) }),
      cause,
    });
  const reset = Object.assign(new TypeError('terminated'), {
    cause: Object.assign(new Error('closed'), { code: 'UND_ERR_SOCKET' }),
  });

  it.each<[string, unknown, string, string]>([
    ['a status alone', api(418), 'invalid-request', 'HTTP 418: the request was not accepted'],
    ['a page of a proxy', api(502, '<html>'), 'unavailable', 'HTTP 502'],
    ['a filter under 400', api(400, { error: { code: 'content_filter' } }), 'content', 'HTTP 400'],
    [
      'a sentence',
      api(400, { error: { message: 'Output blocked by content filtering policy' } }),
      'content',
      '',
    ],
    ['an array', api(429, [{ error: { code: 429, status: 'RESOURCE_EXHAUSTED' } }]), 'rate-limited', ''],
    ['words only', api(400, { error: 'model not loaded' }), 'invalid-request', 'HTTP 400'],
    ['a status in the stream', { statusCode: 529, type: 'overloaded_error' }, 'unavailable', 'HTTP 529'],
    ['a code in the stream', { code: 'insufficient_quota', message: 'x' }, 'quota', 'the quota'],
    ['a bad request in the stream', { type: 'invalid_request_error' }, 'invalid-request', 'the request'],
    ['an unknown error in the stream', { type: 'novelty', message: 'x' }, 'unavailable', 'the service'],
    ['a reset before the answer', api(undefined, undefined, reset), 'unavailable', '(UND_ERR_SOCKET)'],
    ['a reset during the answer', api(200, undefined, reset), 'unavailable', '(UND_ERR_SOCKET)'],
    ['a connection that failed somehow', api(undefined), 'unavailable', 'the connection failed'],
    ['an answer without an end', new InvalidResponseDataError({ data: undefined }), 'unavailable', 'ended'],
    ['an answer out of format', new InvalidResponseDataError({ data: {} }), 'internal', 'format'],
    ['a mistake of ours', new RangeError('secret words'), 'internal', '(RangeError)'],
    ['nothing', undefined, 'internal', ''],
  ])('%s', (_name, error, kind, words) => {
    const failure = modelFailure('p', error);
    expect(failure).toMatchObject({ provider: 'p', kind });
    expect(failure.message).toContain(words);
    expect(failure.message).not.toContain('secret');
  });

  it('is read without throwing, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.jsonValue()), fc.string(), (error, body) => {
        expect(modelFailure('p', error).message).toBeTruthy();
        expect(statusFailure('p', 400, body).kind).toBe('invalid-request');
        expect(statusFailure('p', 400, JSON.stringify({ error }) ?? '').message).toContain('HTTP 400');
      }),
    );
  });
});

describe('keeping warm', () => {
  function kept() {
    const clock = new ManualClock();
    const pings: number[] = [];
    return { clock, pings, warm: new KeepWarm(clock, () => pings.push(clock.now())) };
  }

  it('pings an idle connection every 50 s, for ten minutes', () => {
    const { clock, pings, warm } = kept();
    warm.used();
    clock.advance(3_600_000);
    expect(pings).toEqual(Array.from({ length: FORGET_MS / PING_MS - 1 }, (_, i) => (i + 1) * PING_MS));
    warm.used();
    clock.advance(PING_MS);
    expect(pings.at(-1)).toBe(3_600_000 + PING_MS);
  });

  it('sends nothing while callers do', () => {
    const { clock, pings, warm } = kept();
    for (let i = 0; i < 50; i++) {
      warm.used();
      clock.advance(PING_MS / 2);
    }
    expect(pings).toEqual([]);
    clock.advance(PING_MS / 2);
    expect(pings).toHaveLength(1);
  });

  it('stops', () => {
    const { clock, pings, warm } = kept();
    warm.used();
    warm.stop();
    warm.used();
    clock.advance(FORGET_MS);
    expect(pings).toEqual([]);
  });

  it('does not keep the process alive', () => {
    let unreffed = 0;
    const clock = { ...systemClock, after: () => ({ unref: () => unreffed++ }), cancel: () => undefined };
    new KeepWarm(clock, () => undefined).used();
    expect(unreffed).toBe(1);
  });
});

describe('a model', () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const it of open.splice(0)) await it.close();
  });
  const opened = <T extends { close(): Promise<void> }>(it: T): T => {
    open.unshift(it);
    return it;
  };
  const start = async () => opened(await OpenAiChatServer.start());
  const modelAt = (url: string, clock = systemClock) =>
    opened(
      new OpenAiCompatibleModel(
        { name: 'openai', url: `${url}/v1`, key: TEST_KEY, keyHeader: 'authorization', model: 'gpt-4.1' },
        clock,
      ),
    );
  const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

  it('shares its connections with the others', async () => {
    const server = await start();
    const [one, two] = [modelAt(server.url), modelAt(server.url)];
    await one.warm();
    await settle();
    expect((await ask(two, [caller('hi')])).failure).toBeUndefined();
    await one.close(); // the others go on
    await settle();
    expect((await ask(two, [caller('hi')])).failure).toBeUndefined();
    expect(server.behaviour.counts.connections).toBe(1);
  });

  it('pings while it is used, and stops when it is closed', async () => {
    const server = await start();
    const clock = new ManualClock();
    const model = modelAt(server.url, clock);
    await model.warm();
    server.dropConnections();
    await until('the connection to be gone', () => server.behaviour.counts.connections === 1);
    await settle();
    clock.advance(PING_MS);
    await until('the ping', () => server.behaviour.counts.connections === 2);
    await settle();
    server.behaviour.fault = { kind: 'refuse' };
    clock.advance(PING_MS); // nobody minds one that fails
    await settle();
    server.behaviour.fault = null;
    await model.close();
    const { connections } = server.behaviour.counts;
    clock.advance(FORGET_MS);
    await settle();
    expect(server.behaviour.counts).toMatchObject({ connections, requests: 0 });
  });

  it('does not wait for ever to warm up', async () => {
    const server = await start();
    server.behaviour.fault = { kind: 'stall' };
    const clock = new ManualClock();
    const warming = coldness(modelAt(server.url, clock));
    await until('the connection', () => server.behaviour.counts.connections > 0);
    await settle();
    clock.advance(5_000);
    expect(await warming).toMatchObject({ kind: 'unavailable', message: 'no answer in 5000 ms' });
  });

  it('ends what is running when it is closed, and starts nothing more', async () => {
    const server = await start();
    server.behaviour.fault = { kind: 'hang', afterOutputs: 1 };
    const model = modelAt(server.url);
    const running = ask(model, [caller('a long story')]);
    await until('the request', () => server.behaviour.counts.requests > 0);
    await model.close();
    await model.close();
    expect((await running).failure).toMatchObject({ kind: 'aborted', retryable: false });
    await until('the abort', () => server.behaviour.counts.cancelled === 1);
    expect((await ask(model, [caller('hi')])).failure).toMatchObject({ kind: 'aborted' });
    expect(await coldness(model)).toMatchObject({ kind: 'aborted' });
    expect(server.behaviour.counts.requests).toBe(1);
  });

  it('asks nobody when it is cancelled before its client is loaded', async () => {
    const server = await start();
    const model = modelAt(server.url);
    const told: string[] = [];
    const sink = {
      text: () => void told.push('text'),
      toolCall: () => void told.push('tool'),
      done: () => void told.push('done'),
      failed: () => void told.push('failed'),
    };
    model.generate({ messages: [caller('hi')], tools: [] }, sink).cancel();
    await aWhile();
    expect([told, server.behaviour.counts.requests]).toEqual([[], 0]);
  });

  it('leaves the connection whole when it is cancelled after the end', async () => {
    const server = await start();
    const model = modelAt(server.url);
    for (let i = 0; i < 3; i++) {
      await new Promise<void>((resolve, reject) => {
        const running = model.generate(
          { messages: [caller('hi')], tools: [] },
          {
            text: () => undefined,
            toolCall: () => undefined,
            done: () => {
              running.cancel();
              resolve();
            },
            failed: ({ message: words }) => reject(new Error(words)),
          },
        );
      });
      await settle();
    }
    expect(server.behaviour.counts).toMatchObject({ connections: 1, cancelled: 0, completed: 3 });
  });

  it('tries to load its client again when it could not', async () => {
    let tries = 0;
    const model = opened(
      new AiSdkModel({
        name: 'p',
        capabilities: { tools: false, prefill: false },
        order: 'free',
        clock: systemClock,
        probe: { url: 'http://127.0.0.1:1', headers: {} },
        load: () => Promise.reject(new Error(`no. ${++tries}`)),
      }),
    );
    expect((await ask(model, [caller('hi')])).failure).toMatchObject({ kind: 'internal' });
    expect((await ask(model, [caller('hi')])).failure).toMatchObject({ kind: 'internal' });
    expect(tries).toBe(2);
  });

  it('does not follow a host that points elsewhere with the key', async () => {
    const elsewhere = opened(await AnthropicServer.start());
    const pointer = createServer((_request, response) =>
      response.writeHead(307, { location: `${elsewhere.url}/v1/messages` }).end(),
    );
    await new Promise<void>((resolve) => pointer.listen(0, '127.0.0.1', resolve));
    const { port } = pointer.address() as AddressInfo;
    const model = opened(
      new AnthropicModel({ key: TEST_KEY, url: `http://127.0.0.1:${port}/v1`, model: 'claude-haiku-4-5' }),
    );
    expect((await ask(model, [caller('hi')])).failure).toMatchObject({ kind: 'unavailable' });
    expect(elsewhere.behaviour.counts.connections).toBe(0);
    pointer.closeAllConnections();
    pointer.close();
  });

  it('gives its share of the connections back once', async () => {
    const [one, two] = [shareConnections(), shareConnections()];
    await one.release();
    await one.release();
    const server = await start();
    expect((await two.fetch(`${server.url}/v1/models`)).status).toBe(401);
    await two.release();
  });
});

it('loads no client before one is wanted', async () => {
  const root = new URL('../../', import.meta.url);
  const script = `
    import { registerHooks } from 'node:module';
    const seen = [];
    registerHooks({ resolve: (of, context, next) => (seen.push(of), next(of, context)) });
    for (const folder of ['openai-compatible', 'anthropic', 'gemini'])
      await import('${root.href}src/services/providers/' + folder + '/entries.ts');
    const entries = seen.filter((of) => /undici|@ai-sdk/.test(of));
    for (const folder of ['openai-compatible', 'anthropic', 'gemini'])
      await import('${root.href}src/services/providers/' + folder + '/languageModel.ts');
    console.log(JSON.stringify([entries, seen.filter((of) => of.startsWith('@ai-sdk'))]));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  expect(JSON.parse(stdout)).toEqual([[], []]);
});

describe('the script of simulated models', () => {
  it('repeats, calls and is silent', () => {
    const asked = { lastText: 'hi', texts: ['hi'], model: 'm', tools: ['book'] };
    expect(parrot(asked)).toEqual({ text: 'You said: hi' });
    expect(parrot({ ...asked, lastText: 'use the tool' })).toEqual({
      tool: { name: 'book', args: { id: 42 } },
    });
    expect(parrot({ ...asked, lastText: 'use the tool', tools: [] }).text).toContain('use the tool');
    expect(parrot({ ...asked, lastText: 'say nothing' })).toEqual({ text: '' });
  });

  it('cuts a text into tokens without losing any of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(tokensOf(text).join('')).toBe(text);
      }),
    );
  });
});
