import { afterEach, describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { OpenAiEmbedder } from '../../src/services/providers/openai-compatible/embedder.ts';
import { vectorsOf } from '../../src/services/providers/openai-compatible/embeddingAnswer.ts';
import type { OpenAiHost } from '../../src/services/providers/openai-compatible/host.ts';
import { ProviderError } from '../../src/services/providers/shared/failure.ts';
import { openAiModels } from '../../src/simulator/providers/openaiSpeech/models.ts';
import {
  OpenAiSpeechServer,
  type OpenAiSpeechOptions,
  type SeenRequest,
} from '../../src/simulator/providers/openaiSpeech/server.ts';
import { embedderContract } from './contract/embedder.ts';
import { aWhile, expectFailure, TEST_KEY } from './contract/harness.ts';

const nearness = ['I want to book a table', 'book a table please', 'goodbye and thanks'] as const;
const small = {
  models: { ...openAiModels, bge: { work: 'embeddings', dimensions: 64, shortens: false } },
} as const;

async function open(options: Partial<OpenAiSpeechOptions>, host: Partial<OpenAiHost>) {
  const server = await OpenAiSpeechServer.start(options);
  const part = new OpenAiEmbedder({
    name: 'openai',
    url: server.apiUrl,
    key: TEST_KEY,
    keyHeader: 'authorization',
    embeddingModel: 'text-embedding-3-small',
    ...host,
  });
  return {
    part,
    server,
    behaviour: server.embeddings,
    dropConnections: () => server.dropConnections(),
    close: async () => {
      await part.close();
      await server.close();
    },
  };
}

embedderContract({ name: 'openai', asks: true, open: () => open({}, {}), language: 'zh-HK', nearness });

embedderContract({
  name: 'openai-compatible, with no key, no list of models and vectors of any length',
  asks: true,
  open: () =>
    open(
      { ...small, keys: [], listsModels: false, embeddings: { length: 7, order: 'reversed' } },
      {
        name: 'openai-compatible',
        key: undefined,
        embeddingModel: 'bge',
        embeddingDimensions: 64,
      },
    ),
  language: 'en-US',
  nearness,
});

describe('embeddings on the wire', () => {
  let seen: SeenRequest[] = [];
  const harnesses: Awaited<ReturnType<typeof open>>[] = [];
  const start = async (host: Partial<OpenAiHost>, options: Partial<OpenAiSpeechOptions> = {}) => {
    seen = [];
    const harness = await open({ onRequest: (it) => seen.push(it), ...options }, host);
    harnesses.push(harness);
    return harness;
  };
  afterEach(async () => {
    for (const harness of harnesses.splice(0)) await harness.close();
  });
  const bodies = () => seen.map(({ body }) => body as { input: string[] });
  const failureOf = async (work: Promise<unknown>) => {
    const error: unknown = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return error instanceof ProviderError ? error.failure : undefined;
  };

  it('asks OpenAI for base64, with the key in a header', async () => {
    const { part } = await start({});
    await part.embed(['one', 'two']);
    expect(seen[0]?.path).toBe('/v1/embeddings');
    expect(seen[0]?.headers.authorization).toBe(`Bearer ${TEST_KEY}`);
    expect(seen[0]?.body).toEqual({
      model: 'text-embedding-3-small',
      input: ['one', 'two'],
      encoding_format: 'base64',
    });
  });

  it('asks other hosts for numbers, with the key in the header that they want', async () => {
    const host = { name: 'openai-compatible', keyHeader: 'api-key' } as const;
    const { part } = await start(host, { keyHeader: 'api-key' });
    await part.embed(['one']);
    expect(seen[0]?.headers['api-key']).toBe(TEST_KEY);
    expect(seen[0]?.headers.authorization).toBeUndefined();
    expect(seen[0]?.body).toMatchObject({ encoding_format: 'float' });
  });

  it('takes numbers where it asked for base64', async () => {
    const { part } = await start({}, { embeddings: { encoding: 'float' } });
    expect((await part.embed(['one']))[0]).toHaveLength(1_536);
  });

  it('sends at most 96 texts and 100,000 characters in one request', async () => {
    const { part } = await start({ embeddingDimensions: 256 });
    await part.embed(Array.from({ length: 200 }, (_, i) => `text ${i}`));
    expect(bodies().map(({ input }) => input.length)).toEqual([96, 96, 8]);
    expect(bodies()[2]?.input[7]).toBe('text 199');
    seen.length = 0;
    await part.embed(Array.from({ length: 30 }, () => 'x'.repeat(5_000)));
    expect(bodies().map(({ input }) => input.length)).toEqual([25, 5]);
    expect(bodies()[0]?.input[0]).toHaveLength(4_000);
  });

  it('asks for shorter vectors only where the model can give them', async () => {
    const shorter = await start({ embeddingDimensions: 256 });
    expect(shorter.part.dimensions).toBe(256);
    expect((await shorter.part.embed(['one']))[0]).toHaveLength(256);
    expect(seen[0]?.body).toMatchObject({ dimensions: 256 });
    const own = await start({ embeddingModel: 'text-embedding-3-large', embeddingDimensions: 3_072 });
    expect((await own.part.embed(['one']))[0]).toHaveLength(3_072);
    expect(seen[0]?.body).not.toHaveProperty('dimensions');
    const other = await start({ embeddingModel: 'bge', embeddingDimensions: 64 }, small);
    expect((await other.part.embed(['one']))[0]).toHaveLength(64);
    expect(seen[0]?.body).not.toHaveProperty('dimensions');
  });

  it('sends no text of nothing', async () => {
    const { part } = await start({});
    const [empty, full] = await part.embed(['  ', 'full']);
    expect(bodies().map(({ input }) => input)).toEqual([['full']]);
    expect(empty?.[0]).toBe(1);
    expect(full?.[0]).not.toBe(1);
  });

  it('says that the vectors are not as long as configured', async () => {
    const { part } = await start({ embeddingModel: 'bge', embeddingDimensions: 65 }, small);
    const failure = await failureOf(part.embed(['one']));
    expectFailure(failure, ['internal']);
    expect(failure?.message).toContain('64');
  });

  it('cannot be made without a model, or without knowing its dimensions', () => {
    const host = {
      name: 'openai-compatible',
      url: 'http://127.0.0.1:1/v1',
      keyHeader: 'authorization',
    } as const;
    expect(() => new OpenAiEmbedder(host)).toThrow(ProviderError);
    expect(() => new OpenAiEmbedder({ ...host, embeddingModel: 'bge' })).toThrow(/dimensions/);
    expect(() => new OpenAiEmbedder({ ...host, embeddingModel: 'constructor' })).toThrow(/dimensions/);
  });

  it('says when the key is wrong, warm or not, and does not repeat it', async () => {
    const { part } = await start({ key: 'key-for-tests-but-wrong' });
    expectFailure(await failureOf(part.warm()), ['refused']);
    expectFailure(await failureOf(part.embed(['one'])), ['refused']);
  });

  it('keeps one connection from one request to the next', async () => {
    const { part, server } = await start({});
    await part.warm();
    for (const text of ['one', 'two', 'three']) {
      await part.embed([text]);
      await aWhile();
    }
    expect(server.sockets).toBe(1);
  });

  it.each([
    ['no key', { headers: { authorization: '' } }, 401],
    ['not JSON', { body: '{' }, 400],
    ['no texts', { body: '{"model":"text-embedding-3-small","input":[]}' }, 400],
    ['a text of nothing', { body: '{"model":"text-embedding-3-small","input":["a",""]}' }, 400],
    ['a field that is not of the API', { body: '{"model":"text-embedding-3-small","input":"a","x":1}' }, 400],
    ['a model of other work', { body: '{"model":"whisper-1","input":"a"}' }, 404],
    [
      'dimensions that the model cannot',
      { body: '{"model":"text-embedding-ada-002","input":"a","dimensions":8}' },
      400,
    ],
    [
      'more dimensions than there are',
      { body: '{"model":"text-embedding-3-small","input":"a","dimensions":2000}' },
      400,
    ],
    ['another type', { headers: { 'content-type': 'text/plain' } }, 415],
    ['another method', { method: 'PUT' }, 405],
    ['another path', { path: '/v1/embedding' }, 404],
  ])('the server refuses %s', async (_, wrong: Wrong, status) => {
    const { server } = await start({});
    const answer = await fetch(`${server.url}${wrong.path ?? '/v1/embeddings'}`, {
      method: wrong.method ?? 'POST',
      headers: { authorization: `Bearer ${TEST_KEY}`, 'content-type': 'application/json', ...wrong.headers },
      body: wrong.body ?? '{"model":"text-embedding-3-small","input":"a"}',
    });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { message: expect.any(String) as string } });
  });
});

