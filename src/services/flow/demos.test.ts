/** Whole calls of both demo workflows, in text. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowInput, FlowPort, HttpRequestSpec, HttpResult } from '../../types/flowRuntime.ts';
import { compileFlow, createFlowPort, parseDocument, scriptedLines, type CompiledFlow } from './index.ts';
import { textCall, type TextCallOptions } from './textCall.ts';

function load(name: string): CompiledFlow {
  const url = new URL(`../../../examples/workflows/${name}.json`, import.meta.url);
  const result = compileFlow(parseDocument(readFileSync(url, 'utf8')));
  expect(result.problems).toEqual([]);
  if (!result.ok) throw new Error(`${name} does not compile`);
  return result.flow;
}

const flows = { clinic: load('clinic'), orders: load('orders') };
const clinic = createFlowPort(flows.clinic, { hasModel: false });
const orders = createFlowPort(flows.orders, { hasModel: false });

function play(port: FlowPort, turns: readonly string[], options: TextCallOptions = {}) {
  const call = textCall(port, options);
  const answers = turns.map((turn) =>
    turn === '…' ? call.silence() : /^[0-9*#]+$/.test(turn) ? call.press(turn) : call.say(turn),
  );
  const path = call.state.path.map(({ nodeId, outcome }) =>
    outcome === undefined ? nodeId : `${nodeId}:${outcome}`,
  );
  const codes = call.effects.flatMap((effect) => (effect.type === 'note' ? [effect.code] : []));
  return { call, answers, last: answers.at(-1) ?? '', path, codes };
}

describe('clinic', () => {
  it('books in English', () => {
    const { call, last, answers, codes } = play(clinic, [
      'uh I would like to book an appointment please',
      'my name is Sarah Connor',
      'the fifth of December',
      'half past three',
      'yes please',
      'no thanks',
    ]);
    expect(call.state.variables).toMatchObject({
      patientName: 'Sarah Connor',
      day: '2026-12-05',
      time: '15:30',
    });
    expect(answers[3]).toContain('Sarah Connor, Saturday, the 5th of December at 3:30 pm');
    expect(last).toContain('Goodbye');
    expect(call.ended).toBe('completed');
    expect(codes).toEqual([]);
  });

  it('books in Cantonese, day and time in one breath', () => {
    const { call, answers, last } = play(clinic, [
      '2',
      '我想預約',
      '我叫陳大文',
      '聽日下晝三點半',
      '好呀',
      '唔使喇',
    ]);
    expect(call.state.language).toBe('zh-HK');
    expect(call.state.variables).toMatchObject({ patientName: '陳大文', day: '2026-11-24', time: '15:30' });
    expect(answers[3]).toContain('十一月二十四號星期二下晝三點半');
    expect(last).toContain('再見');
    expect(call.ended).toBe('completed');
  });

  it('books again after a no', () => {
    const { call } = play(clinic, [
      '1',
      'book',
      'John Smith',
      'tomorrow at ten',
      'no',
      'John Smith',
      'Friday',
      'eleven',
      'yeah',
      'no',
    ]);
    expect(call.state.variables).toMatchObject({ day: '2026-11-27', time: '11:00' });
    expect(call.ended).toBe('completed');
  });

  it('changes an appointment with keys only', () => {
    const { call, path } = play(clinic, ['1', '2', '23456789#', '1', '1205', '1', '2']);
    expect(call.state.variables).toMatchObject({ phone: '23456789', newDay: '2026-12-05' });
    expect(path.at(-1)).toBe('goodbye');
  });

  it('corrects a day in Cantonese: 唔係 is a no although it holds 係', () => {
    const { call } = play(clinic, [
      '廣東話',
      '改期',
      '二三四五六七八九',
      '啱',
      '下星期三',
      '唔係,下星期四',
      '係',
      '冇喇',
    ]);
    expect(call.state.variables).toMatchObject({ phone: '23456789', newDay: '2026-12-03' });
    expect(call.ended).toBe('completed');
  });

  it('answers questions without a language model, and says so once', () => {
    const { answers, codes, call } = play(clinic, [
      '1',
      '3',
      'are you open on Sunday',
      'where are you located',
      "no that's all",
    ]);
    expect(answers[2]).toContain('closed on Sundays');
    expect(answers[3]).toContain('12 Harbour Road');
    expect(codes).toEqual(['FLOW_NO_MODEL']);
    expect(call.ended).toBe('completed');
  });

  it('answers questions in Cantonese', () => {
    const { answers, last } = play(clinic, ['廣東話', '應診時間', '星期日開唔開', '診金幾多', '冇喇']);
    expect(answers[2]).toContain('星期日同公眾假期休息');
    expect(answers[3]).toContain('三百八十蚊');
    expect(last).toContain('再見');
  });

  it('asks twice again after silence, then ends politely', () => {
    const { answers, call } = play(clinic, ['…', '…', '…', '…']);
    expect(answers[1]).toContain('did not hear');
    expect(answers[2]).toContain('did not hear');
    expect(answers[3]).toContain('hang up now');
    expect(call.ended).toBe('silence');
  });

  it('connects a caller whom it does not understand', () => {
    const { call, last } = play(clinic, ['1', 'bananas on the moon', 'purple', 'umbrella']);
    expect(last).toContain('connecting you');
    expect(call.ended).toBe('transferred');
  });

  it('connects from anywhere, and is sorry when nobody answers', () => {
    const { path, last, call } = play(clinic, ['1', '1', 'I want to talk to a real person'], {
      transfer: 'busy',
    });
    expect(path).toContain('book:global:anyPerson');
    expect(last).toContain('nobody can take your call');
    expect(call.ended).toBe('completed');
  });

  it('repeats the question, and switches language in the middle', () => {
    const { answers } = play(clinic, ['1', '1', 'say that again', '可唔可以講廣東話', '再講一次', '*']);
    expect(answers[2]).toBe(answers[1]);
    expect(answers[3]).toBe('請問點稱呼你？');
    expect(answers[4]).toBe('請問點稱呼你？');
    expect(answers[5]).toBe('請問點稱呼你？');
  });

  it('has its lines ready before the call', () => {
    const lines = scriptedLines(flows.clinic);
    expect(lines.every(({ text }) => !text.includes('{{'))).toBe(true);
    expect(lines).toContainEqual({ text: '請問點稱呼你？', language: 'zh-HK' });
    expect(lines.length).toBeGreaterThan(60);
  });
});

describe('orders', () => {
  const http = ({ url }: HttpRequestSpec): HttpResult =>
    url === 'http://127.0.0.1:4010/orders/1042'
      ? { ok: true, status: 200, body: { status: 'shipped', item: 'desk lamp', eta: '2026-12-01' } }
      : { ok: true, status: 404, body: { error: 'not-found' } };

  it.each(['one oh four two', 'ten forty two', '1042#', 'my order number is 1 0 4 2'])('finds %s', (said) => {
    const { answers, call } = play(orders, [said, "that's all"], { http });
    expect(answers[0]).toContain(
      'desk lamp has been shipped. It should arrive on Tuesday, the 1st of December',
    );
    expect(call.ended).toBe('completed');
  });

  it('asks again for an unknown number, then connects', () => {
    const { answers, call, path } = play(orders, ['9999', '8888', '7777'], { http });
    expect(answers[0]).toContain('could not find an order with the number 9 9 9 9');
    expect(call.state.variables['attempts']).toBe(3);
    expect(path).toContain('tooMany:else');
    expect(call.ended).toBe('transferred');
  });

  it('is sorry when the look-up fails', () => {
    const { last, call } = play(orders, ['1042']);
    expect(last).toContain('cannot look up orders right now');
    expect(call.ended).toBe('transferred');
  });

  it('confirms a number of which it is not sure', () => {
    const { answers } = play(orders, ['one zero for two', 'yes'], { http });
    expect(answers[0]).toContain('I have 1 0 4 2');
    expect(answers[1]).toContain('desk lamp');
  });
});

describe('peek', () => {
  const word = fc.constantFrom(
    'yes',
    'no',
    'book',
    'change',
    'John Smith',
    'tomorrow at three',
    'Friday',
    'half past two',
    '1042',
    'person',
    '預約',
    '係',
    '唔係',
    '我叫陳大文',
    '聽日',
    '下晝三點',
    'English please',
    '廣東話',
    'say that again',
    'xyz',
    '',
  );
  const input: fc.Arbitrary<FlowInput> = fc.oneof(
    { weight: 6, arbitrary: word.map((text): FlowInput => ({ type: 'utterance', text })) },
    {
      weight: 3,
      arbitrary: fc.stringMatching(/^[0-9*#]{1,9}$/).map((digits): FlowInput => ({ type: 'keys', digits })),
    },
    fc.constant<FlowInput>({ type: 'silence' }),
    fc.constant<FlowInput>({ type: 'start' }),
    fc.constant<FlowInput>({ type: 'transfer', requestId: 'nobody', result: 'busy' }),
  );

  function deepFreeze<T>(value: T): T {
    if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
      Object.freeze(value);
      Object.values(value).forEach(deepFreeze);
    }
    return value;
  }

  it.each(Object.entries(flows))('predicts %s and changes nothing', (_name, flow) => {
    const port = createFlowPort(flow, { hasModel: false });
    fc.assert(
      fc.property(fc.array(input, { minLength: 1, maxLength: 14 }), fc.integer(), (inputs, seed) => {
        const call = { startedAt: '2026-11-23T02:00:00Z' };
        let state = deepFreeze(port.begin({ language: 'en-US', seed, call }));
        let pending: FlowInput | undefined = { type: 'start' };
        for (const given of inputs) {
          const next: FlowInput = pending ?? given;
          pending = undefined;
          const before = JSON.stringify(state);
          const peeked = port.peek(state, next);
          const stepped = port.step(state, next);
          expect(JSON.stringify(state)).toBe(before);
          expect(stepped.effects.slice(0, peeked.effects.length)).toEqual(peeked.effects);
          expect(stepped.effects[peeked.effects.length]?.type).toBe(peeked.stoppedAt);
          expect(port.step(state, next)).toEqual(stepped);
          // Plain JSON: a state can be stored and taken up again.
          expect(JSON.parse(JSON.stringify(stepped.state))).toEqual(stepped.state);
          state = deepFreeze(stepped.state);
          const asked = stepped.effects.find((effect) => effect.type === 'http');
          if (asked?.type === 'http')
            pending = {
              type: 'http',
              requestId: asked.requestId,
              result: { ok: true, status: 404, body: null },
            };
        }
      }),
      { numRuns: 400 },
    );
  });
});
