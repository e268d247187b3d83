/** What every language-model adapter must do, shown with the real client over real sockets. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../src/types/json.ts';
import type {
  Cancellable,
  LanguageModel,
  ModelRequest,
  ModelUsage,
  ProviderFailure,
} from '../../../src/types/ports.ts';
import { aWhile, expectFailure, statusKinds, until, type ContractOptions, type Harness } from './harness.ts';

/** The server answers by this script: it is given the texts of the messages, the last one first decides. */
export const modelScript = (lastText: string): { text?: string; tool?: { name: string; args: object } } => {
  if (lastText.includes('use the tool')) {
    return { tool: { name: 'lookUp', args: { id: 42, name: '陳 "Peter" & Co' } } };
  }
  if (lastText.includes('say nothing')) return { text: '' };
  return { text: `You said: ${lastText}` };
};

class Generation {
  readonly deltas: string[] = [];
  readonly tools: { name: string; args: Record<string, JsonValue> }[] = [];
  usage: ModelUsage | undefined;
  failure: ProviderFailure | undefined;
  ended = 0;
  readonly handle: Cancellable;

  constructor(model: LanguageModel, request: ModelRequest) {
    this.handle = model.generate(request, {
      text: (delta) => void this.deltas.push(delta),
      toolCall: (name, args) => void this.tools.push({ name, args }),
      done: (usage) => {
        this.ended++;
        this.usage = usage;
      },
      failed: (failure) => {
        this.ended++;
        this.failure = failure;
      },
    });
  }

  get text(): string {
    return this.deltas.join('');
  }

  async end(): Promise<this> {
    await until('the end of the answer', () => this.ended > 0);
    return this;
  }
}

const tools = [
  {
    name: 'lookUp',
    description: 'Looks an order up.',
    parameters: {
      type: 'object',
      properties: { id: { type: 'integer' }, name: { type: 'string' } },
      required: ['id'],
    },
  },
];

