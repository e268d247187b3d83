import { describe, expect, it } from 'vitest';
import type { ModelResult } from '../../../types/flowRuntime.ts';
import type { ModelRequest } from '../../../types/ports.ts';
import { compileFlow, parseDocument, scriptedLines } from '../index.ts';
import { doc, end, node, start, way, type Raw } from '../testDocuments.ts';
import { begin, portOf, types } from '../testPort.ts';
import { textCall } from '../textCall.ts';
import { knowledge } from './knowledge.ts';
import { shelfOf } from './knowledgePassages.ts';
import { knowledgeSettings } from './knowledgeSettings.ts';

const entries = [
  {
    questions: { 'en-US': ['do you have parking', 'where can I park'], 'zh-HK': ['有冇泊車位'] },
    answer: { 'en-US': 'Behind the house, for {{ fee }}.', 'zh-HK': '屋後面有。' },
    source: { default: 'That is from our leaflet.' },
  },
  {
    questions: { 'en-US': ['what are your opening hours'] },
    answer: { 'en-US': 'From nine to five.', 'zh-HK': '九點到五點。' },
  },
];
const text = {
  'en-US': '# House rules\nDogs are welcome on the terrace.\n\nSmoking is forbidden everywhere.',
};

/** Asks what to do, answers, and says how that went. */
function line(data: Raw, { hasModel = false, personal = false } = {}) {
  return portOf(
    [
      ['start', 'start'],
      [
        'talk',
        'menu',
        {
          prompt: { default: 'Yes?' },
          options: [{ id: 'ask', phrases: { default: ['I have a question'] } }],
          hangUp: ['no-input', 'no-match'],
        },
      ],
      ['know', 'knowledge', { ask: { default: 'What is it?' }, entries, text, ...data }],
      ['good', 'end', { reason: 'completed', line: { default: 'Bye.' } }],
      ['bad', 'end', { reason: 'failed', line: { default: 'Sorry.' } }],
    ],
    [
      ['start', 'next', 'talk'],
      ['talk', 'ask', 'know'],
      ['know', 'answered', 'good'],
      ['know', 'not-found', 'bad'],
    ],
    { hasModel, variables: [{ name: 'fee', initial: '2 euros', personal }] },
  );
}

/** What is said to a question at the node. */
function answered(data: Raw, question: string, language = 'en-US') {
  const call = textCall(line(data), { start: { language } });
  call.say('I have a question');
  return { said: call.say(question), ended: call.ended };
}

describe('a knowledge answer that stands as it is', () => {
  it('is said, filled in, and the call goes on', () => {
    expect(answered({}, 'Where can I park my car?')).toEqual({
      said: 'Behind the house, for 2 euros. Bye.',
      ended: 'completed',
    });
    expect(answered({}, 'are dogs welcome').said).toBe('Dogs are welcome on the terrace. Bye.');
  });

  it('is another one in another language', () => {
    expect(answered({}, '请问有冇泊车位呀', 'zh-HK').said).toBe('屋後面有。 Bye.');
  });

  it('names its source where it has one', () => {
    expect(answered({ cite: true }, 'do you have parking').said).toContain(
      '2 euros. That is from our leaflet.',
    );
    expect(answered({ cite: true }, 'are dogs welcome').said).toContain('terrace. House rules Bye.');
    expect(answered({ cite: true }, 'what are your opening hours').said).toBe('From nine to five. Bye.');
  });

  it('is missing when nothing is near enough', () => {
    expect(answered({}, 'what is the weather')).toEqual({ said: 'Sorry.', ended: 'failed' });
    expect(answered({ threshold: 0.99 }, 'so where may I park a car').ended).toBe('failed');
  });

  it('is looked for by the last words where the node asks nothing', () => {
    const call = textCall(
      line({
        ask: {},
        entries: [{ questions: { default: ['I have a question'] }, answer: { default: 'Good.' } }],
      }),
    );
    expect(call.say('I have a question')).toBe('Good. Bye.');
  });

  it('is sorted before the first call begins', () => {
    const data = knowledgeSettings.parse({ entries });
    knowledge.ready?.(data, ['en-US', 'zh-HK']);
    const shelf = shelfOf({ data, language: 'zh-HK', languages: ['en-US', 'zh-HK'] });
    expect(shelfOf({ data, language: 'zh-HK', languages: ['en-US', 'zh-HK'] })).toBe(shelf);
    expect(shelf.known[0]?.questions).toEqual(['有冇泊車位']);
  });

  it('is asked for again after silence, then given up', () => {
    const call = textCall(line({ retries: 1, noInput: { default: 'Hello?' } }));
    expect(call.say('I have a question')).toBe('What is it?');
    expect(call.silence()).toBe('Hello? What is it?');
    expect(call.silence()).toBe('Sorry.');
  });
});

