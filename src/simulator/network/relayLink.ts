import type { Clock } from '../../types/clock.ts';
import { badMessage, faultsOf, type Faults } from '../faults.ts';
import type { LegEnd, LegIdentity } from './leg.ts';
import { Outbox } from './outbox.ts';
import type { RelaySettings } from './relaySettings.ts';
import { CarrierSocket, openBystanders } from './socket.ts';

export interface RelayLinkSink {
  /** `first` is false after a reconnect. */
  opened(first: boolean): void;
  message(data: Buffer, binary: boolean): void;
  /** The socket is gone for good, and not by our will. */
  lost(end: LegEnd): void;
  tooSlow(): void;
}

/** Twilio keeps this many events for an application that comes back. */
const MAX_BUFFERED_EVENTS = 500;
const RECONNECT_EVERY_MS = 250;
const RECONNECT_ATTEMPTS = 12;

/** The socket of a relay session, with `applicationReconnect` where the TwiML asks for it. */
export class RelayLink {
  readonly #identity: LegIdentity;
  readonly #setup: string;
  readonly #settings: RelaySettings;
  readonly #clock: Clock;
  readonly #sink: RelayLinkSink;
  readonly #buffered: string[] = [];
  #faults: Faults;
  #socket!: CarrierSocket;
  #outbox!: Outbox;
  #bystanders: (() => void) | null = null;
  #everOpened = false;
  #live = false;
  #closing = false;
  #attempts = 0;
  #openedAt = 0;
  #now = 0;

  constructor(
    identity: LegIdentity,
    setup: string,
    settings: RelaySettings,
    faults: Faults,
    clock: Clock,
    sink: RelayLinkSink,
  ) {
    this.#identity = identity;
    this.#setup = setup;
    this.#settings = settings;
    this.#faults = faults;
    this.#clock = clock;
    this.#sink = sink;
    this.#connect();
  }

  get live(): boolean {
    return this.#live;
  }

  tick(nowMs: number): void {
    this.#now = nowMs;
    if (this.#live) this.#outbox.tick(nowMs - this.#openedAt);
  }

  send(message: string): void {
    if (this.#live) this.#outbox.send(message);
    else if (this.#everOpened && !this.#closing && this.#buffered.length < MAX_BUFFERED_EVENTS)
      this.#buffered.push(message);
  }

  close(code: number, reason: string): void {
    this.#end();
    this.#outbox.flush();
    if (this.#outbox.gone) this.#socket.cut();
    else this.#socket.close(code, reason);
  }

  cut(): void {
    this.#end();
    this.#socket.cut();
  }

  #end(): void {
    this.#closing = true;
    this.#live = false;
    this.#bystanders?.();
  }

  #connect(): void {
    this.#socket = new CarrierSocket(this.#identity, this.#faults, this.#clock, {
      open: () => this.#opened(),
      message: (data, binary) => this.#sink.message(data, binary),
      closed: (code) => this.#closed(code),
    });
    this.#outbox = new Outbox(this.#faults, this.#socket, this.#identity.callSid, 'relay', {
      maxBytes: 1024 * 1024,
      tooSlow: () => this.#sink.tooSlow(),
    });
  }

  #opened(): void {
    const first = !this.#everOpened;
    this.#everOpened = true;
    this.#live = true;
    this.#attempts = 0;
    this.#openedAt = this.#now;
    this.#socket.send(this.#setup);
    if (this.#faults.duplicateSetup) this.#socket.send(this.#setup);
    if (this.#faults.unknownMessages)
      this.#socket.send(badMessage('unknown', this.#identity.callSid, 'relay'));
    for (const message of this.#buffered.splice(0)) this.#socket.send(message);
    if (first && (this.#faults.replaySocket || this.#faults.silentSockets > 0))
      this.#bystanders = openBystanders(this.#identity, this.#faults, [this.#setup]);
    this.#sink.opened(first);
  }

  #closed(code: number): void {
    this.#live = false;
    if (this.#closing) return;
    const again = this.#settings.applicationReconnect && this.#everOpened && code !== 1000;
    if (again && this.#attempts++ < RECONNECT_ATTEMPTS) {
      // The line was cut once; the new one is whole.
      this.#faults = faultsOf({ ...this.#faults, cutAtMs: null, halfOpenAtMs: null, badMessages: [] });
      this.#clock.after(RECONNECT_EVERY_MS, () => {
        if (!this.#closing) this.#connect();
      });
      return;
    }
    this.#bystanders?.();
    this.#sink.lost(this.#endOf(code));
  }

  #endOf(code: number): LegEnd {
    if (!this.#everOpened)
      return { by: 'failure', code: '64102', message: this.#socket.trouble?.message ?? 'unable to connect' };
    if (code === 1006)
      return { by: 'failure', code: '39001', message: 'Network connection to WebSocket server failed.' };
    return {
      by: 'failure',
      code: '64105',
      message: `WebSocket ended (the application closed with ${code}, no end)`,
    };
  }
}
