import type { Clock, Random } from '../../types/clock.ts';
import type { Faults } from '../faults.ts';
import { callParameters, type CallFacts, type CallStatus } from './callParameters.ts';
import type { Leg } from './leg.ts';
import { MediaStreamLeg, type MediaStreamLimits } from './mediaStream.ts';
import type { RelayLeg } from './relay.ts';
import type { RelayProfile } from './relayProfile.ts';
import { FRAME_MS, type Ticker } from './ticker.ts';
import { runDocuments } from './verbs.ts';
import { Violations } from './violations.ts';
import { Webhooks } from './webhooks.ts';

/** The caller's end of the line: what the call asks of it and tells it, all in line time (ms from answer). */
export interface Handset {
  /** The next 20 ms of the caller's voice. Not kept. */
  callerFrame(): Uint8Array;
  /** After every 20 ms. `agent` is what the caller heard on a media leg. */
  ticked(nowMs: number, agent: Uint8Array | null, agentBytes: number): void;
  /** Media leg: audio has come from the application, and is played after what waits. */
  agentSent?(audio: Uint8Array): void;
  /** Text transport, or the carrier's own `<Say>`: whether a voice is to be heard. */
  agentSpeaking(on: boolean): void;
  /** The application, or the carrier for it, threw away what was still to be played. */
  agentCut(): void;
  agentText(text: string, by: 'application' | 'carrier'): void;
  legStarted(leg: MediaStreamLeg | RelayLeg): void;
  ended(): void;
}

/** What a dialled party does. */
export interface DialBehaviour {
  readonly result: 'completed' | 'busy' | 'no-answer' | 'failed';
  readonly ringMs: number;
  readonly talkMs: number;
}

/** Something that happened on the network, for the outcome. */
export interface NetworkEvent {
  readonly atMs: number;
  readonly kind: string;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}

export interface CallSetup extends CallFacts {
  readonly authToken: string;
  readonly voiceUrl: string;
  readonly statusCallback: string | null;
  readonly carrier: 'twilio' | 'telnyx';
  readonly faults: Faults;
  readonly limits: MediaStreamLimits;
  readonly relayProfile: RelayProfile;
  readonly dial: DialBehaviour;
  readonly clock: Clock;
  readonly ticker: Ticker;
  readonly random: Random;
}

/** Why a wait inside a call is over. */
export type Waited = 'done' | 'interrupted';

/** One simulated telephone call, from ringing to the last status callback. */
export class SimulatedCall {
  readonly setup: CallSetup;
  readonly handset: Handset;
  readonly violations: Violations;
  readonly webhooks: Webhooks;
  readonly events: NetworkEvent[] = [];
  /** Callbacks on their way. */
  readonly pending: Promise<void>[] = [];
  leg: Leg | null = null;
  status: CallStatus = 'ringing';
  /** Instructions that REST put in place of the present ones. */
  replacement: string | null = null;
  #lineMs = 0;
  #unsubscribe: (() => void) | null = null;
  #wait: { untilMs: number; resolve: (waited: Waited) => void } | null = null;
  #over = false;

  constructor(setup: CallSetup, handset: Handset) {
    this.setup = setup;
    this.handset = handset;
    this.violations = new Violations(() => this.#lineMs);
    this.webhooks = new Webhooks({
      authToken: setup.authToken,
      faults: setup.faults,
      violations: this.violations,
      now: () => setup.clock.now(),
    });
  }

  get callSid(): string {
    return this.setup.callSid;
  }

  /** Milliseconds since the call was answered, in steps of a frame. */
  get lineMs(): number {
    return this.#lineMs;
  }

  get over(): boolean {
    return this.#over;
  }

  note(kind: string, detail: NetworkEvent['detail'] = {}): void {
    if (this.events.length < 2_000) this.events.push({ atMs: this.#lineMs, kind, detail });
  }

  /** The usual parameters, with the call's present status. */
  parameters(more: Record<string, string> = {}): Record<string, string> {
    return { ...callParameters(this.setup, this.status), ...more };
  }

  /** Runs the whole call. Never throws for what the application does wrong: that is in `violations`. */
  async run(): Promise<void> {
    try {
      await runDocuments(this);
    } finally {
      await this.#finish();
    }
  }

  /** The call is answered: the line's clock begins. */
  answered(): void {
    if (this.status !== 'ringing') return;
    this.status = 'in-progress';
    this.note('answered');
    this.#unsubscribe = this.setup.ticker.subscribe(() => this.#tick());
  }

  /** The caller hangs up, or REST ends the call. */
  hangUp(by: 'caller' | 'rest' = 'caller'): void {
    if (this.#over) return;
    this.#over = true;
    this.note('hang-up', { by });
    if (this.status !== 'ringing') this.status = 'completed';
    else this.status = by === 'caller' ? 'canceled' : 'completed';
    this.#interrupt();
  }

  /** REST `Twiml=…`: the present instructions are dropped for new ones. */
  replaceWith(twiml: string): void {
    if (this.#over) return;
    this.replacement = twiml;
    this.note('instructions-replaced');
    this.#interrupt();
  }

  /** Waits on the line, in line time. Ends early when the call is hung up or redirected. */
  wait(ms: number): Promise<Waited> {
    if (this.#over || this.replacement !== null) return Promise.resolve('interrupted');
    return new Promise((resolve) => {
      this.#wait = { untilMs: this.#lineMs + ms, resolve };
    });
  }

  #interrupt(): void {
    this.leg?.hangUp();
    const wait = this.#wait;
    this.#wait = null;
    wait?.resolve('interrupted');
  }

  #tick(): void {
    try {
      this.#lineMs += FRAME_MS;
      const leg = this.leg;
      leg?.tick();
      if (leg instanceof MediaStreamLeg) this.handset.ticked(this.#lineMs, leg.agentFrame, leg.agentBytes);
      else this.handset.ticked(this.#lineMs, null, 0);
      const wait = this.#wait;
      if (!wait || this.#lineMs < wait.untilMs) return;
      this.#wait = null;
      wait.resolve('done');
    } catch (error) {
      this.violations.add(
        '31900',
        `the simulator itself failed: ${error instanceof Error ? error.message : 'unknown'}`,
      );
      this.hangUp();
    }
  }

  async #finish(): Promise<void> {
    this.#over = true;
    if (this.status === 'in-progress') this.status = 'completed';
    else if (this.status === 'ringing') this.status = 'failed';
    this.#unsubscribe?.();
    this.leg?.hangUp();
    this.note('ended', { status: this.status });
    this.handset.ended();
    await Promise.all(this.pending);
    const { statusCallback } = this.setup;
    if (statusCallback === null) return;
    const seconds = String(Math.ceil(this.#lineMs / 1_000));
    await this.webhooks.notify(
      statusCallback,
      'POST',
      this.parameters({
        CallDuration: seconds,
        Duration: String(Math.ceil(this.#lineMs / 60_000)),
        Timestamp: new Date(this.setup.clock.wall()).toUTCString(),
        SequenceNumber: '0',
        CallbackSource: 'call-progress-events',
      }),
    );
  }
}