describe('a knowledge answer by a language model', () => {
  const talk = (result: ModelResult, data: Raw = {}, question = 'is there parking for dogs') => {
    const requests: ModelRequest[] = [];
    const call = textCall(line({ mode: 'model', cite: true, ...data }, { hasModel: true }), {
      model: (request) => {
        requests.push(request);
        return result;
      },
    });
    call.say('I have a question');
    return { said: call.say(question), requests, call };
  };
  const says = (text: string): ModelResult => ({ ok: true, text, toolCalls: [] });

  it('is asked with the passages and the question, and with nothing else of the call', () => {
    const { said, requests } = talk(says('Both, behind the house.'));
    expect(said).toBe('Both, behind the house. Bye.');
    const [{ messages = [], tools = [] } = {}] = requests;
    expect(messages.map(({ role }) => role)).toEqual(['system', 'caller']);
    expect(messages[0]?.text).toContain('for 2 euros. (Source: That is from our leaflet.)');
    expect(messages[0]?.text).toContain('Dogs are welcome');
    expect(messages[0]?.text).not.toContain('Smoking');
    expect(tools.map(({ name }) => name)).toEqual(['not_found']);
  });

  it('hands on as many passages as is set', () => {
    expect(talk(says('Yes.'), { topK: 1 }).requests[0]?.messages[0]?.text).not.toContain('2. ');
  });

  it('is not asked when nothing is near', () => {
    const { said, requests } = talk(says('Sunny.'), {}, 'weather');
    expect([said, requests.length]).toEqual(['Sorry.', 0]);
  });

  it.each<[string, ModelResult]>([
    ['declines', { ok: true, text: '', toolCalls: [{ name: 'not_found', args: {} }] }],
    ['says nothing', says(' ')],
  ])('goes along not-found when the model %s', (_what, result) => {
    expect(talk(result).call.ended).toBe('failed');
  });

  it('falls back to the answer that is certain, and says so once', () => {
    const failed: ModelResult = { ok: false, code: 'unavailable' };
    const { said, call } = talk(failed, {}, 'do you have parking');
    expect(said).toContain('Behind the house');
    expect(call.effects.filter((effect) => effect.type === 'note')).toMatchObject([
      { code: 'FLOW_NO_MODEL' },
    ]);
    expect(talk(failed, {}, 'parking or smoking with dogs').call.ended).toBe('failed');
  });

  it('hears the next question of a caller who cuts in', () => {
    const port = line({ mode: 'model' }, { hasModel: true });
    let { state } = port.step(port.begin(begin), { type: 'start' });
    ({ state } = port.step(state, { type: 'utterance', text: 'I have a question' }));
    const first = port.step(state, { type: 'utterance', text: 'do you have parking' });
    expect(types(first.effects)).toEqual(['generate']);
    const again = port.step(first.state, { type: 'utterance', text: 'are dogs welcome' });
    const asked = again.effects.find((effect) => effect.type === 'generate');
    expect(asked?.type === 'generate' && asked.request.messages.at(-1)?.text).toBe('are dogs welcome');
    const requestId = first.effects.find((effect) => effect.type === 'generate')?.requestId ?? '';
    const result = { ok: false, code: 'CALL_INTERRUPTED' } as const;
    expect(types(port.step(first.state, { type: 'model', requestId, result }).effects)).toEqual(['listen']);
  });

  it('keeps no answer in the cache that holds a caller’s own data', () => {
    const question = (personal: boolean) => {
      const port = line({ mode: 'model' }, { hasModel: true, personal });
      let { state } = port.step(port.begin(begin), { type: 'start' });
      ({ state } = port.step(state, { type: 'utterance', text: 'I have a question' }));
      const { effects } = port.step(state, { type: 'utterance', text: 'do you have parking' });
      const asked = effects.find((effect) => effect.type === 'generate');
      return asked?.type === 'generate' ? asked.question : null;
    };
    expect(question(false)).toMatchObject({ words: 'do you have parking', bypass: null });
    expect(question(true)?.bypass).toBe('the prompt turns on a caller’s value');
  });
});

