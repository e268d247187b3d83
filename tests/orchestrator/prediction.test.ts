import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../support/manualClock.ts';
import type { CallCache } from '../../src/types/cache.ts';
import type { FlowPort, FlowState } from '../../src/types/flowRuntime.ts';
import { CallSession, type CallEvent } from '../../src/services/conversation/index.ts';
import { begin, portOf } from '../../src/services/flow/testPort.ts';
import { Prediction, type PredictionLimits } from '../../src/services/orchestrator/prediction.ts';
import { candidatesAt } from '../../src/services/orchestrator/predictionCandidates.ts';
import { TransitionCounts } from '../../src/services/orchestrator/transitionCounts.ts';

const say = (text: string) => ({ 'en-US': text });

/** Asks for a name, reads it back, then offers three ways. */
function flow(extra: object = {}): FlowPort {
  return portOf(
    [
      ['start', 'start', { greeting: say('Hello.') }],
      [
        'who',
        'collect',
        { fields: [{ variable: 'name', kind: 'name', ask: say('Who is calling?'), confirm: 'always' }] },
      ],
      [
        'ways',
        'menu',
        {
          prompt: say('{{ name }}, tea, coffee, or shall I look it up?'),
          options: [
            { id: 'tea', phrases: { 'en-US': ['tea'] } },
            { id: 'coffee', phrases: { 'en-US': ['coffee'] } },
            { id: 'look', phrases: { 'en-US': ['look it up'] } },
          ],
        },
      ],
      ['tea', 'say', { lines: say('Tea for {{ name }}, with pleasure.') }],
      ['coffee', 'say', { lines: say('Coffee for {{ name }}, with pleasure.') }],
      ['look', 'http', { url: 'https://example.com/' }],
      ['end', 'end', { line: say('Goodbye.') }],
    ],
    [
      ['start', 'next', 'who'],
      ['who', 'filled', 'ways'],
      ['who', 'failed', 'end'],
      ['ways', 'tea', 'tea'],
      ['ways', 'coffee', 'coffee'],
      ['ways', 'look', 'look'],
      ['ways', 'no-input', 'end'],
      ['ways', 'no-match', 'end'],
      ['tea', 'next', 'end'],
      ['coffee', 'next', 'end'],
      ['look', 'ok', 'end'],
      ['look', 'failed', 'end'],
    ],
    { variables: [{ name: 'name', type: 'string', personal: true }], ...extra },
  );
}

/** What callers said, from the start; the state in which the flow listens then. */
function after(port: FlowPort, ...said: string[]): FlowState {
  let { state } = port.step(port.begin(begin), { type: 'start' });
  for (const text of said) ({ state } = port.step(state, { type: 'utterance', text, language: 'en-US' }));
  return state;
}

interface Made {
  readonly text: string;
  discarded: boolean;
  interrupted: boolean;
}

function setUp(limits?: PredictionLimits, cache: CallCache | null = null) {
  const clock = new ManualClock();
  const port = flow();
  const counts = new TransitionCounts();
  const made: Made[] = [];
  const voice = {
    caughtUp: true,
    predict(line: { text: string }, characters: number) {
      if (line.text.length > characters) return null;
      const one: Made = { text: line.text, discarded: false, interrupted: false };
      made.push(one);
      return {
        characters: line.text.length,
        discard: () => void (one.discarded = true),
        interrupt: () => void (one.interrupted = true),
      };
    },
  };
  const prediction = new Prediction({ flow: port, clock, cache, counts, ...(limits && { limits }) });
  prediction.speaksWith(voice);
  const texts = () => made.filter(({ discarded }) => !discarded).map(({ text }) => text);
  return { clock, port, counts, made, voice, prediction, texts };
}

