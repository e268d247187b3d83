/** The templates: sound documents, and whole calls in text through the flow engine, in English and in Cantonese. */
import { describe, expect, it } from 'vitest';
import { documentOf } from '../../src/server/templates/template.ts';
import { newDocument, templateList, templates } from '../../src/server/templates/index.ts';
import { simplified } from '../../src/lib/hanScript.ts';
import { compileFlow, createFlowPort, validateFlow } from '../../src/services/flow/index.ts';
import { textCall, type TextCallOptions } from '../../src/services/flow/textCall.ts';
import { templateList as listSchema } from '../../src/types/api.ts';
import type { TemplateWords } from '../../src/types/apiTemplates.ts';
import type { HttpRequestSpec, HttpResult } from '../../src/types/flowRuntime.ts';

function play(
  id: string,
  language: 'en-US' | 'zh-HK',
  turns: readonly string[],
  options: TextCallOptions = {},
) {
  const compiled = compileFlow(newDocument({ slug: 'x', name: 'Trial', language, template: id }));
  if (!compiled.ok) throw new Error(`${id} does not compile`);
  const port = createFlowPort(compiled.flow, { hasModel: false });
  const call = textCall(port, { ...options, start: { language } });
  const answers = turns.map((turn) =>
    turn === '…' ? call.silence() : /^[0-9*#]+$/.test(turn) ? call.press(turn) : call.say(turn),
  );
  const path = call.state.path.map(({ nodeId }) => nodeId);
  const transferredTo = call.effects.flatMap((effect) => (effect.type === 'transfer' ? [effect.to] : []));
  return { call, answers, last: answers.at(-1) ?? '', path, transferredTo };
}

describe('every template', () => {
  it('has six, each listed as the API says', () => {
    const list = templateList();
    expect(list.map(({ id }) => id)).toEqual([
      'clinic',
      'restaurant',
      'orders',
      'lost-card',
      'survey',
      'after-hours',
    ]);
    expect(listSchema.parse({ templates: list }).templates).toEqual(list);
    for (const { languages, picture, nodeCount } of list) {
      expect(languages).toEqual(['en-US', 'zh-HK']);
      expect(picture.steps).toHaveLength(nodeCount);
      expect(new Set(picture.ways.map(String)).size).toBe(picture.ways.length);
    }
  });

  it.each(templates().map((template) => [template.id, template] as const))('%s is sound', (_id, template) => {
    for (const reader of ['en', 'zh-HK', 'zh-CN'] as const) {
      const document = documentOf(template, reader);
      expect(validateFlow(document)).toEqual([]);
      expect(document.flow.nodes).toHaveLength(template.steps.length);
      const cards = document.flow.nodes.map(({ id, position = { x: 0, y: 0 } }) => {
        const outcomes = document.flow.edges.filter(({ source }) => source === id).length;
        return { ...position, right: position.x + Math.max(248, outcomes * 92), bottom: position.y + 120 };
      });
      const overlapping = cards.filter((a, i) =>
        cards.some((b, j) => i < j && a.x < b.right && b.x < a.right && a.y < b.bottom && b.y < a.bottom),
      );
      expect(overlapping).toEqual([]);
    }
  });

  it.each(templates().map((template) => [template.id, template] as const))(
    '%s is named in the language of who edits it',
    (_id, template) => {
      const names = (reader: keyof TemplateWords) =>
        documentOf(template, reader).flow.nodes.map(({ label }) => label);
      expect(names('en').join()).not.toMatch(/\p{Script=Han}/u);
      expect(names('zh-HK').every((name) => /\p{Script=Han}/u.test(name ?? ''))).toBe(true);
      expect(names('zh-CN')).toEqual(names('zh-CN').map((name) => simplified(name ?? '')));
      expect(documentOf(template, 'zh-HK').config.languages[0]?.language).toBe('zh-HK');
      const labels = (reader: keyof TemplateWords) =>
        JSON.stringify(documentOf(template, reader).flow.nodes).match(/"label":"[^"]*"/g) ?? [];
      expect(labels('en').filter((label) => /\p{Script=Han}/u.test(label))).toEqual([]);
      expect(labels('zh-HK').filter((label) => !/\p{Script=Han}/u.test(label))).toEqual([]);
    },
  );

  it('refuses a template that is not there', () => {
    expect(() => newDocument({ slug: 'x', name: 'x', language: 'en-US', template: 'moon' })).toThrow(
      expect.objectContaining({ code: 'STORE_NOT_FOUND' }),
    );
  });
});

describe('clinic', () => {
  it('books in Cantonese', () => {
    const { call } = play('clinic', 'zh-HK', ['2', '預約', '我叫陳大文', '聽日', '下晝三點', '好呀', '冇']);
    expect(call.state.variables).toMatchObject({ patientName: '陳大文', day: '2026-11-24', time: '15:00' });
    expect(call.ended).toBe('completed');
  });
});

describe('restaurant', () => {
  it('books a table in English', () => {
    const { call, answers } = play('restaurant', 'en-US', [
      'I would like to book a table',
      'four people',
      'tomorrow',
      'half past seven in the evening',
      'Sarah Connor',
      '23456789#',
      'yes',
      'yes please',
      'no thank you',
    ]);
    expect(call.state.variables).toMatchObject({
      guests: 4,
      day: '2026-11-24',
      time: '19:30',
      guestName: 'Sarah Connor',
      phone: '23456789',
      bookingRight: true,
    });
    expect(answers[6]).toContain('A table for 4, Tuesday, the 24th of November');
    expect(call.ended).toBe('completed');
  });

  it('books a table in Cantonese', () => {
    const { call } = play('restaurant', 'zh-HK', [
      '訂座',
      '四位',
      '聽日',
      '夜晚七點半',
      '陳大文',
      '二三四五六七八九',
      '啱',
      '好',
      '冇喇',
    ]);
    expect(call.state.variables).toMatchObject({ guests: 4, time: '19:30', phone: '23456789' });
    expect(call.ended).toBe('completed');
  });

  it('gives a large party to the manager', () => {
    const { path, transferredTo, call } = play('restaurant', 'en-US', [
      '1',
      '1',
      'thirty',
      'tomorrow',
      'seven pm',
    ]);
    expect(path).toContain('large');
    expect(transferredTo).toEqual(['+12025550161']);
    expect(call.ended).toBe('transferred');
  });

  it('answers a question and takes a booking from there', () => {
    const { answers, path } = play('restaurant', 'en-US', ['1', '2', 'is there parking', 'book a table']);
    expect(answers[2]).toContain('car park');
    expect(path).toContain('questions');
    expect(answers[3]).toContain('For how many people');
  });
});

describe('orders', () => {
  const http = ({ url }: HttpRequestSpec): HttpResult =>
    url === 'http://127.0.0.1:4010/orders/1042'
      ? { ok: true, status: 200, body: { status: 'shipped', item: 'desk lamp', eta: '2026-12-01' } }
      : { ok: true, status: 404, body: null };

  it.each([
    ['en-US', ['1', '1042#'], 'desk lamp is on its way. It should arrive on Tuesday'],
    ['zh-HK', ['2', '一零四二'], 'desk lamp喺途中'],
  ] as const)('tells %s when it comes', (language, turns, said) => {
    expect(play('orders', language, turns, { http }).last).toContain(said);
  });

  it('asks again for an unknown number, then connects', () => {
    const { call, transferredTo } = play('orders', 'en-US', ['1', '9999', '8888', '7777'], { http });
    expect(call.state.variables['attempts']).toBe(3);
    expect(transferredTo).toEqual(['+12025550188']);
  });

  it('connects when the system does not answer', () => {
    expect(play('orders', 'en-US', ['1', '1042']).last).toContain('cannot look up orders right now');
  });
});

describe('bank card lost', () => {
  it('verifies by digits and connects with the card desk', () => {
    const { call, transferredTo } = play('lost-card', 'en-US', [
      'my card was stolen',
      '4 3 2 1',
      '654321',
      'yes',
      '23456789#',
      'yes',
    ]);
    expect(call.state.variables).toMatchObject({ cardDigits: '4321', customerCode: '654321', block: true });
    expect(transferredTo).toEqual(['+12025550117']);
  });

  it('does so in Cantonese', () => {
    const { transferredTo } = play('lost-card', 'zh-HK', [
      '唔見咗張卡',
      '四三二一',
      '六五四三二一',
      '係',
      '二三四五六七八九',
      '啱',
    ]);
    expect(transferredTo).toEqual(['+12025550117']);
  });

  it('tries the emergency desk when the card desk is busy, and never leaves the caller alone', () => {
    const { transferredTo, last } = play(
      'lost-card',
      'en-US',
      ['1', '1', '4321', '654321', 'yes', '23456789#', 'yes'],
      { transfer: 'busy' },
    );
    expect(transferredTo).toEqual(['+12025550117', '+12025550118']);
    expect(last).toContain('lock the card in the bank’s app');
  });

  it.each([[['…', '…', '…']], [['1', 'bananas', 'bananas', 'bananas']], [['1', '1', 'this is urgent']]])(
    'reaches a person when nothing else works (%j)',
    (turns) => {
      expect(play('lost-card', 'en-US', turns).transferredTo).toEqual(['+12025550118']);
    },
  );
});

describe('survey', () => {
  it('takes marks by key and by voice, and a comment', () => {
    const { call } = play('survey', 'en-US', ['1', 'yes', '5', 'four', 'The queue was long.']);
    expect(call.state.variables).toMatchObject({
      service: '5',
      recommend: '4',
      comment: 'The queue was long.',
    });
    expect(call.ended).toBe('completed');
  });

  it('offers a call back after a low mark, in Cantonese', () => {
    const { call, path } = play('survey', 'zh-HK', [
      '2',
      '可以',
      '兩分',
      '三分',
      '等得太耐',
      '好',
      '二三四五六七八九',
      '啱',
    ]);
    expect(call.state.variables).toMatchObject({ service: '2', recommend: '3', phone: '23456789' });
    expect(path).toContain('promised');
    expect(call.ended).toBe('completed');
  });

  it('lets go of who does not want to', () => {
    expect(play('survey', 'en-US', ['1', 'no thanks']).call.ended).toBe('completed');
  });
});

describe('after hours', () => {
  it('takes a message', () => {
    const { call, answers } = play('after-hours', 'en-US', [
      'leave a message',
      'Sarah Connor',
      '23456789#',
      'yes',
      'My kitchen tap drips.',
      'yes',
    ]);
    expect(call.state.variables).toMatchObject({
      callerName: 'Sarah Connor',
      phone: '23456789',
      message: 'My kitchen tap drips.',
    });
    expect(answers[4]).toContain('I noted: My kitchen tap drips.');
    expect(call.ended).toBe('completed');
  });

  it('takes a message in Cantonese when nobody is on duty', () => {
    const { call, path } = play(
      'after-hours',
      'zh-HK',
      ['爆水管', '陳大文', '二三四五六七八九', '啱', '廚房漏水', '啱'],
      { transfer: 'no-answer' },
    );
    expect(path).toContain('nobodyUp');
    expect(call.state.variables).toMatchObject({ message: '廚房漏水' });
    expect(call.ended).toBe('completed');
  });

  it('wakes the engineer when it is urgent', () => {
    expect(play('after-hours', 'en-US', ['a burst pipe']).transferredTo).toEqual(['+12025550135']);
  });

  it('tells the opening hours and asks again', () => {
    const { answers } = play('after-hours', 'en-US', ['3']);
    expect(answers[0]).toContain('nine to six');
  });
});
