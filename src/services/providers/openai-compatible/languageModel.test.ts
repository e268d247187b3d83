import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../types/json.ts';
import type { ModelRequest, ModelUsage, ProviderFailure } from '../../../types/ports.ts';
import { OpenAiCompatibleModel } from './languageModel.ts';
import { modelSettingsFrom, openAiCompatibleModel } from './settings.ts';
import { streamEvent } from './wire.ts';

type Handler = (response: ServerResponse, body: Record<string, unknown>, request: IncomingMessage) => void;

let server: Server;
let url: string;
let handler: Handler = () => undefined;
let connections = 0;
const aborted: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString();
      handler(response, body === '' ? {} : (JSON.parse(body) as Record<string, unknown>), request);
    });
    response.on('close', () => response.writableEnded || aborted.push(request.url ?? ''));
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  aborted.length = 0;
  connections = 0;
});

const request: ModelRequest = { messages: [{ role: 'caller', text: 'Hello' }], tools: [] };

interface Result {
  texts: string[];
  calls: { name: string; args: Record<string, JsonValue> }[];
  usage?: ModelUsage;
  failure?: ProviderFailure;
}

function model(times: { firstOutputMs?: number; nextOutputMs?: number } = {}): OpenAiCompatibleModel {
  return new OpenAiCompatibleModel({
    url,
    model: 'm',
    key: 'k',
    firstOutputMs: 5_000,
    nextOutputMs: 5_000,
    ...times,
  });
}

async function generate(it: OpenAiCompatibleModel, of: ModelRequest = request): Promise<Result> {
  const result: Result = { texts: [], calls: [] };
  await new Promise<void>((resolve) =>
    it.generate(of, {
      text: (delta) => result.texts.push(delta),
      toolCall: (name, args) => result.calls.push({ name, args }),
      done: (usage) => {
        result.usage = usage;
        resolve();
      },
      failed: (failure) => {
        result.failure = failure;
        resolve();
      },
    }),
  );
  return result;
}

async function once(how: Handler, times = {}, of: ModelRequest = request): Promise<Result> {
  handler = how;
  const it = model(times);
  const result = await generate(it, of);
  await it.close();
  return result;
}

const event = (json: unknown) => `data: ${JSON.stringify(json)}\n\n`;
const delta = (content: string) => event({ choices: [{ delta: { content } }] });
const stop = event({ choices: [{ delta: {}, finish_reason: 'stop' }] });
const usage = event({ choices: [], usage: { prompt_tokens: 7, completion_tokens: 2 } });
const end = 'data: [DONE]\n\n';

function stream(response: ServerResponse, ...parts: (string | Buffer)[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const part of parts) response.write(part);
}

