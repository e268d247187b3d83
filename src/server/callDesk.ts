/** Where calls come in: finds who answers, counts who talks, remembers what the carrier shall do next. */
import type { Logger } from 'pino';
import type { CallHandle, Handoff, PrepareReport } from '../services/performanceOrchestrator.ts';
import type { Store } from '../services/storage/index.ts';
import type { CallObserver } from '../types/callObserver.ts';
import type { Clock } from '../types/clock.ts';
import { WeaverError } from '../types/errors/index.ts';
import type { LanguageTag } from '../types/language.ts';
import type { CallLeg } from '../types/leg.ts';
import type { CallControl } from '../types/transport.ts';
import { findLine, publishedLine, type LineWish } from './lines.ts';
import { plainError } from './logging.ts';
import type { Operator, Operators } from './operators.ts';
import { codeOf, type Preparations } from './preparations.ts';
import type { ServerState } from './state.ts';

export interface CallDeskOptions {
  readonly store: Store;
  readonly operators: Operators;
  readonly preparations: Preparations;
  readonly clock: Clock;
  readonly log: Logger;
  readonly state: ServerState;
  readonly maxCalls: number;
  readonly defaultWorkflow: () => string | null;
}

export interface DeskAnswer {
  readonly language: LanguageTag;
  /** A call of the simulated carrier. */
  readonly simulated: boolean;
  readonly standIn: boolean;
  readonly control?: CallControl | undefined;
}

/** How long a caller may hear ringing while a workflow is loaded for the first time. */
const PREPARE_MS = 6_000;
/** The carrier asks at once; what it never asks for is forgotten. */
const HANDOFF_MS = 5 * 60_000;
const DRAIN_LOOK_MS = 100;

interface LiveCallEntry {
  readonly handle: CallHandle;
  readonly simulated: boolean;
}

export class CallDesk {
  readonly #options: CallDeskOptions;
  readonly #calls = new Map<string, LiveCallEntry>();
  readonly #observers = new Map<string, CallObserver>();
  readonly #handoffs = new Map<string, { readonly handoff: Handoff; readonly timer: unknown }>();

  constructor(options: CallDeskOptions) {
    this.#options = options;
  }

  get liveCalls(): number {
    return this.#calls.size;
  }

  has(callSid: string): boolean {
    return this.#calls.has(callSid);
  }