export function modelContract(options: Omit<ContractOptions<LanguageModel>, 'language'>): void {
  const { cannot = {} } = options;

  describe(`language model ${options.name}`, () => {
    let harness: Harness<LanguageModel>;
    beforeAll(async () => {
      harness = await options.open();
      await harness.part.warm();
    });
    afterEach(() => {
      harness.behaviour.fault = null;
      harness.behaviour.slowness = 1;
    });
    afterAll(() => harness?.close());
    const ask = (text: string, more: Partial<ModelRequest> = {}) =>
      new Generation(harness.part, {
        messages: [
          { role: 'system', text: 'You answer the telephone of a clinic.' },
          { role: 'caller', text },
        ],
        tools: [],
        ...more,
      });
    const recovers = async () => {
      harness.behaviour.fault = null;
      const answer = await ask('all well').end();
      expect(answer.failure).toBeUndefined();
      expect(answer.text).toBe('You said: all well');
    };

    it('answers token by token, and says what it used', async () => {
      const answer = await ask('hello there, how are you today?').end();
      expect(answer.failure).toBeUndefined();
      expect(answer.text).toBe('You said: hello there, how are you today?');
      expect(answer.deltas.length).toBeGreaterThan(2);
      expect(answer.usage?.inputTokens).toBeGreaterThan(0);
      expect(answer.usage?.outputTokens).toBeGreaterThan(0);
    });

    it('takes a whole conversation, with a tool’s result in it', async () => {
      const answer = await ask('', {
        messages: [
          { role: 'system', text: 'You answer the telephone.' },
          { role: 'agent', text: 'Hello, this is the clinic.' },
          { role: 'caller', text: 'first' },
          { role: 'tool', toolName: 'lookUp', text: '{"status":200}' },
          { role: 'caller', text: 'second' },
        ],
      }).end();
      expect(answer.failure).toBeUndefined();
      expect(answer.text).toBe('You said: second');
    });

    it('begins a conversation with the agent’s words', async () => {
      const answer = await ask('', {
        messages: [
          { role: 'agent', text: 'Hello, this is the clinic.' },
          { role: 'caller', text: 'hi' },
        ],
      }).end();
      expect(answer.failure).toBeUndefined();
      expect(answer.text).toBe('You said: hi');
    });

    it('calls a tool with its arguments', async () => {
      const answer = await ask('use the tool', { tools }).end();
      expect(answer.failure).toBeUndefined();
      expect(answer.tools).toEqual([{ name: 'lookUp', args: { id: 42, name: '陳 "Peter" & Co' } }]);
    });

    it('passes temperature and length on', async () => {
      const answer = await ask('short', { temperature: 0.2, maxTokens: 64 }).end();
      expect(answer.text).toBe('You said: short');
    });

    it('may say nothing', async () => {
      const answer = await ask('say nothing').end();
      expect(answer.failure).toBeUndefined();
      expect(answer.text).toBe('');
    });

    it('keeps emoji, mixed scripts and 5,000 characters', async () => {
      for (const text of ['你好，Peter！😀 "OK" <b>&</b>', 'long '.repeat(1_000).trim()]) {
        const answer = await ask(text).end();
        expect(answer.failure).toBeUndefined();
        expect(answer.text).toBe(`You said: ${text}`);
      }
    });

    it('answers ten callers at once, each their own', async () => {
      const texts = Array.from({ length: 10 }, (_, i) => `caller number ${i}`);
      const answers = await Promise.all(texts.map((text) => ask(text).end()));
      expect(answers.map(({ text }) => text)).toEqual(texts.map((text) => `You said: ${text}`));
    });

    it('is silent after a cancel before the first token, and the provider hears of it', async () => {
      const { counts } = harness.behaviour;
      harness.behaviour.fault = { kind: 'stall' };
      const [requests, cancelled] = [counts.requests, counts.cancelled];
      const answer = ask('never mind');
      await until('the request', () => counts.requests > requests);
      answer.handle.cancel();
      answer.handle.cancel();
      await until('the abort', () => counts.cancelled > cancelled);
      expect([answer.deltas.length, answer.ended]).toEqual([0, 0]);
      await recovers();
    });

    it('is silent after a barge-in, and the provider hears of it', async () => {
      const { counts } = harness.behaviour;
      harness.behaviour.fault = { kind: 'hang', afterOutputs: 2 };
      const { cancelled } = counts;
      const answer = ask('a long story that is cut off');
      await until('the first token', () => answer.deltas.length > 0);
      answer.handle.cancel();
      const heard = answer.deltas.length;
      await until('the abort', () => counts.cancelled > cancelled);
      expect([answer.deltas.length, answer.ended]).toEqual([heard, 0]);
      await recovers();
    });

    for (const status of [401, 403, 429, 500] as const)
      it(`says what ${status} means, without a retry of its own`, async () => {
        harness.behaviour.fault = { kind: 'status', status };
        const before = harness.behaviour.counts.requests;
        const answer = await ask('hello').end();
        expectFailure(answer.failure, statusKinds[status]);
        await aWhile();
        expect(harness.behaviour.counts.requests).toBe(before + 1);
        await recovers();
      });

    it.skipIf(cannot.quota)('says that the quota is used up', async () => {
      harness.behaviour.fault = { kind: 'quota' };
      expectFailure((await ask('hello').end()).failure, ['quota', 'rate-limited']);
      await recovers();
    });

    it.skipIf(cannot.content)('says that the filter let nothing through', async () => {
      harness.behaviour.fault = { kind: 'content' };
      expectFailure((await ask('something unspeakable').end()).failure, ['content', 'invalid-request']);
      await recovers();
    });

    it('says that nobody listens', async () => {
      harness.behaviour.fault = { kind: 'refuse' };
      harness.dropConnections?.();
      expectFailure((await ask('is anybody there').end()).failure, ['unavailable']);
      await recovers();
    });

    it('says that the stream broke in the middle', async () => {
      harness.behaviour.fault = { kind: 'close', afterOutputs: 2 };
      const answer = await ask('a long story that breaks in its middle').end();
      expectFailure(answer.failure, ['unavailable', 'internal']);
      expect(answer.deltas.length).toBeGreaterThan(0);
      expect(`You said: a long story that breaks in its middle`.startsWith(answer.text)).toBe(true);
      await recovers();
    });

    it('survives garbage', async () => {
      harness.behaviour.fault = { kind: 'garbage' };
      expectFailure((await ask('what was that').end()).failure, [
        'internal',
        'unavailable',
        'invalid-request',
      ]);
      await recovers();
    });

    it('goes on waiting while the provider hangs: the timer is its caller’s', async () => {
      harness.behaviour.fault = { kind: 'stall' };
      const answer = ask('are you asleep');
      await aWhile();
      expect(answer.ended).toBe(0);
      answer.handle.cancel();
      await recovers();
    });

    it('connects again after all connections were reset', async () => {
      await ask('before').end();
      harness.dropConnections?.();
      await aWhile();
      await recovers();
    });
  });
}
