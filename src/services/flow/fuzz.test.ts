import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WeaverError } from '../../types/errors/index.ts';
import { compileFlow, nodeSpecs, parseDocument } from './index.ts';
import { doc, end, hi, menu, node, start, way, type Raw } from './testDocuments.ts';

describe('fuzz', () => {
  const text = (name: string) =>
    readFileSync(new URL(`../../../examples/workflows/${name}.json`, import.meta.url), 'utf8');
  const small = doc(
    [
      start,
      hi,
      menu,
      end,
      node('if', 'branch', { rules: [{ id: 'r', when: 'x > 1' }] }),
      node('set', 'set', { assignments: [{ variable: 'x', value: 'x + 1' }] }),
      node('fetch', 'http', {
        url: 'https://example.org/{{ x }}',
        save: [{ path: 'a[0].b', variable: 'x' }],
      }),
      node('work', 'function', { outputs: [{ variable: 'x', value: 'x * 2' }] }),
      node('sub', 'subflow', {
        workflow: 'inner',
        inputs: [{ name: 'y', value: 'x' }],
        outputs: [{ variable: 'x', name: 'y' }],
      }),
      node('tape', 'record', { prompt: { 'en-US': 'Speak now.' }, finishKey: '#' }),
      node('tell', 'message', { text: { 'en-US': 'x is {{ x }}' }, from: '+12025550100' }),
      node('hook', 'message', {
        kind: 'webhook',
        url: 'https://example.org/{{ x }}',
        headers: { 'x-key': '{{secret.A}}' },
        body: '{"x": "{{ x }}"}',
      }),
      node('know', 'knowledge', {
        ask: { 'en-US': 'What would you like to know?' },
        mode: 'model',
        entries: [
          {
            questions: { 'en-US': ['are you open'] },
            answer: { 'en-US': 'For {{ x }} hours.' },
            source: { 'en-US': 'The door.' },
          },
        ],
        text: { 'en-US': '# The sign\n\nWe are behind the station.' },
        threshold: 0.3,
        cite: true,
      }),
      node('note', 'note', { text: 'Hello.' }),
      node('frame', 'frame', {
        flex: true,
        members: [
          { node: 'ask', phrases: { 'en-US': ['ask again'] } },
          { node: 'hi', phrases: { 'en-US': ['say hi'] } },
        ],
      }),
    ],
    [
      way('start', 'next', 'ask'),
      way('ask', 'a', 'set'),
      way('set', 'next', 'if'),
      way('if', 'r', 'fetch'),
      way('if', 'else', 'work'),
      way('work', 'ok', 'sub'),
      way('work', 'error', 'end'),
      way('sub', 'completed', 'tell'),
      way('tell', 'sent', 'hook'),
      way('tell', 'failed', 'end'),
      way('hook', 'sent', 'end'),
      way('hook', 'failed', 'end'),
      way('sub', 'failed', 'end'),
      way('fetch', 'ok', 'hi'),
      way('fetch', 'failed', 'know'),
      way('know', 'answered', 'ask'),
      way('know', 'not-found', 'end'),
      way('hi', 'next', 'tape'),
      way('tape', 'recorded', 'ask'),
      way('tape', 'silent', 'end'),
    ],
    [{ name: 'x', type: 'number', initial: 0 }],
  );

  /** A flow that others may run, one that runs it, and one that runs itself. */
  const runs = (workflow: string) =>
    doc(
      [start, node('in', 'subflow', { workflow, hangUp: ['completed', 'failed'] })],
      [way('start', 'next', 'in')],
    );
  const inner = doc(
    [start, hi, end],
    [way('start', 'next', 'hi'), way('hi', 'next', 'end')],
    [{ name: 'y' }],
  );
  const library = {
    self: ['me'],
    documents: new Map(
      Object.entries({ inner, a: runs('inner'), b: runs('b') }).map(([name, one]) => [
        `${name}@published`,
        parseDocument(one),
      ]),
    ),
  };

  function survive(document: unknown): string {
    try {
      return String(compileFlow(parseDocument(document), library).ok);
    } catch (error) {
      if (error instanceof WeaverError) return error.code;
      throw error;
    }
  }

  /** Changes one place, found by walking down at random. */
  function mutate(root: unknown, picks: readonly number[], value: unknown): unknown {
    const copy: unknown = structuredClone(root);
    let at: unknown = copy;
    for (const pick of picks) {
      if (typeof at !== 'object' || at === null) break;
      const keys = Object.keys(at);
      const key = keys[pick % Math.max(1, keys.length)];
      if (key === undefined) break;
      const holder = at as Raw;
      const inner = holder[key];
      const deeper = typeof inner === 'object' && inner !== null && pick % 7 !== 0;
      if (!deeper) {
        if (pick % 5 === 0) delete holder[key];
        else holder[key] = value;
        break;
      }
      at = inner;
    }
    return copy;
  }

  const picks = fc.array(fc.nat({ max: 999 }), { minLength: 2, maxLength: 9 });
  const values = fc.oneof(
    fc.jsonValue({ maxDepth: 1 }),
    fc.constantFrom(
      'start',
      'end',
      'ask',
      'hi',
      'if',
      'menu',
      'branch',
      'global',
      'inner',
      'a',
      'b',
      'me',
      'frame',
      '__proto__',
      'constructor',
      '{{ x',
      '{{ 1+ }}',
      '{{secret.A}}',
    ),
  );

  it.each([
    ['a small flow', small, 9_000],
    ['the clinic', JSON.parse(text('clinic')) as Raw, 500],
    ['the order line', JSON.parse(text('orders')) as Raw, 1_500],
  ])('mutations of %s never crash', { timeout: 60_000 }, (_name, root, numRuns) => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(picks, values, (where, value) => void seen.add(survive(mutate(root, where, value)))),
      { numRuns, seed: 11 },
    );
    // All three ways out were taken: compiled, problems, refused.
    expect(seen).toContain('true');
    expect(seen).toContain('false');
    expect(seen).toContain('FLOW_DOCUMENT_INVALID');
  });

  it('random documents never crash', { timeout: 60_000 }, () => {
    const shape = fc.record(
      {
        format: fc.constantFrom('call-flow-weaver/workflow', 'x'),
        formatVersion: fc.constantFrom(0, 1, 1, 1, 2, -1, 0.5, '1'),
        config: fc.constantFrom({ name: 'F', languages: [{ language: 'en-US' }] }, {}, null),
        settings: fc.constantFrom({ name: 'F', languages: [{ language: 'en-US' }] }, 3),
        flow: fc.record({
          nodes: fc.array(
            fc.record({
              id: fc.constantFrom('a', 'b', 'c', '$x'),
              type: fc.constantFrom(...nodeSpecs().map(({ type }) => type), '?'),
              data: fc.dictionary(
                fc.constantFrom(
                  'lines',
                  'rules',
                  'options',
                  'fields',
                  'url',
                  'to',
                  'then',
                  'mode',
                  'hangUp',
                  'members',
                  'flex',
                  'outputs',
                  'inputs',
                  'ways',
                  'workflow',
                  'version',
                  'entries',
                  'text',
                  'threshold',
                  'kind',
                  'text',
                  'from',
                  'headers',
                  'body',
                ),
                fc.jsonValue({ maxDepth: 2 }),
                { maxKeys: 3 },
              ),
            }),
            { maxLength: 5 },
          ),
          edges: fc.array(
            fc.record({
              id: fc.constantFrom('1', '2'),
              source: fc.constantFrom('a', 'b', 'c'),
              outcome: fc.constantFrom('next', 'else', 'x'),
              target: fc.constantFrom('a', 'b', 'c', 'd'),
            }),
            { maxLength: 5 },
          ),
        }),
        nodes: fc.jsonValue({ maxDepth: 1 }),
        links: fc.jsonValue({ maxDepth: 1 }),
        variables: fc.jsonValue({ maxDepth: 1 }),
      },
      { requiredKeys: ['formatVersion'] },
    );
    fc.assert(
      fc.property(
        fc.oneof({ weight: 3, arbitrary: shape }, { weight: 2, arbitrary: fc.anything({ maxDepth: 2 }) }),
        (document) => {
          expect(survive(document)).toMatch(/^(true|false|FLOW_[A-Z_]+)$/);
        },
      ),
      { numRuns: 27_000, seed: 12 },
    );
  });
});