describe('a model behind chat completions', () => {
  it('sends the request in the format and streams the answer', async () => {
    let sent: Record<string, unknown> = {};
    let authorization: string | undefined;
    const tool = { name: 'book', description: 'Books', parameters: { type: 'object' } };
    const result = await once(
      (response, body, { headers }) => {
        sent = body;
        authorization = headers.authorization;
        stream(response, ': keep-alive\n\n', delta('Good '), delta('day'), stop, usage, end);
        response.end();
      },
      {},
      {
        messages: [
          { role: 'system', text: 'S' },
          { role: 'agent', text: 'A' },
          { role: 'caller', text: 'C' },
          { role: 'tool', text: 'ok', toolName: 'book' },
        ],
        tools: [tool],
        temperature: 0.2,
        maxTokens: 50,
      },
    );
    expect(result).toEqual({
      texts: ['Good ', 'day'],
      calls: [],
      usage: { inputTokens: 7, outputTokens: 2 },
    });
    expect(authorization).toBe('Bearer k');
    expect(sent).toEqual({
      model: 'm',
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0.2,
      max_tokens: 50,
      messages: [
        { role: 'system', content: 'S' },
        { role: 'assistant', content: 'A' },
        { role: 'user', content: 'C' },
        { role: 'system', content: 'Result of book: ok' },
      ],
      tools: [{ type: 'function', function: tool }],
    });
  });

  it('puts tool calls together from their pieces', async () => {
    const piece = (index: number, name: string | null, args: string) =>
      event({ choices: [{ delta: { tool_calls: [{ index, function: { name, arguments: args } }] } }] });
    const result = await once((response) => {
      stream(
        response,
        piece(0, 'book', '{"day"'),
        piece(1, 'end', ''),
        piece(0, null, ':"Monday"}'),
        stop,
        end,
      );
      response.end();
    });
    expect(result.calls).toEqual([
      { name: 'book', args: { day: 'Monday' } },
      { name: 'end', args: {} },
    ]);
    expect(result.usage).toBeDefined();
  });

  it('does not care how the bytes are cut', async () => {
    const bytes = Buffer.from(delta('你好，') + delta('早晨') + stop + end);
    for (const size of [1, 3, 7]) {
      const result = await once((response) => {
        response.writeHead(200);
        for (let at = 0; at < bytes.length; at += size) response.write(bytes.subarray(at, at + size));
        response.end();
      });
      expect(result.texts.join('')).toBe('你好，早晨');
      expect(result.failure).toBeUndefined();
    }
  });

  it.each([
    [401, 'refused', false],
    [403, 'refused', false],
    [400, 'invalid-request', false],
    [402, 'quota', false],
    [404, 'invalid-request', false],
    [429, 'rate-limited', true],
    [500, 'unavailable', true],
    [503, 'unavailable', true],
  ])('maps HTTP %i to %s', async (status, kind, retryable) => {
    const result = await once((response) => response.writeHead(status).end('{"error":"secret words"}'));
    expect(result.failure).toMatchObject({ provider: 'openai-compatible', kind, retryable });
    expect(result.failure?.message).not.toContain('secret');
  });

  it('calls a host that accepts but never answers stalled', async () => {
    const result = await once(() => undefined, { firstOutputMs: 60 });
    expect(result.failure).toMatchObject({ kind: 'stalled', retryable: true });
    await expect.poll(() => aborted).toHaveLength(1);
  });

  it('calls a host that stops in the middle stalled, and words said are not said again', async () => {
    const result = await once((response) => stream(response, delta('One moment')), { nextOutputMs: 60 });
    expect(result.texts).toEqual(['One moment']);
    expect(result.failure).toMatchObject({ kind: 'stalled', retryable: false });
  });

  it('takes keep-alive comments for no output', async () => {
    let beat: NodeJS.Timeout | undefined;
    const result = await once(
      (response) => {
        stream(response, ': ping\n\n');
        beat = setInterval(() => response.write(': ping\n\n'), 10);
      },
      { firstOutputMs: 80 },
    );
    clearInterval(beat);
    expect(result.failure?.kind).toBe('stalled');
  });

  it('fails when the connection is cut in the middle', async () => {
    const result = await once((response) => {
      stream(response, delta('Half'));
      setImmediate(() => response.destroy());
    });
    expect(result.failure).toMatchObject({ kind: 'unavailable', retryable: false });
  });

  it('fails when the stream ends without its end', async () => {
    const result = await once((response) => {
      stream(response, ': nothing\n\n');
      response.end();
    });
    expect(result.failure).toMatchObject({ kind: 'unavailable', retryable: true });
  });

  it('accepts an answer whose closing event is missing', async () => {
    const result = await once((response) => {
      stream(response, delta('Whole'), stop);
      response.end();
    });
    expect(result).toMatchObject({ texts: ['Whole'], usage: { inputTokens: 0 } });
  });

  it.each([['not json'], ['[1,2]'], ['{"choices":"x"}'], ['{"error":{"message":"secret words"}}']])(
    'fails on garbage: %s',
    async (data) => {
      const result = await once((response) => stream(response, `data: ${data}\n\n`));
      expect(result.failure).toBeDefined();
      expect(result.failure?.message).not.toContain('secret');
    },
  );

  it('fails on tool arguments that are no object', async () => {
    const result = await once((response) => {
      const bad = [{ index: 0, function: { name: 'book', arguments: '{"day":' } }];
      stream(response, event({ choices: [{ delta: { tool_calls: bad } }] }), stop, end);
      response.end();
    });
    expect(result.calls).toEqual([]);
    expect(result.failure).toMatchObject({ kind: 'internal', retryable: true });
  });

  it('says nothing after cancel, and tells the host', async () => {
    let goOn: (() => void) | undefined;
    handler = (response) => {
      stream(response, delta('a'));
      goOn = () => response.write(delta('b') + stop + end);
    };
    const it = model();
    const heard: string[] = [];
    await new Promise<void>((resolve) => {
      const running = it.generate(request, {
        text: (text) => {
          heard.push(text);
          running.cancel();
          running.cancel();
          goOn?.();
          resolve();
        },
        toolCall: () => heard.push('tool'),
        done: () => heard.push('done'),
        failed: () => heard.push('failed'),
      });
    });
    await expect.poll(() => aborted).toHaveLength(1);
    expect(heard).toEqual(['a']);
    await it.close();
  });

  it('keeps its connection between answers', async () => {
    handler = (response, _body, { url: path }) => {
      if (path === '/v1/models') return void response.end('{}');
      stream(response, delta('x'), stop, end);
      setImmediate(() => response.end());
    };
    const it = model();
    await it.warm();
    for (let i = 0; i < 3; i++) {
      // The client gives a connection back a moment after the last byte.
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect((await generate(it)).texts).toEqual(['x']);
    }
    expect(connections).toBe(1);
    await it.close();
  });

  it('says on warming up that the host is not there, or refuses the key', async () => {
    handler = (response) => response.writeHead(401).end();
    const refused = model();
    await expect(refused.warm()).rejects.toMatchObject({ code: 'PROVIDER_MODEL_REFUSED' });
    await refused.close();
    const absent = new OpenAiCompatibleModel({
      url: 'http://127.0.0.1:1/v1',
      model: 'm',
      firstOutputMs: 500,
      nextOutputMs: 500,
    });
    await expect(absent.warm()).rejects.toMatchObject({ code: 'PROVIDER_MODEL_UNREACHABLE' });
    expect((await generate(absent)).failure).toMatchObject({ kind: 'unavailable', retryable: true });
    await absent.close();
  });
});

describe('settings from the environment', () => {
  it('are absent, whole, or an error', () => {
    expect(openAiCompatibleModel({})).toBeNull();
    expect(modelSettingsFrom({ WEAVER_MODEL_URL: 'http://h/v1/', WEAVER_MODEL: 'm' })).toMatchObject({
      url: 'http://h/v1',
      model: 'm',
    });
    expect(() => modelSettingsFrom({ WEAVER_MODEL_KEY: 'k' })).toThrow(/No language model/);
    expect(() => modelSettingsFrom({ WEAVER_MODEL_URL: 'ftp://h', WEAVER_MODEL: 'm' })).toThrow(
      /not an http/,
    );
  });
});

it('reads any event data without throwing', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.jsonValue().map((v) => JSON.stringify({ choices: v })),
      ),
      (data) => {
        const event = streamEvent(data);
        expect(event === null || typeof event.text === 'string').toBe(true);
      },
    ),
    { numRuns: 5_000 },
  );
});