describe('a likely answer', () => {
  it('is what the flow would say with this call’s values; nothing for a look-up', () => {
    const port = flow();
    const state = after(port, 'Anna', 'yes');
    if (state.waiting.for !== 'caller') throw new Error('the flow does not listen');
    const found = candidatesAt(port, state, state.waiting.expectation);
    expect(found.map(({ id, line }) => [id, line?.text])).toEqual([
      ['tea', 'Tea for Anna, with pleasure.'],
      ['coffee', 'Coffee for Anna, with pleasure.'],
    ]);
  });

  it('is none where what follows holds what the caller has yet to say', () => {
    const port = flow();
    const state = after(port);
    if (state.waiting.for !== 'caller') throw new Error('the flow does not listen');
    expect(candidatesAt(port, state, state.waiting.expectation)).toEqual([]);
  });

  it('is made once all that the agent says is synthesised, and not before', () => {
    const { clock, port, voice, prediction, texts } = setUp();
    voice.caughtUp = false;
    prediction.listens(after(port, 'Anna', 'yes'));
    clock.advance(1_000);
    expect(texts()).toEqual([]);
    voice.caughtUp = true;
    prediction.caughtUp();
    prediction.caughtUp();
    expect(texts()).toEqual(['Tea for Anna, with pleasure.', 'Coffee for Anna, with pleasure.']);
  });

  it('is made in the order in which callers have chosen, within the budget', () => {
    const { clock, port, prediction, texts } = setUp({ clauses: 1, characters: 300 });
    for (const name of ['Anna', 'Bob']) {
      prediction.listens(after(port, name, 'yes'));
      clock.advance(1_000);
      expect(texts()).toEqual([
        name === 'Anna' ? `Tea for Anna, with pleasure.` : 'Coffee for Bob, with pleasure.',
      ]);
      // What the flow said to "coffee" tells which of its answers that was.
      prediction.listens({ ...after(port, name, 'yes', 'coffee'), waiting: after(port).waiting });
    }
    const { prediction: poor, clock: time, texts: few } = setUp({ clauses: 3, characters: 30 });
    poor.listens(after(port, 'Anna', 'yes'));
    time.advance(1_000);
    expect(few()).toEqual(['Tea for Anna, with pleasure.']);
  });

  it('stays when the question is the same still, and goes when it is another', () => {
    const { clock, port, made, prediction, texts } = setUp();
    const state = after(port, 'Anna', 'yes');
    prediction.listens(state);
    clock.advance(1_000);
    prediction.listens(port.heard(state, 0, 'Hel'));
    clock.advance(1_000);
    expect(texts()).toHaveLength(2);
    prediction.listens(after(port, 'Bob', 'yes'));
    expect(texts()).toEqual([]);
    clock.advance(1_000);
    expect(made).toHaveLength(4);
    prediction.close();
    expect(texts()).toEqual([]);
  });

  it('is not begun after the caller has cut in, and what is unfinished ends', () => {
    const { clock, port, made, prediction } = setUp();
    prediction.listens(after(port, 'Anna', 'yes'));
    prediction.silenced();
    clock.advance(1_000);
    expect(made).toEqual([]);
    prediction.listens(after(port, 'Bob', 'yes'));
    clock.advance(1_000);
    prediction.silenced();
    expect(made.map(({ interrupted }) => interrupted)).toEqual([true, true]);
  });

  it('of a free question is what the cache has seen follow, and is never asked of it in earnest', () => {
    const port = portOf(
      [
        ['start', 'start', {}],
        ['talk', 'conversation', { opening: say('What can I do?'), instructions: 'Answer.', outcomes: [] }],
        ['end', 'end', { line: say('Goodbye.') }],
      ],
      [
        ['start', 'next', 'talk'],
        ['talk', 'no-input', 'end'],
        ['talk', 'fallback', 'end'],
      ],
      { hasModel: true },
    );
    const asked: string[] = [];
    const cache: CallCache = {
      hearing: () => undefined,
      ask: () => (asked.push('ask'), null),
      preview: () => null,
      askLater: () => (asked.push('askLater'), null),
      learn: () => void asked.push('learn'),
      likely: ({ nodeId }) => [`We open at ten at ${nodeId}.`, 'Yes.', 'No.', 'Perhaps.'],
      audits: () => false,
    };
    const { clock, texts, voice } = setUp();
    const prediction = new Prediction({ flow: port, clock, cache, counts: new TransitionCounts() });
    prediction.speaksWith(voice);
    prediction.listens(after(port));
    clock.advance(1_000);
    expect(texts()).toEqual(['We open at ten at talk.', 'Yes.', 'No.']);
    expect(asked).toEqual([]);
  });
});