  /**
   * Who will answer, ready to. `loaded`: lines that are not synthesised yet are made when they are said, for who would rather
   * begin at once.
   *
   * @throws WeaverError API_DRAINING, API_TOO_MANY_CALLS, API_WORKFLOW_UNKNOWN, API_NOT_PUBLISHED, FLOW_INVALID
   */
  async operator(wish: LineWish, until: 'prepared' | 'loaded' = 'prepared'): Promise<Operator> {
    const { state, maxCalls, store, defaultWorkflow, operators, clock } = this.#options;
    if (state.draining) throw new WeaverError('API_DRAINING');
    if (this.#calls.size >= maxCalls) throw new WeaverError('API_TOO_MANY_CALLS', { limit: maxCalls });
    const operator = operators.of(await findLine(store, wish, defaultWorkflow()));
    const { promise: tooLong, resolve } = Promise.withResolvers<void>();
    const timer = clock.after(PREPARE_MS, resolve);
    await Promise.race([operator[until], tooLong]);
    clock.cancel(timer);
    return operator;
  }

  /** Lets the operator answer an open leg. @throws WeaverError CALL_ALREADY_STARTED */
  answer(operator: Operator, leg: CallLeg, how: DeskAnswer): CallHandle {
    const { callSid } = leg.start;
    if (this.#calls.has(callSid)) throw new WeaverError('CALL_ALREADY_STARTED', { callSid });
    const handle = operator.orchestrator.answer(how.simulated ? asSimulated(leg) : leg, {
      language: how.language,
      standIn: how.standIn && how.simulated,
      ...(how.control && { control: how.control }),
      ...observedBy(this.#observers.get(callSid)),
      onHandoff: (handoff) => this.#remember(callSid, handoff),
    });
    this.#calls.set(callSid, { handle, simulated: how.simulated });
    void handle.ended.then((end) => {
      this.#calls.delete(callSid);
      this.#options.log.info({ callSid, end, workflow: operator.line.slug }, 'call ended');
    });
    return handle;
  }

  /** Who is told what happens on a call that is about to be answered. The answer stops it. */
  observe(callSid: string, observer: CallObserver): () => void {
    this.#observers.set(callSid, observer);
    return () => void this.#observers.delete(callSid);
  }

  /** What the simulated caller says. @throws WeaverError CALL_UNKNOWN, API_NOT_SIMULATED */
  spoken(callSid: string, text: string): void {
    const entry = this.#calls.get(callSid);
    if (!entry) throw new WeaverError('CALL_UNKNOWN', { callSid });
    if (!entry.simulated) throw new WeaverError('API_NOT_SIMULATED');
    entry.handle.spoken(text);
  }

  /** What the flow wants the carrier to do now that our socket has closed. Kept: carriers ask twice when unsure. */
  handoff(callSid: string): Handoff | undefined {
    return this.#handoffs.get(callSid)?.handoff;
  }

  /** Resolves when the call has ended, or after `ms`. */
  async settled(callSid: string, ms: number): Promise<void> {
    const entry = this.#calls.get(callSid);
    if (!entry) return;
    const { promise: tooLong, resolve } = Promise.withResolvers<void>();
    const timer = this.#options.clock.after(ms, resolve);
    await Promise.race([entry.handle.ended, tooLong]);
    this.#options.clock.cancel(timer);
  }

  /** @throws WeaverError CALL_UNKNOWN when it is not going on. */
  hangUp(callSid: string): void {
    const entry = this.#calls.get(callSid);
    if (!entry) throw new WeaverError('CALL_UNKNOWN', { callSid });
    entry.handle.hangUp();
  }

  /** Gets a version ready in the background: after it was published, and at the start. */
  prepare(workflowId: string, version: number): void {
    const { log, preparations } = this.#options;
    preparations.wanted(workflowId, version);
    const failed = (error: unknown) => {
      preparations.failed(workflowId, version, codeOf(error));
      log.warn(
        { workflowId, version, err: plainError(error) },
        'a published workflow could not be made ready',
      );
    };
    void this.makeReady(workflowId).then((report) => {
      // Somebody published again meanwhile: what is asked for is that.
      if (preparations.state(workflowId, version)?.state === 'waiting' && report)
        preparations.done(workflowId, version, report);
    }, failed);
  }

  /** Loads and prepares the published version. @throws WeaverError FLOW_INVALID, API_NOT_PUBLISHED */
  async makeReady(workflowId: string): Promise<PrepareReport | null> {
    const { store, operators } = this.#options;
    const workflow = await store.workflows.get(workflowId);
    return workflow ? operators.of(await publishedLine(store, workflow)).prepared : null;
  }

  forget(workflowId: string): void {
    this.#options.operators.forget(workflowId);
    this.#options.preparations.forget(workflowId);
  }

  /** Waits until the last call has ended or the time is over, then ends what is left. */
  async drain(ms: number, hurry: AbortSignal): Promise<void> {
    const { clock, operators } = this.#options;
    const until = clock.now() + ms;
    while (this.#calls.size > 0 && clock.now() < until && !hurry.aborted)
      await new Promise<void>((resolve) => clock.after(DRAIN_LOOK_MS, resolve));
    await operators.close();
    for (const { timer } of this.#handoffs.values()) clock.cancel(timer);
    this.#handoffs.clear();
  }

  #remember(callSid: string, handoff: Handoff): void {
    const { clock } = this.#options;
    const before = this.#handoffs.get(callSid);
    clock.cancel(before?.timer);
    const timer = clock.after(HANDOFF_MS, () => this.#handoffs.delete(callSid));
    this.#handoffs.set(callSid, { handoff: { ...before?.handoff, ...handoff }, timer });
  }
}

function observedBy(observer: CallObserver | undefined): { observer?: CallObserver } {
  return observer ? { observer } : {};
}

/** The simulated carrier speaks Twilio's protocol; its calls are marked as what they are in records and figures. */
function asSimulated(leg: CallLeg): CallLeg {
  const common = { carrier: 'simulator', start: leg.start } as const;
  return leg.kind === 'audio'
    ? {
        ...common,
        kind: 'audio',
        reorder: leg.reorder,
        reportsKeys: leg.reportsKeys,
        open: (sink) => leg.open(sink),
      }
    : { ...common, kind: 'text', reportsPlayout: leg.reportsPlayout, open: (sink) => leg.open(sink) };
}
