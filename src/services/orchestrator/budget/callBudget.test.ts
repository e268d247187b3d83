import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../../tests/support/manualClock.ts';
import type { Generation, LanguageModel, ModelRequest, ModelSink } from '../../../types/ports.ts';
import type { Turn } from '../../../types/turn.ts';
import { budgetSettings, type BudgetSettings } from '../../../types/turnBudget.ts';
import { HedgeAllowance } from './allowance.ts';
import { CallBudget, type DecidedTurn } from './callBudget.ts';
import { LearnedLatencies } from './learned.ts';

const request: ModelRequest = { messages: [], tools: [] };
const silent: ModelSink = {
  text: () => undefined,
  toolCall: () => undefined,
  done: () => undefined,
  failed: () => undefined,
};

/** A model that says what it is told to, with a second beside it. */
class ToldModel implements LanguageModel {
  readonly name = 'a';
  readonly capabilities = { tools: false, prefill: false };
  readonly hedges: number[] = [];
  sink: ModelSink = silent;
  readonly #clock: ManualClock;

  constructor(clock: ManualClock) {
    this.#clock = clock;
  }

  generate(_request: ModelRequest, sink: ModelSink): Generation {
    this.sink = sink;
    return {
      cancel: () => undefined,
      beside: () => ({ asked: 'a', beside: 'b' }),
      hedge: () => {
        this.hedges.push(this.#clock.now());
        return true;
      },
    };
  }

  warm(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function call(settings: Partial<BudgetSettings> = {}) {
  const clock = new ManualClock();
  const learned = new LearnedLatencies();
  const acted: string[] = [];
  const late: number[] = [];
  const phrases: string[] = [];
  const budget = new CallBudget({
    clock,
    learned,
    budget: { targetMs: 300, maxMs: 500 },
    settings: { ...budgetSettings.parse({}), ...settings },
    allowance: new HedgeAllowance(),
    language: 'en-US',
    synthesiser: () => 'voice',
    faster: () => ({ provider: 'quick' }),
    bridge: (text) => void phrases.push(text),
    acted: (action) => void acted.push(action),
    late: (_index, ms) => void late.push(ms),
  });
  const told = new ToldModel(clock);
  const model = budget.watched(told);
  const teach = (stage: 'model' | 'clause' | 'voice', provider: string, ms: number) => {
    for (let i = 0; i < 400; i++) learned.of(stage, provider, 'en-US').record(ms);
  };
  const decide = (index = 1, more: Partial<DecidedTurn> = {}) =>
    budget.decided({
      index,
      at: clock.now(),
      language: 'en-US',
      answers: true,
      model: true,
      ready: true,
      ...more,
    });
  return { clock, budget, told, model, learned, teach, decide, acted, late, phrases };
}

function turnOf(index: number, timeline: Turn['timeline']): Turn {
  const clocks = { decisionToAudioMs: null, speechEndToAudioMs: null, earEstimateMs: null };
  const said = { caller: '', agent: '', heard: '', source: null, nodeId: 'n', interrupted: false };
  return { index, input: 'speech', language: 'en-US', ...said, clocks, timeline };
}

describe('the latency budget of a call', () => {
  it('notes in the turn that less was done for its audio, while that is so', () => {
    const { budget, decide, acted } = call();
    const ears = { lighter: false };
    budget.hearsWith(ears);
    decide(1);
    ears.lighter = true;
    decide(2);
    decide(3, { answers: false });
    expect(acted).toEqual(['lighterAudio']);
    expect(budget.finished(turnOf(1, {})).budget?.actions).toEqual([]);
    expect(budget.finished(turnOf(2, {})).budget?.actions).toEqual([
      { action: 'lighterAudio', atMs: 0, expectedGainMs: 0 },
    ]);
  });

  it('leaves alone what will be in time, and says what it expected', () => {
    const { clock, budget, told, model, teach, decide, acted, late } = call();
    teach('model', 'a', 100);
    teach('clause', 'a', 30);
    teach('voice', 'voice', 80);
    decide();
    const answer = model.generate(request, silent);
    answer.wanted?.();
    clock.advance(2_000);
    expect([told.hedges, acted, late, answer.delivery]).toEqual([[], [], [], undefined]);
    const { budget: spent } = budget.finished(turnOf(1, { decision: 0, firstAudio: 210 }));
    expect(spent?.forecastMs?.p50).toBeGreaterThan(180);
    expect(spent?.forecastMs?.p50).toBeLessThan(240);
    expect(spent).toMatchObject({ targetMs: 300, maxMs: 500, actions: [], spentMs: { other: 210 } });
  });

  it('asks a second model when the first is silent for longer than nearly all', () => {
    const { clock, budget, told, model, teach, decide, learned, acted, late } = call();
    for (let i = 0; i < 400; i++) learned.of('model', 'a', 'en-US').record(i % 7 === 0 ? 3_000 : 400);
    teach('model', 'b', 200);
    decide();
    model.generate(request, silent).wanted?.();
    clock.advance(4_000);
    expect(told.hedges).toHaveLength(1);
    expect(told.hedges[0]).toBeGreaterThan(380);
    expect(told.hedges[0]).toBeLessThan(3_100);
    expect(acted).toEqual(['hedge']);
    expect(late).toHaveLength(1);
    const { budget: spent } = budget.finished(turnOf(1, {}));
    expect(spent?.actions[0]).toMatchObject({ action: 'hedge', atMs: Math.round(told.hedges[0] ?? 0) });
  });

  it('does not ask a second model for an answer that nobody waits for, that has begun, or was given up', () => {
    const { clock, told, model, teach, decide } = call();
    teach('model', 'a', 3_000);
    teach('model', 'b', 200);
    model.generate(request, silent);
    clock.advance(10_000);
    decide();
    const begun = model.generate(request, silent);
    begun.wanted?.();
    told.sink.text('Yes');
    clock.advance(10_000);
    decide(2);
    const given = model.generate(request, silent);
    given.wanted?.();
    given.cancel();
    clock.advance(10_000);
    expect(told.hedges).toEqual([]);
  });

  it('counts the time that an answer has been prepared for', () => {
    const { clock, model, teach, decide, budget } = call();
    teach('model', 'a', 1_000);
    teach('clause', 'a', 30);
    teach('voice', 'voice', 80);
    const ahead = model.generate(request, silent);
    clock.advance(600);
    decide();
    ahead.wanted?.();
    const { budget: spent } = budget.finished(turnOf(1, {}));
    expect(spent?.forecastMs?.p50).toBeGreaterThan(400);
    expect(spent?.forecastMs?.p50).toBeLessThan(620);
  });

  it('cuts the first clause of a slow answer, and says so only where it did', () => {
    const { model, teach, decide, told, acted } = call({ shorterFirstClause: true });
    teach('model', 'a', 900);
    teach('clause', 'a', 400);
    teach('voice', 'voice', 200);
    decide();
    const long = model.generate(request, silent);
    long.wanted?.();
    expect(long.delivery?.firstClauseMs).toBeGreaterThanOrEqual(900);
    told.sink.text('We are open on weekdays from nine to six and on Saturdays until one, of course.');
    expect(acted).toEqual(['shorterFirstClause']);
    decide(2);
    model.generate(request, silent).wanted?.();
    told.sink.text('Yes, we are. Come in.');
    expect(acted).toEqual(['shorterFirstClause']);
  });

  it('keeps the voice that an answer has begun to be prepared in', () => {
    const { clock, model, teach, decide, told, acted } = call();
    teach('model', 'a', 400);
    teach('voice', 'voice', 900);
    teach('voice', 'quick', 100);
    const ahead = model.generate(request, silent);
    expect(ahead.delivery).toEqual({ voice: { provider: 'quick' } });
    told.sink.text('Yes. We are open.');
    teach('voice', 'voice', 50);
    clock.advance(100);
    decide();
    ahead.wanted?.();
    expect(ahead.delivery).toEqual({ voice: { provider: 'quick' } });
    expect(acted).toEqual(['fasterVoice']);
  });

  it('bridges only where it is turned on and the answer is late by then', () => {
    const bridging = { enabled: true, afterMs: 300, phrases: { en: ['One moment.', 'Let me see.'] } };
    const off = call();
    const on = call({ bridging });
    for (const { clock, model, teach, decide } of [off, on]) {
      teach('model', 'a', 2_000);
      decide();
      model.generate(request, silent).wanted?.();
      clock.advance(1_000);
    }
    expect([off.phrases, on.phrases]).toEqual([[], ['One moment.']]);
    on.told.sink.text('Yes.');
    on.decide(2);
    on.model.generate(request, silent).wanted?.();
    on.clock.advance(1_000);
    expect(on.phrases).toEqual(['One moment.', 'Let me see.']);
    for (let i = 0; i < 5; i++) on.teach('model', 'a', 50);
    on.teach('clause', 'a', 50);
    on.teach('voice', 'voice', 50);
    on.decide(3);
    on.model.generate(request, silent).wanted?.();
    on.clock.advance(1_000);
    expect(on.phrases).toHaveLength(2);
  });

  it('says nothing of greetings', () => {
    const { budget, decide, late } = call();
    decide(0, { answers: false, model: false, ready: false });
    expect(budget.finished(turnOf(0, {})).budget).toBeUndefined();
    expect(late).toEqual([]);
  });
});
