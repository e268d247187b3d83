/**
 * Runs one call: feeds what happens into the turn machine and carries out what the machine wants. All I/O of a call
 * passes here and nowhere else; everything that happens is written to the event log first, so the call can be replayed.
 */
import type { CallEnd } from '../../types/call.ts';
import type { ErrorCode } from '../../types/errors/index.ts';
import type { JsonValue } from '../../types/json.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { ProviderFailure } from '../../types/ports.ts';
import type { TimelineMark } from '../../types/timeline.ts';
import type { EarsSink, VoiceSink } from '../../types/voice.ts';
import type { CallEffect, CallEvent, PreparedLine } from './events.ts';
import { decidedOf } from './decided.ts';
import { Errands } from './errands.ts';
import { failureCode } from '../../types/failureCode.ts';
import { Generations } from './generations.ts';
import { tellSteps } from './observing.ts';
import type { CallBody, CallSessionOptions, RecordedEvent } from './sessionOptions.ts';
import { SessionTimers } from './sessionTimers.ts';
import { Speculations } from './speculations.ts';
import type { TurnState } from './state.ts';
import { createTurnMachine, type TurnMachine } from './turnMachine.ts';

/** Events kept before they are handed to the recorder. */
const EVENT_BATCH = 64;

export class CallSession implements VoiceSink, EarsSink {
  private readonly options: CallSessionOptions;
  private readonly machine: TurnMachine;
  private state: TurnState | null = null;
  private body: CallBody | null = null;
  private readonly waiting: CallEvent[] = [];
  private busy = false;
  private over = false;
  private seq = 0;
  private readonly log: RecordedEvent[] = [];
  private readonly timers: SessionTimers;
  private readonly generations: Generations;
  private readonly speculations: Speculations;
  private readonly errands: Errands;

  constructor(options: CallSessionOptions) {
    this.options = options;
    const { sameWords, ending, backchannel } = options;
    this.machine = createTurnMachine(options.flow, { sameWords, ending, backchannel });
    this.timers = new SessionTimers(options.clock);
    const raise = (event: CallEvent) => this.dispatch(event);
    this.errands = new Errands({ ...options, raise });
    const wasted = (tokens: number, language: LanguageTag) => options.hooks.wasted?.(tokens, language);
    const asked = (at: number) => this.stamp('modelRequested', at);
    this.generations = new Generations({ ...options, raise, asked, wasted });
    const prepare = (line: PreparedLine, complete: boolean) => this.body?.prepare?.(line, complete) ?? null;
    this.speculations = new Speculations({ ...options, prepare, wasted });
  }

  /** The greeting begins. */
  begin(body: CallBody): void {
    this.body = body;
    const { start, hearing, maxCallMs, speculate = false, speculationLead } = this.options;
    const lead = speculationLead && { speculationLeadMs: Math.round(speculationLead()) };
    this.dispatch({ type: 'started', at: this.now(), hearing, start, maxCallMs, speculate, ...lead });
  }

  // ---- what the ears report

  speechStart(onset: number): void {
    this.dispatch({ type: 'speechStart', at: this.now(), onset });
  }
  speechLasts(onset: number): void {
    this.dispatch({ type: 'speechLasts', at: this.now(), onset });
  }
  speechEnd(offset: number): void {
    this.dispatch({ type: 'speechEnd', at: this.now(), offset });
  }
  partial(text: string, _at?: number, language?: LanguageTag): void {
    this.options.hooks.partial(text, language ?? this.state?.flow.language);
    this.dispatch({ type: 'partial', at: this.now(), text, language });
  }
  final(text: string, _at?: number, language?: LanguageTag): void {
    this.dispatch({ type: 'final', at: this.now(), text, language });
  }
  /** Words from a keyboard. The agent falls silent first, as for a voice. */
  typed(text: string): void {
    const at = this.now();
    this.dispatch({ type: 'speechStart', at, onset: at });
    this.dispatch({ type: 'speechLasts', at, onset: at });
    this.dispatch({ type: 'typed', at, text });
  }
  key(digit: string): void {
    this.dispatch({ type: 'key', at: this.now(), digit });
  }
  /** The ears' owner notes it. */
  stalled(): void {}
  /** The carrier stopped our speech by itself; the voice reports each utterance as stopped afterwards. */
  interrupted(heard: string): void {
    this.dispatch({ type: 'interrupted', at: this.now(), heard });
  }

  // ---- what the mouth reports

  stage(id: string, mark: TimelineMark, at: number): void {
    this.dispatch({ type: 'stage', at, utterance: id, mark });
  }
  heard(id: string, text: string): void {
    this.options.hooks.observer?.heard?.(id, text);
    this.dispatch({ type: 'heard', at: this.now(), utterance: id, text });
  }
  finished(id: string): void {
    this.dispatch({ type: 'finished', at: this.now(), utterance: id });
  }
  stopped(id: string, heard: string): void {
    this.dispatch({ type: 'stopped', at: this.now(), utterance: id, heard });
  }

  failed(ears: ProviderFailure): void;
  failed(utterance: string, failure: ProviderFailure): void;
  failed(first: ProviderFailure | string, second?: ProviderFailure): void {
    const at = this.now();
    if (typeof first !== 'string') this.dispatch({ type: 'earsFailed', at, code: failureCode(first) });
    else if (second) this.dispatch({ type: 'voiceFailed', at, utterance: first, code: failureCode(second) });
  }

  /** A change among the call's providers, for its timeline. */
  provider(code: ErrorCode, detail: Record<string, JsonValue>): void {
    this.dispatch({ type: 'provider', at: this.now(), code, detail });
  }

