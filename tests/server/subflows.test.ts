/** Whole calls through flows inside flows, groups and functions, and what publication freezes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallerScript } from '../../src/simulator/index.ts';
import { testServer, type TestServer } from '../../src/server/testing/testServer.ts';
import { doc, node, start, way, type Raw } from '../../src/services/flow/testDocuments.ts';
import type { FlowProblem } from '../../src/types/flow.ts';
import { callAndReplay } from '../support/callAndReplay.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

const line = (text: string) => ({ 'en-US': text });

/** Asks for four digits and says `word`. */
const pin = (word: string) =>
  doc(
    [
      start,
      node('ask', 'collect', {
        fields: [{ variable: 'code', kind: 'digits', digits: { min: 4, max: 4 }, ask: line('Your PIN?') }],
        hangUp: ['failed'],
      }),
      node('known', 'end', { outcome: 'known', line: line(`Thank you, ${word}.`) }),
    ],
    [way('start', 'next', 'ask'), way('ask', 'filled', 'known')],
    [{ name: 'code', personal: true }],
  );

const menu = (id: string, ask: string, options: readonly string[]) =>
  node(id, 'menu', {
    prompt: line(ask),
    options: options.map((one) => ({ id: one, phrases: { 'en-US': [one] } })),
    hangUp: ['no-input', 'no-match'],
  });

/** The PIN; then the drink and the size, in any order; then the price. */
function bar(data: Raw = {}): Raw {
  const members = [
    { node: 'drink', phrases: { 'en-US': ['change the drink'] } },
    { node: 'size', phrases: { 'en-US': ['change the size'] } },
  ];
  const sub = { workflow: 'pin', outputs: [{ variable: 'member', name: 'code' }], ways: [{ id: 'known' }] };
  return doc(
    [
      start,
      node('pin', 'subflow', { ...sub, hangUp: ['failed'], ...data }),
      menu('drink', 'Tea or coffee?', ['tea', 'coffee']),
      menu('size', 'Small or large?', ['small', 'large']),
      node('group', 'frame', { flex: true, members }),
      node('price', 'function', {
        outputs: [
          { variable: 'price', value: 'size(member) * 2' },
          { variable: 'bill', value: '"That is " + string(price)' },
        ],
        hangUp: ['error'],
      }),
      node('note', 'note', { text: 'Ask Mei about prices.' }),
      node('end', 'end', { line: line('{{ bill }}. Goodbye.') }),
    ],
    [
      way('start', 'next', 'pin'),
      way('pin', 'known', 'drink'),
      ...['tea', 'coffee'].map((one) => way('drink', one, 'size')),
      ...['small', 'large'].map((one) => way('size', one, 'price')),
      way('price', 'ok', 'end'),
    ],
    [{ name: 'member', personal: true }, { name: 'price', type: 'number' }, { name: 'bill' }],
  );
}

async function put(slug: string, document: Raw): Promise<void> {
  const made = await server.api('/api/workflows/import', { method: 'POST', json: { slug, document } });
  if (made.status === 201) return;
  const saved = await server.api(`/api/workflows/${slug}/draft`, {
    method: 'PUT',
    json: document,
    headers: { 'if-match': '*' },
  });
  expect(saved.status).toBe(200);
}
const publish = (slug: string) => server.api(`/api/workflows/${slug}/publish`, { method: 'POST', json: {} });

const script: CallerScript = [
  { do: 'wait' },
  { do: 'press', digits: '1234', gapMs: 50 },
  { do: 'wait' },
  { do: 'say', text: 'tea' },
  { do: 'wait' },
  { do: 'say', text: 'change the drink' },
  { do: 'wait' },
  { do: 'say', text: 'coffee' },
  { do: 'wait' },
  { do: 'say', text: 'large' },
  { do: 'await-end' },
];

const callBar = () => callAndReplay(server, 'bar', script);

describe('a flow inside a flow', () => {
  it('carries a call through, replays the same, and changes for callers at publication only', async () => {
    await put('pin', pin('Ann'));
    await put('bar', bar());
    const unpublished = await publish('bar');
    expect(unpublished.code).toBe('API_PROBLEMS');
    expect((await publish('pin')).status).toBe(200);
    const first = await publish('bar');
    const published = first.body as unknown as { document: { flow: { nodes: { data: Raw }[] } } };
    expect(published.document.flow.nodes[1]?.data).toMatchObject({ workflow: 'pin', version: 1 });

    const call = await callBar();
    expect(call.said).toContain('Thank you, Ann.');
    expect(call.said).toContain('That is 8. Goodbye.');
    expect(call.replay.same).toBe(true);
    expect(call.replay.path.map(({ nodeId, outcome }) => `${nodeId} ${outcome ?? ''}`.trim())).toEqual([
      'start next',
      'pin enter',
      'pin/ask filled',
      'pin/known known',
      'pin known',
      'drink tea',
      'size flex:drink',
      'drink coffee',
      'size large',
      'price ok',
      'end',
    ]);
    expect(server.logged()).not.toContain('1234');

    // Another version of the inner flow: callers of the outer one hear it when that is published again.
    await put('pin', pin('Bob'));
    await publish('pin');
    expect((await callBar()).said).toContain('Thank you, Ann.');
    expect((await server.api('/api/workflows/bar/draft')).body).toMatchObject({
      document: { flow: { nodes: expect.arrayContaining([expect.objectContaining({ id: 'pin' })]) } },
    });
    await publish('bar');
    expect((await callBar()).said).toContain('Thank you, Bob.');
  }, 120_000);

  it('is not removed while another runs it', async () => {
    expect((await server.api('/api/workflows/pin', { method: 'DELETE' })).code).toBe('API_WORKFLOW_IN_USE');
    expect((await server.api('/api/workflows/pin')).status).toBe(200);
  });

  it('is refused when it would run itself', async () => {
    const found = async (query: string, data: Raw) => {
      const answer = await server.api(`/api/validate${query}`, { method: 'POST', json: bar(data) });
      return (answer.body as unknown as { problems: FlowProblem[] }).problems.map(({ code }) => code);
    };
    expect(await found('', {})).toEqual([]);
    expect(await found('?workflow=bar', { workflow: 'bar', outputs: [] })).toContain(
      'FLOW_SUBFLOW_RECURSION',
    );
    await put('pin', bar({ workflow: 'bar', outputs: [] }));
    expect((await publish('pin')).code).toBe('API_PROBLEMS');
    expect(await found('', { version: 9 })).toEqual(['FLOW_SUBFLOW_MISSING']);
  });
});
