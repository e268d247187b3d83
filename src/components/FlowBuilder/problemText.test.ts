import { describe, expect, it } from 'vitest';
import type { FlowProblem } from '../../types/flow.ts';
import { translator, type Texts } from '../lib/translator.ts';
import type { NodeSpec } from './document/spec.ts';
import { problemText } from './problemText.ts';

const problems: Texts = {
  FLOW_OUTCOME_UNCONNECTED: '來電者在「{{label}}」之後會斷線。',
  'FLOW_EDGE_DANGLING.entry': '通話不能走回「{{title}}」節點。',
  'FLOW_LINE_MISSING.language': '說{{language}}的來電者',
  'FLOW_NODE_INVALID.form': '有一項設定須為{{form}}。',
  forms: { 'one key of the telephone: 0 to 9, * or #': '一個電話按鍵' },
};
const builder: Texts = { types: { start: '開始' }, outcomes: { next: '下一步' } };
const words = {
  sentences: translator('zh-HK', ['problems'], () => problems),
  t: translator('zh-HK', ['builder'], () => builder),
  specs: new Map([
    ['say', { type: 'say', outcomeParts: [{ id: 'next', label: 'Next' }] } as unknown as NodeSpec],
  ]),
  typeOf: () => 'say',
};
const said = (sentence: string, params: FlowProblem['params']) =>
  problemText(
    { code: 'X', severity: 'error', message: 'English.', nodeId: 'a', sentence, ...(params && { params }) },
    words,
  );

describe('a problem’s sentence', () => {
  it('names standard outcomes and node types as the page does, and others as they were written', () => {
    expect(said('FLOW_OUTCOME_UNCONNECTED', { label: 'Next', outcome: 'next' })).toBe(
      '來電者在「下一步」之後會斷線。',
    );
    expect(said('FLOW_OUTCOME_UNCONNECTED', { label: 'Sales', outcome: 'sales' })).toBe(
      '來電者在「Sales」之後會斷線。',
    );
    expect(said('FLOW_EDGE_DANGLING.entry', { title: 'Start', nodeType: 'start' })).toBe(
      '通話不能走回「開始」節點。',
    );
  });

  it('says what a setting must be', () => {
    expect(said('FLOW_NODE_INVALID.form', { form: 'one key of the telephone: 0 to 9, * or #' })).toBe(
      '有一項設定須為一個電話按鍵。',
    );
    expect(said('FLOW_NODE_INVALID.form', { form: 'of a new kind' })).toBe('有一項設定須為of a new kind。');
  });

  it('names languages', () => {
    expect(said('FLOW_LINE_MISSING.language', { language: 'zh-HK' })).toBe('說Cantonese (Hong Kong)的來電者');
  });

  it('is the server’s own where the page has none, or is English', () => {
    expect(said('FLOW_NEW', {})).toBe('English.');
    const problem: FlowProblem = { code: 'X', severity: 'error', message: 'English.' };
    expect(problemText(problem, words)).toBe('English.');
    expect(
      problemText({ ...problem, sentence: 'FLOW_LINE_MISSING.language' }, { ...words, sentences: null }),
    ).toBe('English.');
  });
});
