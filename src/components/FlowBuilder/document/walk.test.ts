import { describe, expect, it } from 'vitest';
import { largeFlow } from '../../../../tests/support/largeFlow.ts';
import { servedNodeTypes } from '../../../../tests/support/web/nodeTypes.ts';
import { testDocument, testSpecs } from '../testing/specs.ts';
import { setOutcomeTarget } from './edit.ts';
import type { NodeSpec } from './spec.ts';
import { summaryOf } from './summary.ts';
import { outlineOf, step } from './walk.ts';

const forked = () => setOutcomeTarget(setOutcomeTarget(testDocument(), 'm', 'no', 'b'), 'm', 'yes', 'a');

describe('walking', () => {
  it('goes down and up along connections', () => {
    const document = testDocument();
    expect(step(document, testSpecs, 'start', 'down')).toBe('a');
    expect(step(document, testSpecs, 'b', 'up')).toBe('a');
    expect(step(document, testSpecs, 'end', 'down')).toBeUndefined();
  });

  it('goes left and right among what one node leads to, in the order of its outcomes', () => {
    const document = setOutcomeTarget(setOutcomeTarget(testDocument(), 'm', 'no', 'end'), 'a', 'next', null);
    const linked = setOutcomeTarget(document, 'm', 'yes', 'b');
    expect(step(linked, testSpecs, 'm', 'down')).toBe('b');
    expect(step(linked, testSpecs, 'b', 'right')).toBe('end');
    expect(step(linked, testSpecs, 'b', 'left')).toBeUndefined();
  });

  it('goes from Start to the other beginnings', () => {
    expect(step(testDocument(), testSpecs, 'start', 'right')).toBe('m');
  });
});

describe('the outline', () => {
  it('has every node once, Start first', () => {
    const order = outlineOf(forked(), testSpecs).map(({ node, depth }) => `${node.id} ${depth}`);
    expect(order).toEqual(['start 0', 'a 0', 'b 0', 'end 0', 'm 0']);
  });

  it('has the nodes of a large flow, with loops, once each', () => {
    const document = largeFlow(500);
    const ids = outlineOf(document, testSpecs).map(({ node }) => node.id);
    expect(new Set(ids).size).toBe(500);
    expect(ids).toHaveLength(500);
  });
});

describe('a summary', () => {
  const spec = testSpecs.get('menu');
  it('is the first text in the flow’s language', () => {
    const data = { prompt: { 'zh-HK': '你好', 'en-US': 'Hello' }, options: [] };
    expect(summaryOf({ data }, spec, ['zh-HK', 'en-US'])).toBe('你好');
  });
  it('is the names of entries when there is no text', () => {
    const data = { prompt: {}, options: [{ id: 'yes', label: 'Yes' }, { id: 'no' }] };
    expect(summaryOf({ data }, spec, ['en-US'])).toBe('Yes · no');
  });
  it('leaves out what belongs to another choice', () => {
    const message = servedNodeTypes().find(({ type }) => type === 'message') as unknown as NodeSpec;
    const data = { text: { 'en-US': 'Hello' }, url: 'https://example.org/' };
    expect(summaryOf({ data }, message, ['en-US'])).toBe('Hello');
    expect(summaryOf({ data: { ...data, kind: 'webhook' } }, message, ['en-US'])).toBe(
      'https://example.org/',
    );
  });
  it('is nothing when nothing is written', () => {
    expect(summaryOf({ data: {} }, undefined, [])).toBe('');
  });
});
