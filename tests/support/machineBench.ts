/** For tests of the turn machine: a call in virtual time, and events in any order. */
import fc from 'fast-check';
import { toyFlow, type ToyOptions } from './toyFlow.ts';
import type {
  CallEffect,
  CallEvent,
  HearingMode,
  TimerName,
} from '../../src/services/conversation/events.ts';
import type { TurnState } from '../../src/services/conversation/state.ts';
import { createTurnMachine } from '../../src/services/conversation/turnMachine.ts';

export type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** A call in virtual time: its timers fire, its voice speaks 10 ms a letter. */
export class Bench {
  now = 0;
  readonly effects: CallEffect[] = [];
  readonly events: CallEvent[] = [];
  state: TurnState;
  private readonly timers = new Map<TimerName, { due: number; generation: number }>();
  readonly machine;
  readonly flow;

  constructor(options: ToyOptions & { hearing?: HearingMode; maxCallMs?: number; speculate?: boolean } = {}) {
    this.flow = toyFlow(options);
    this.machine = createTurnMachine(this.flow);
    const event = {
      type: 'started',
      at: 0,
      hearing: options.hearing ?? 'audio',
      start: { language: 'en-US', seed: 1, call: {} },
      maxCallMs: options.maxCallMs ?? 600_000,
      speculate: options.speculate ?? false,
    } as const;
    this.events.push(event);
    const { state, effects } = this.machine.start(event);
    this.state = state;
    this.take(effects);
  }

  send(event: DistributiveOmit<CallEvent, 'at'>): CallEffect[] {
    const whole = { ...event, at: this.now } as CallEvent;
    this.events.push(whole);
    const { state, effects } = this.machine.step(this.state, whole);
    this.state = state;
    this.take(effects);
    return [...effects];
  }

  private take(effects: readonly CallEffect[]): void {
    this.effects.push(...effects);
    for (const effect of effects) {
      if (effect.type === 'timerStart')
        this.timers.set(effect.name, { due: this.now + effect.ms, generation: effect.generation });
      if (effect.type === 'timerCancel') this.timers.delete(effect.name);
    }
  }

  /** Lets time pass; due timers fire in order. */
  pass(ms: number): void {
    const until = this.now + ms;
    for (;;) {
      const next = [...this.timers].filter(([, t]) => t.due <= until).sort((a, b) => a[1].due - b[1].due)[0];
      if (!next) break;
      const [name, { due, generation }] = next;
      this.timers.delete(name);
      this.now = Math.max(this.now, due);
      this.send({ type: 'timer', name, generation });
    }
    this.now = until;
  }

  /** The agent's pending speech is heard to its end. */
  hearAll(): void {
    for (const u of this.state.utterances.filter((candidate) => !candidate.over)) {
      this.send({ type: 'stage', utterance: u.id, mark: 'firstAudio' });
      this.pass(u.text.length * 10);
      this.send({ type: 'finished', utterance: u.id });
    }
  }

  /** The caller speaks for `ms`; the words are known 100 ms after. */
  speak(text: string, ms = 800): void {
    this.send({ type: 'speechStart', onset: this.now - 60 });
    this.pass(Math.min(ms, 150));
    if (ms > 150 + 160) this.send({ type: 'speechLasts', onset: this.now - 210 });
    this.pass(Math.max(0, ms - 150));
    this.send({ type: 'speechEnd', offset: this.now - 160 });
    this.pass(100);
    this.send({ type: 'final', text });
  }

  of<T extends CallEffect['type']>(type: T): Extract<CallEffect, { type: T }>[] {
    return this.effects.filter((e): e is Extract<CallEffect, { type: T }> => e.type === type);
  }

  /** Lines that are not over, in order: those of an answer that was taken back too. */
  lines(): string[] {
    const { utterances, ears } = this.state;
    return [...utterances, ...(ears.halt?.withdrawn ?? [])].filter(({ over }) => !over).map(({ id }) => id);
  }

  get said(): string[] {
    return this.of('voicePush').map((e) => e.text);
  }
}

/** Any event, whether or not it makes sense at that moment. */
export const anyEvent: fc.Arbitrary<DistributiveOmit<CallEvent, 'at'>> = fc.oneof(
  fc.record({ type: fc.constant('speechStart' as const), onset: fc.nat(100_000) }),
  fc.record({ type: fc.constant('speechLasts' as const), onset: fc.nat(100_000) }),
  fc.record({ type: fc.constant('speechEnd' as const), offset: fc.nat(100_000) }),
  fc.record({
    type: fc.constant('partial' as const),
    text: fc.constantFrom('', 'a', 'think', 'bye', 'okay'),
  }),
  fc.record({
    type: fc.constant('final' as const),
    text: fc.constantFrom('', 'hi', 'think', 'bye', 'look up', 'write to me', 'person', 'okay'),
  }),
  fc.record({ type: fc.constant('key' as const), digit: fc.constantFrom(...'0123456789*#') }),
  fc.record({ type: fc.constant('interrupted' as const), heard: fc.constantFrom('', 'You') }),
  fc.record({ type: fc.constant('finished' as const), utterance: fc.nat(8).map((n) => `u${n}`) }),
  fc.record({
    type: fc.constant('stage' as const),
    utterance: fc.nat(8).map((n) => `u${n}`),
    mark: fc.constant('firstAudio' as const),
  }),
  fc.record({
    type: fc.constant('stopped' as const),
    utterance: fc.nat(8).map((n) => `u${n}`),
    heard: fc.constantFrom('', 'You'),
  }),
  fc.record({
    type: fc.constant('modelText' as const),
    requestId: fc.nat(6).map((n) => `r${n}`),
    delta: fc.constant('x '),
  }),
  fc.record({
    type: fc.constant('modelDone' as const),
    requestId: fc.nat(6).map((n) => `r${n}`),
    toolCalls: fc.constant([]),
  }),
  fc.record({
    type: fc.constant('httpDone' as const),
    requestId: fc.nat(6).map((n) => `r${n}`),
    result: fc.constant({ ok: false as const, code: 'HTTP_FAILED' }),
  }),
  fc.record({
    type: fc.constant('sendDone' as const),
    requestId: fc.nat(6).map((n) => `r${n}`),
    result: fc.constant({ ok: true as const }),
  }),
  fc.record({
    type: fc.constant('transferDone' as const),
    requestId: fc.nat(6).map((n) => `r${n}`),
    result: fc.constantFrom('busy' as const, 'answered' as const),
  }),
);

/** The world answers whatever is pending, the caller falls silent. */
export function settleWorld(bench: Bench): void {
  if (bench.state.ears.speaking) bench.send({ type: 'speechEnd', offset: bench.now });
  if (bench.state.ears.final === null) bench.send({ type: 'final', text: '' });
  bench.pass(4_000);
  for (let round = 0; round < 5; round++) {
    for (const u of bench.state.utterances.filter((candidate) => !candidate.over)) {
      if (bench.of('voiceBegin').some((e) => e.utterance === u.id))
        bench.send({ type: 'finished', utterance: u.id });
    }
    const { waiting } = bench.state.flow;
    if (waiting.for === 'http')
      bench.send({ type: 'httpDone', requestId: waiting.requestId, result: { ok: false, code: 'x' } });
    if (waiting.for === 'send')
      bench.send({ type: 'sendDone', requestId: waiting.requestId, result: { ok: true } });
    if (waiting.for === 'model')
      bench.send({ type: 'modelDone', requestId: waiting.requestId, toolCalls: [] });
    if (waiting.for === 'transfer')
      bench.send({ type: 'transferDone', requestId: waiting.requestId, result: 'busy' });
  }
}