  /** The answer is late: a phrase that may be said before it. */
  bridge(text: string): void {
    this.dispatch({ type: 'bridge', at: this.now(), text });
  }

  // ---- what the world reports

  closed(reason: CallEnd): void {
    this.dispatch({ type: 'closed', at: this.now(), reason });
  }
  shutdown(): void {
    this.dispatch({ type: 'shutdown', at: this.now() });
  }

  private now(): number {
    return this.options.clock.now();
  }

  /** One event after the other, also when carrying out an effect raises the next event. */
  private dispatch(event: CallEvent): void {
    if (this.over) return;
    this.waiting.push(event);
    if (this.busy) return;
    this.busy = true;
    try {
      for (let next = this.waiting.shift(); next && !this.over; next = this.waiting.shift()) this.take(next);
    } catch (error) {
      this.crash(error);
    } finally {
      this.busy = false;
    }
  }

  private take(event: CallEvent): void {
    this.record(event);
    const before = this.state?.turn;
    if (event.type === 'started') this.apply(this.machine.start(event));
    else if (this.state) this.apply(this.machine.step(this.state, event), before?.index);
  }

  private apply(step: { state: TurnState; effects: readonly CallEffect[] }, turnBefore?: number): void {
    const pathBefore = this.state?.flow.path.length ?? 0;
    this.state = step.state;
    const opened = step.state.turn && step.state.turn.index !== turnBefore;
    if (opened) this.opened(step.effects);
    tellSteps(this.options.hooks.observer, step.state, pathBefore, opened ? step.state.turn : null);
    for (const effect of step.effects) this.carryOut(effect);
  }

  private opened(effects: readonly CallEffect[]): void {
    this.stamp('flowDone');
    const decided = this.state && decidedOf(this.state, effects);
    if (decided) this.options.hooks.decided?.(decided);
  }

  private stamp(mark: TimelineMark, at: number = this.now()): void {
    if (!this.state) return;
    const event: CallEvent = { type: 'stamp', at, mark };
    this.record(event);
    this.state = this.machine.step(this.state, event).state;
  }

  private carryOut(effect: CallEffect): void {
    const { body } = this;
    if (!body) return;
    switch (effect.type) {
      case 'voiceBegin':
        return body.voice.begin({
          id: effect.utterance,
          language: effect.language,
          voice: effect.voice,
          interruptible: effect.interruptible,
          ...(effect.source === 'generated' && { delivery: this.generations.delivery }),
        });
      case 'voicePush':
        this.options.hooks.observer?.said?.(effect.utterance, effect.text);
        return body.voice.push(effect.utterance, effect.text);
      case 'voiceEnd':
        return body.voice.end(effect.utterance);
      case 'voiceStop':
        body.voice.stop();
        return this.options.hooks.silenced?.();
      case 'interruption':
        return this.options.hooks.interrupted(effect.interruption);
      case 'expect':
        body.ears?.expect(effect.expectation);
        if (effect.expectation && this.state) this.options.hooks.listens?.(this.state.flow);
        return;
      case 'messageStart':
        return body.message?.start(effect.beep);
      case 'messageStop':
        return body.message?.stop();
      case 'language':
        return body.setLanguage(effect.language);
      case 'modelStart':
        return this.generations.start(
          effect.requestId,
          effect.request,
          effect.question,
          this.speculations.take(effect.speculation),
        );
      case 'speculate':
        return this.speculations.start(effect);
      case 'speculateEnd':
        return this.speculations.end(effect.speculation);
      case 'speculateCancel':
        return this.speculations.cancel(effect.speculation);
      case 'modelCancel':
        return this.generations.cancel(effect.requestId);
      case 'httpStart':
        this.stamp('lookUpRequested');
        return this.errands.lookUp(effect);
      case 'sendStart':
        return this.errands.send(effect);
      case 'transfer':
        return this.transfer(effect);
      case 'timerStart':
        return this.timers.start(effect.name, effect.ms, (at) => {
          this.dispatch({ type: 'timer', at, name: effect.name, generation: effect.generation });
        });
      case 'timerCancel':
        return this.timers.cancel(effect.name);
      case 'turn':
        return this.options.hooks.turn(effect.turn);
      case 'note':
        return this.options.hooks.note(effect.code, effect.nodeId, effect.detail);
      case 'hangUp':
        return body.hangUp(effect.handoff);
      case 'ended':
        return this.finish(effect.end);
    }
  }

  private transfer(effect: Extract<CallEffect, { type: 'transfer' }>): void {
    const done = (result: 'answered' | 'busy' | 'no-answer' | 'failed') =>
      this.dispatch({ type: 'transferDone', at: this.now(), requestId: effect.requestId, result });
    const { to, callerId, timeoutSeconds } = effect;
    this.body?.transfer(to, { callerId, timeoutSeconds }).then(done, () => done('failed'));
  }

  private record(event: CallEvent): void {
    this.log.push({ seq: this.seq++, at: event.at, event });
    if (this.log.length >= EVENT_BATCH) this.flushLog();
  }

  private flushLog(): void {
    const batch = this.log.splice(0);
    if (batch.length > 0) this.options.hooks.events(batch);
  }

  private finish(end: CallEnd): void {
    if (this.over) return;
    this.over = true;
    this.timers.cancelAll();
    this.speculations.cancelAll();
    this.generations.cancelAll();
    this.errands.cancelLookUps();
    this.body?.voice.close();
    this.body?.ears?.close();
    this.body?.close();
    try {
      this.flushLog();
    } finally {
      this.options.hooks.ended(end, this.state);
    }
  }

  private crash(error: unknown): void {
    this.options.hooks.crashed(error);
    this.body?.hangUp();
    this.finish('failed');
  }
}
