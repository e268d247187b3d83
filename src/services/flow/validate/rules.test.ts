import { describe, expect, it } from 'vitest';
import { errorTable } from '../../../types/errors/index.ts';
import { parseDocument, validateFlow } from '../index.ts';
import { doc, end, hi, menu, node, start, way, type Raw } from '../testDocuments.ts';

const problems = (document: Raw) => validateFlow(parseDocument(document)).map(({ code }) => code);

describe('rules', () => {
  it('finds nothing wrong with a sound flow', () => {
    expect(problems(doc([start, hi, end], [way('start', 'next', 'hi'), way('hi', 'next', 'end')]))).toEqual(
      [],
    );
  });

  const startToHi = way('start', 'next', 'hi');
  const hiToEnd = way('hi', 'next', 'end');
  const rule = (when: string) => node('if', 'branch', { rules: [{ id: 'r', when }] });
  const set = (variable: string, value: string) => node('set', 'set', { assignments: [{ variable, value }] });
  const line = (text: string) => node('hi', 'say', { lines: { 'en-US': text } });
  it.each<[string, string, Raw]>([
    ['no start', 'FLOW_NO_START', doc([end], [])],
    [
      'two starts',
      'FLOW_TWO_STARTS',
      doc([start, node('s2', 'start'), end], [way('start', 'next', 'end'), way('s2', 'next', 'end')]),
    ],
    [
      'unknown type',
      'FLOW_NODE_TYPE_UNKNOWN',
      doc([start, node('x', 'teleport')], [way('start', 'next', 'x')]),
    ],
    [
      'invalid data',
      'FLOW_NODE_INVALID',
      doc([start, node('x', 'menu', { options: [] })], [way('start', 'next', 'x')]),
    ],
    ['duplicate id', 'FLOW_DUPLICATE_ID', doc([start, hi, hi, end], [startToHi, hiToEnd])],
    [
      'duplicate outcome',
      'FLOW_DUPLICATE_ID',
      doc(
        [start, node('if', 'branch', { rules: [{ id: 'else', when: 'true' }] })],
        [way('start', 'next', 'if')],
      ),
    ],
    [
      'dangling edge',
      'FLOW_EDGE_DANGLING',
      doc([start, hi, end], [startToHi, hiToEnd, way('hi', 'next', 'gone')]),
    ],
    ['edge into start', 'FLOW_EDGE_DANGLING', doc([start, hi], [startToHi, way('hi', 'next', 'start')])],
    [
      'unknown outcome',
      'FLOW_EDGE_UNKNOWN_OUTCOME',
      doc([start, hi, end], [startToHi, hiToEnd, way('hi', 'maybe', 'end')]),
    ],
    [
      'outcome twice',
      'FLOW_OUTCOME_TWICE',
      doc([start, hi, end], [startToHi, hiToEnd, { ...hiToEnd, id: 'other' }]),
    ],
    ['unconnected', 'FLOW_OUTCOME_UNCONNECTED', doc([start, hi], [startToHi])],
    [
      'no else',
      'FLOW_BRANCH_NO_ELSE',
      doc([start, rule('true'), end], [way('start', 'next', 'if'), way('if', 'r', 'end')]),
    ],
    ['unreachable', 'FLOW_UNREACHABLE', doc([start, end, hi], [way('start', 'next', 'end'), hiToEnd])],
    [
      'silent loop',
      'FLOW_LOOP_WITHOUT_LISTENING',
      doc(
        [start, hi, node('hey', 'say', { lines: { 'en-US': 'Hey.' } })],
        [startToHi, way('hi', 'next', 'hey'), way('hey', 'next', 'hi')],
      ),
    ],
    ['loop on itself', 'FLOW_LOOP_WITHOUT_LISTENING', doc([start, hi], [startToHi, way('hi', 'next', 'hi')])],
    [
      'bad expression',
      'FLOW_EXPRESSION_SYNTAX',
      doc(
        [start, rule('1 +'), end],
        [way('start', 'next', 'if'), way('if', 'r', 'end'), way('if', 'else', 'end')],
      ),
    ],
    [
      'undeclared read',
      'FLOW_VARIABLE_UNDECLARED',
      doc([start, line('Hi {{ who }}'), end], [startToHi, hiToEnd]),
    ],
    [
      'undeclared write',
      'FLOW_VARIABLE_UNDECLARED',
      doc([start, set('x', '1'), end], [way('start', 'next', 'set'), way('set', 'next', 'end')]),
    ],
    [
      'read before set',
      'FLOW_VARIABLE_UNSET',
      doc([start, line('Hi {{ who }}'), end], [startToHi, hiToEnd], [{ name: 'who' }]),
    ],
    ['empty line', 'FLOW_LINE_MISSING', doc([start, line(''), end], [startToHi, hiToEnd])],
    [
      'missing language',
      'FLOW_LINE_MISSING',
      doc([start, hi, end], [startToHi, hiToEnd], [], ['en-US', 'zh-HK']),
    ],
    [
      'no phrases',
      'FLOW_PHRASES_MISSING',
      doc(
        [
          start,
          node('ask', 'menu', {
            prompt: { default: '?' },
            options: [{ id: 'a' }],
            hangUp: ['a', 'no-input', 'no-match'],
          }),
        ],
        [way('start', 'next', 'ask')],
      ),
    ],
    [
      'same key',
      'FLOW_PHRASES_CLASH',
      doc(
        [
          start,
          node('ask', 'menu', {
            prompt: { default: '?' },
            options: [
              { id: 'a', digit: '1' },
              { id: 'b', digit: '1' },
            ],
            hangUp: ['a', 'b', 'no-input', 'no-match'],
          }),
        ],
        [way('start', 'next', 'ask')],
      ),
    ],
    [
      'no number',
      'FLOW_NUMBER_MISSING',
      doc(
        [start, node('t', 'transfer', { hangUp: ['busy', 'no-answer', 'failed'] })],
        [way('start', 'next', 't')],
      ),
    ],
    [
      'no voice',
      'FLOW_VOICE_MISSING',
      doc(
        [start, node('l', 'language', { mode: 'switch', language: 'fr-FR' }), end],
        [way('start', 'next', 'l'), way('l', 'next', 'end')],
      ),
    ],
    [
      'reserved name',
      'FLOW_RESERVED_NAME',
      doc([start, end], [way('start', 'next', 'end')], [{ name: 'call' }]),
    ],
  ])('%s', (_name, code, document) => {
    const found = validateFlow(parseDocument(document));
    expect(found.map((problem) => problem.code)).toContain(code);
    for (const problem of found) {
      expect(errorTable).toHaveProperty(problem.code);
      expect(problem.message).toMatch(/[.]$/);
    }
  });

  it('knows on which paths a variable is set', () => {
    const nodes = (extra: Raw[]) => [
      start,
      rule('true'),
      set('who', '"Ann"'),
      line('Hi {{ who }}'),
      end,
      ...extra,
    ];
    const edges = [way('start', 'next', 'if'), way('if', 'r', 'set'), way('set', 'next', 'hi'), hiToEnd];
    expect(problems(doc(nodes([]), [...edges, way('if', 'else', 'hi')], [{ name: 'who' }]))).toEqual([
      'FLOW_VARIABLE_UNSET',
    ]);
    expect(problems(doc(nodes([]), [...edges, way('if', 'else', 'end')], [{ name: 'who' }]))).toEqual([]);
    expect(
      problems(doc(nodes([]), [...edges, way('if', 'else', 'hi')], [{ name: 'who', initial: 'you' }])),
    ).toEqual([]);
  });

  it('bug: one step that was not finished made everything after it seem out of reach', () => {
    const unfinished = node('ask', 'collect', { fields: [{ variable: '' }] });
    const edges = [way('start', 'next', 'ask'), way('ask', 'filled', 'hi'), hiToEnd];
    const found = new Set(problems(doc([start, unfinished, hi, end], edges)));
    expect([...found]).toEqual(['FLOW_NODE_INVALID']);
  });

  it('lets a loop be when it listens, and only warns when it waits for a look-up', () => {
    const listening = doc([start, hi, menu], [startToHi, way('hi', 'next', 'ask'), way('ask', 'a', 'hi')]);
    expect(problems(listening)).toEqual([]);
    const waiting = doc(
      [start, node('get', 'http', { url: 'https://example.org/' })],
      [way('start', 'next', 'get'), way('get', 'ok', 'get'), way('get', 'failed', 'get')],
    );
    expect(validateFlow(parseDocument(waiting)).map(({ severity }) => severity)).toEqual(['warning']);
  });
});