describe('the check of a knowledge answer', () => {
  const problems = (data: Raw, languages = ['en-US']) => {
    const result = compileFlow(
      parseDocument(
        doc(
          [start, node('know', 'knowledge', { ...data, hangUp: ['answered'] }), end],
          [way('start', 'next', 'know'), way('know', 'not-found', 'end')],
          [{ name: 'fee', initial: '2' }],
          languages,
        ),
      ),
    );
    return result.problems.map(({ code, path }) => [code, path?.join('/')]);
  };

  it('finds a node that knows nothing, and an entry without an answer', () => {
    expect(problems({})).toEqual([['FLOW_KNOWLEDGE_EMPTY', 'entries']]);
    expect(problems({ text: { 'en-US': ' \n' } })).toEqual([['FLOW_KNOWLEDGE_EMPTY', 'entries']]);
    expect(problems({ entries: [{ questions: { 'en-US': ['what'] } }] })).toEqual([
      ['FLOW_LINE_MISSING', 'entries/0/answer'],
    ]);
  });

  it('finds two entries with one question, and a variable that does not exist', () => {
    const twice = { questions: { default: ['why'] }, answer: { default: 'So.' } };
    expect(problems({ entries: [twice, twice] })).toEqual([['FLOW_PHRASES_CLASH', 'entries/1/questions']]);
    expect(problems({ text: { 'en-US': 'Ask {{ nobody }}.' } })[0]?.[0]).toBe('FLOW_VARIABLE_UNDECLARED');
  });

  it('says once which language has no text', () => {
    expect(problems({ text: { 'en-US': 'One.\n\nTwo.\n\nThree.' }, cite: true }, ['en-US', 'zh-HK'])).toEqual(
      [['FLOW_LINE_MISSING', 'text/zh-HK']],
    );
  });

  it('takes a text that one language has more of', () => {
    expect(problems({ text: { 'en-US': 'One.\n\nTwo.', 'zh-HK': '一。' } }, ['en-US', 'zh-HK'])).toEqual([]);
  });
});

describe('the audio of a knowledge answer', () => {
  it('is prepared for everything that stands as it is, and for nothing that must be filled in', () => {
    const flow = compileFlow(
      parseDocument(
        doc(
          [
            start,
            node('know', 'knowledge', { entries, text, cite: true, hangUp: ['answered', 'not-found'] }),
          ],
          [way('start', 'next', 'know')],
          [{ name: 'fee', initial: '2' }],
        ),
      ),
    );
    if (!flow.ok) throw new Error('broken');
    const lines = scriptedLines(flow.flow).map(({ text }) => text);
    expect(lines).toEqual(
      expect.arrayContaining([
        'That is from our leaflet.',
        'From nine to five.',
        'Dogs are welcome on the terrace.',
        'House rules',
        'Smoking is forbidden everywhere.',
      ]),
    );
    expect(lines.filter((line) => /Behind|#/.test(line))).toEqual([]);
  });
});