describe('transition counts', () => {
  it('begin with every branch alike, and forget slowly', () => {
    const counts = new TransitionCounts();
    expect(counts.share('p', 'a', 4)).toBe(0.25);
    for (let i = 0; i < 5_000; i++) counts.add('p', i < 4_000 ? 'a' : 'b');
    expect(counts.share('p', 'b', 2)).toBeGreaterThan(0.5);
    expect(counts.share('p', 'a', 2) + counts.share('p', 'b', 2)).toBeCloseTo(1);
  });
});

type Act = (session: CallSession) => void;
interface Course {
  readonly acts: readonly Act[];
  readonly ms: number;
}

const act: fc.Arbitrary<Course> = fc.oneof(
  fc.constantFrom('Anna', 'yes', 'no', 'tea', 'coffee', 'look it up', 'hm').map((words): Course => ({
    acts: [
      (session) => session.speechStart(0),
      (session) => session.partial(words),
      (session) => session.speechEnd(0),
      (session) => session.final(words),
    ],
    ms: 700,
  })),
  fc.constant({ acts: [(session: CallSession) => session.key('1')], ms: 4_000 }),
  fc.integer({ min: 0, max: 9_000 }).map((ms): Course => ({ acts: [], ms })),
);

/** A call whose lines take 300 ms each; answers what happened, what the machine had done, and its last state. */
function run(course: readonly Course[], predicts: boolean) {
  const clock = new ManualClock();
  const port = flow();
  const events: CallEvent[] = [];
  const done: unknown[] = [];
  let made = 0;
  const prediction = predicts
    ? new Prediction({ flow: port, clock, cache: null, counts: new TransitionCounts() })
    : null;
  prediction?.speaksWith({
    caughtUp: true,
    predict: ({ text }) => (
      made++,
      { characters: text.length, discard: () => undefined, interrupt: () => undefined }
    ),
  });
  const session = new CallSession({
    clock,
    flow: port,
    start: begin,
    hearing: 'audio',
    maxCallMs: 600_000,
    model: null,
    cache: null,
    http: { run: () => new Promise(() => undefined), close: () => Promise.resolve() },
    speculate: true,
    hooks: {
      turn: (turn) => done.push(turn),
      partial: () => undefined,
      note: (...note) => done.push(note),
      interrupted: (...told) => done.push(told),
      listens: (state) => prediction?.listens(state),
      silenced: () => prediction?.silenced(),
      events: (batch) => events.push(...batch.map(({ event }) => event)),
      ended: (end, state) => {
        prediction?.close();
        done.push(end, state?.flow);
      },
      crashed: (error) => {
        throw error;
      },
    },
  });
  let open: string[] = [];
  session.begin({
    voice: {
      begin: ({ id }) => void open.push(id),
      push: () => undefined,
      end: (id) =>
        void clock.after(300, () => {
          if (!open.includes(id)) return;
          open = open.filter((one) => one !== id);
          session.finished(id);
        }),
      stop: () => {
        const cut = open;
        open = [];
        for (const id of cut) session.stopped(id, '');
      },
      close: () => undefined,
    },
    ears: { expect: () => undefined, setLanguage: () => undefined, close: () => undefined },
    setLanguage: () => undefined,
    hangUp: () => session.closed('completed'),
    transfer: () => Promise.resolve('failed'),
    close: () => undefined,
  });
  for (const { acts, ms } of course) {
    for (const one of acts) one(session);
    clock.advance(ms);
  }
  session.shutdown();
  return { events, done, made };
}

describe('the machine', () => {
  it('does the same with prediction and without', () => {
    let made = 0;
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (course) => {
        const withIt = run(course, true);
        const without = run(course, false);
        made += withIt.made;
        expect(withIt.events).toEqual(without.events);
        expect(withIt.done).toEqual(without.done);
      }),
      { numRuns: 200 },
    );
    expect(made).toBeGreaterThan(0);
  });
});