interface Wrong {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

describe('reading an answer with vectors', () => {
  const answer = (data: unknown) => JSON.stringify({ object: 'list', data });

  it('puts them in the order of the texts, whatever that of the answer, in either encoding', () => {
    const vector = fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 4, maxLength: 4 });
    const directed = vector.filter((it) => it.some((value) => value !== 0));
    fc.assert(
      fc.property(
        fc.array(fc.record({ vector: directed, base64: fc.boolean(), rank: fc.nat() }), { maxLength: 20 }),
        (rows) => {
          const data = rows
            .map(({ vector: it, base64, rank }, index) => ({
              index,
              rank,
              embedding: base64 ? Buffer.from(Float32Array.from(it).buffer).toString('base64') : it,
            }))
            .sort((a, b) => a.rank - b.rank);
          const vectors = vectorsOf('p', answer(data), rows.length, 4);
          for (const [i, { vector: it }] of rows.entries()) {
            const norm = Math.hypot(...it);
            for (const [k, value] of it.entries()) expect(vectors[i]?.[k]).toBeCloseTo(value / norm, 5);
          }
        },
      ),
    );
  });

  it.each([
    ['no JSON', '<html>'],
    ['another shape', '{"data":"none"}'],
    ['too few', answer([{ index: 0, embedding: [1, 0] }])],
    [
      'one twice',
      answer([
        { index: 0, embedding: [1, 0] },
        { index: 0, embedding: [1, 0] },
      ]),
    ],
    [
      'one of a text that was not sent',
      answer([
        { index: 0, embedding: [1, 0] },
        { index: 2, embedding: [1, 0] },
      ]),
    ],
    [
      'one too long',
      answer([
        { index: 0, embedding: [1, 0] },
        { index: 1, embedding: [1, 0, 0] },
      ]),
    ],
    [
      'zeros',
      answer([
        { index: 0, embedding: [1, 0] },
        { index: 1, embedding: [0, 0] },
      ]),
    ],
    [
      'numbers that are too large',
      answer([
        { index: 0, embedding: [1, 0] },
        { index: 1, embedding: [1e300, 0] },
      ]),
    ],
    [
      'base64 of broken length',
      answer([
        { index: 0, embedding: [1, 0] },
        { index: 1, embedding: 'AAAAAAAAAA==' },
      ]),
    ],
  ])('refuses %s', (_, json) => {
    expect(() => vectorsOf('p', json, 2, 2)).toThrow(ProviderError);
  });

  it('never throws anything but a ProviderError', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.anything().map((it) => JSON.stringify({ data: it }) ?? ''),
        ),
        (json) => {
          try {
            vectorsOf('p', json, 1, 2);
          } catch (error) {
            expect(error).toBeInstanceOf(ProviderError);
          }
        },
      ),
    );
  });
});
