/** A flow of a few lines for tests of the turn machine: it greets, asks, repeats what it hears, and ends on "bye". */
import type { CacheQuestion } from '../../src/types/cache.ts';
import { defaultPatience, type Expectation } from '../../src/types/expectation.ts';
import type { FlowEffect, FlowInput, FlowPort, FlowState, FlowStep } from '../../src/types/flowRuntime.ts';

export const question: Expectation = {
  kind: 'free',
  language: 'en-US',
  choices: [],
  hints: [],
  patience: defaultPatience.free,
  dtmf: true,
  speech: true,
};

export interface ToyOptions {
  readonly greeting?: string;
  readonly interruptible?: boolean;
  readonly expectation?: Expectation;
}

export function toyFlow(options: ToyOptions = {}): FlowPort {
  const expectation = options.expectation ?? question;
  const interruptible = options.interruptible ?? true;
  const say = (text: string): FlowEffect => ({
    type: 'say',
    nodeId: 'n',
    text,
    source: 'scripted',
    language: 'en-US',
    interruptible,
  });
  const listen: FlowEffect = { type: 'listen', nodeId: 'n', expectation };

  function answer(
    state: FlowState,
    input: FlowInput,
  ): { effects: FlowEffect[]; waiting: FlowState['waiting'] } {
    const caller = { for: 'caller', expectation } as const;
    if (input.type === 'start')
      return { effects: [say(options.greeting ?? 'Hello there.'), listen], waiting: caller };
    if (input.type === 'silence') return { effects: [say('Are you there?'), listen], waiting: caller };
    if (input.type === 'keys') return { effects: [say(`Keys ${input.digits}.`), listen], waiting: caller };
    if (input.type === 'transfer') return { effects: [say('Nobody answers.'), listen], waiting: caller };
    if (input.type === 'http')
      return { effects: [say(input.result.ok ? 'Found it.' : 'Not found.'), listen], waiting: caller };
    if (input.type === 'send')
      return { effects: [say(input.result.ok ? 'Sent.' : 'Not sent.'), listen], waiting: caller };
    if (input.type === 'model') {
      const effects = input.result.ok ? [listen] : [say('The model failed.'), listen];
      return { effects, waiting: caller };
    }
    if (input.type === 'failure')
      return {
        effects: [say('We will call you back.'), { type: 'end', nodeId: 'n', reason: 'failed' }],
        waiting: { for: 'nothing' },
      };
    const requestId = `r${state.counter}`;
    if (input.text.includes('bye'))
      return {
        effects: [say('Goodbye.'), { type: 'end', nodeId: 'n', reason: 'done' }],
        waiting: { for: 'nothing' },
      };
    if (input.text.includes('look up')) {
      const request = {
        method: 'GET',
        url: 'http://x/',
        headers: {},
        timeoutMs: 1000,
        maxBytes: 1000,
      } as const;
      return {
        effects: [say('One moment.'), { type: 'http', nodeId: 'n', requestId, request }],
        waiting: { for: 'http', requestId },
      };
    }
    if (input.text.includes('write to me')) {
      const sms = { to: '+85221234567', from: '+85228765432', text: 'x' };
      const message = { kind: 'sms', message: sms, timeoutMs: 1_000 } as const;
      return {
        effects: [{ type: 'send', nodeId: 'n', requestId, message }],
        waiting: { for: 'send', requestId },
      };
    }
    if (input.text.includes('think')) {
      const request = { messages: [], tools: [] };
      return {
        effects: [
          {
            type: 'generate',
            nodeId: 'n',
            requestId,
            request,
            question: toyQuestion,
            language: 'en-US',
            interruptible,
          },
        ],
        waiting: { for: 'model', requestId },
      };
    }
    if (input.text.includes('person'))
      return {
        effects: [
          say('One moment.'),
          { type: 'transfer', nodeId: 'n', requestId, to: '+1', timeoutSeconds: 20 },
        ],
        waiting: { for: 'transfer', requestId },
      };
    return { effects: [say(`You said: ${input.text}.`), say('What else?'), listen], waiting: caller };
  }

  function step(state: FlowState, input: FlowInput): FlowStep {
    const { effects, waiting } = answer(state, input);
    const spoken = effects.flatMap((e) =>
      e.type === 'say' ? [{ role: 'agent', text: e.text, nodeId: 'n' } as const] : [],
    );
    const heard =
      input.type === 'utterance' ? [{ role: 'caller', text: input.text, nodeId: 'n' } as const] : [];
    const generated =
      input.type === 'model' && input.result.ok && input.result.text !== ''
        ? [{ role: 'agent', text: input.result.text, nodeId: 'n' } as const]
        : [];
    return {
      state: {
        ...state,
        waiting,
        counter: state.counter + 1,
        history: [...state.history, ...heard, ...generated, ...spoken],
      },
      effects,
    };
  }

  return {
    begin: (start) => ({
      nodeId: 'n',
      language: start.language,
      variables: {},
      memory: {},
      history: [],
      path: [],
      waiting: { for: 'start' },
      seed: start.seed,
      counter: 0,
    }),
    step,
    peek: step,
    heard(state, from, text) {
      const caller = state.history.slice(from).filter((entry) => entry.role === 'caller');
      const said = text === '' ? [] : [{ role: 'agent', text, nodeId: 'n' } as const];
      return { ...state, history: [...state.history.slice(0, from), ...caller, ...said] };
    },
  };
}

/** Never kept and never looked up. */
const toyQuestion: CacheQuestion = {
  nodeId: 'toy',
  language: 'en-US',
  voice: '',
  words: '',
  heard: [],
  said: [],
  path: [],
  depends: {},
  slots: [],
  grounds: '',
  bypass: 'a toy',
};
