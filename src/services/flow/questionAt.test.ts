import { describe, expect, it } from 'vitest';
import { compileFlow } from './compile.ts';
import { parseDocument } from './document.ts';
import { createFlowPort } from './engine.ts';
import { questionAt } from './questionAt.ts';
import { doc, end, node, start, way } from './testDocuments.ts';

const at = '2026-01-05T02:00:00Z';
const ways = (id: string) => ['bye', 'no-input', 'fallback'].map((outcome) => way(id, outcome, 'end'));
const conversation = (id: string, opening: string) =>
  node(id, 'conversation', {
    opening: { 'en-US': opening },
    outcomes: [
      { id: 'bye', examples: { 'en-US': ['goodbye'] } },
      { id: 'more', examples: {} },
    ],
    knowledge: [{ questions: { 'en-US': ['where are you'] }, answer: { 'en-US': 'Here.' } }],
  });

function flowOf() {
  const nodes = [
    { ...start, data: { greeting: { 'en-US': 'Welcome.' } } },
    conversation('first', 'What is it?'),
    conversation('second', 'What else?'),
    end,
  ];
  const edges = [
    way('start', 'next', 'first'),
    way('first', 'more', 'second'),
    way('second', 'more', 'end'),
    ...ways('first'),
    ...ways('second'),
  ];
  const variables = [{ name: 'guests', type: 'number', personal: true }];
  const result = compileFlow(parseDocument(doc(nodes, edges, variables)));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.flow;
}

describe('the question of a call at a node', () => {
  const flow = flowOf();

  it('is the very one that a call asks where calls begin', () => {
    const port = createFlowPort(flow, { hasModel: true });
    const begun = port.begin({ language: 'en-US', seed: 7, call: { startedAt: at, number: '+1' } });
    const waiting = port.step(begun, { type: 'start' }).state;
    const [asked] = port.step(waiting, { type: 'utterance', text: 'is there parking' }).effects;
    expect(asked?.type).toBe('generate');
    const question = questionAt(flow, { nodeId: 'first', words: 'is there parking', at });
    expect(question).toEqual(asked?.type === 'generate' && asked.question);
    expect(question?.said).toEqual(['Welcome. What is it?']);
  });

  it('has what was said, the way and the values as they were given', () => {
    const question = questionAt(flow, {
      nodeId: 'second',
      words: 'is there parking',
      heard: ['one', 'two'],
      said: ['three'],
      path: ['start>next', 'first>more'],
      values: { guests: 4 },
      at,
    });
    expect(question).toMatchObject({
      nodeId: 'second',
      heard: ['one', 'two'],
      said: ['three'],
      path: ['start>next', 'first>more'],
      slots: [{ name: 'guests', forms: [{ expression: 'guests', text: '4' }] }],
    });
  });

  it('follows the opening of a node that is reached later', () => {
    expect(questionAt(flow, { nodeId: 'second', words: 'is there parking', at })?.said).toEqual([
      'What else?',
    ]);
  });

  it.each([
    ['a node that asks no model', 'end', 'is there parking'],
    ['a node that is not there', 'third', 'is there parking'],
    ['what the node itself answers', 'first', 'where are you'],
  ])('is none at %s', (_, nodeId, words) => {
    expect(questionAt(flow, { nodeId, words, at })).toBeNull();
  });
});
