/** The live feed: figures once a second and what happens on calls, to every page that listens. */
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import type { MetricsRegistry } from '../../services/metrics/index.ts';
import { LiveFeed } from '../../services/metrics/index.ts';
import type { PerformanceOrchestrator } from '../../services/performanceOrchestrator.ts';
import type { ApiScope, LiveCall, LiveMessage } from '../../types/api.ts';
import type { Call } from '../../types/call.ts';
import type { Clock } from '../../types/clock.ts';
import type { MetricsSnapshot } from '../../types/metrics.ts';
import type { Turn } from '../../types/turn.ts';
import type { ServerState } from '../state.ts';
import { closeCode } from '../webSocketCodes.ts';

/** A listener that leaves more than this unread is dropped: the page connects again and starts afresh. */
export const MAX_BACKLOG_BYTES = 512 * 1024;
export const MAX_LISTENERS = 100;
const PING_EVERY_MS = 30_000;
/** Last turns of a live call, for those who join later. */
const TURNS_KEPT = 4;

interface Listener {
  readonly socket: WebSocket;
  readonly readsCalls: boolean;
  alive: boolean;
}

export interface LiveHubOptions {
  readonly metrics: MetricsRegistry;
  readonly state: Readonly<ServerState>;
  readonly clock: Clock;
  readonly log: Logger;
}

export class LiveHub {
  readonly #listeners = new Set<Listener>();
  readonly #calls = new Map<string, { readonly call: LiveCall; turns: readonly Turn[] }>();
  readonly #feed: LiveFeed;
  readonly #metrics: MetricsRegistry;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #state: Readonly<ServerState>;
  #stopFeed: (() => void) | undefined;
  #pinger: unknown;

  constructor({ metrics, state, clock, log }: LiveHubOptions) {
    this.#clock = clock;
    this.#log = log;
    this.#metrics = metrics;
    this.#state = state;
    this.#feed = new LiveFeed(() => metrics.snapshot(), { clock });
  }

  get full(): boolean {
    return this.#listeners.size >= MAX_LISTENERS;
  }

  /** Passes on what an orchestrator tells. `workflow`: the slug by which people know it. */
  follow(orchestrator: PerformanceOrchestrator, workflow: string): void {
    orchestrator.on('callStarted', ({ call }) => this.#started(call, workflow));
    orchestrator.on('partial', ({ callSid, text }) => this.#send({ type: 'partial', callSid, text }, true));
    orchestrator.on('turn', ({ callSid, turn }) => this.#turn(callSid, turn));
    orchestrator.on('callEnded', ({ callSid, end }) => {
      this.#calls.delete(callSid);
      this.#send({ type: 'callEnded', callSid, end });
    });
  }

  /** Takes an open socket in. */
  listen(socket: WebSocket, scopes: readonly ApiScope[]): void {
    const listener: Listener = { socket, readsCalls: scopes.includes('calls'), alive: true };
    this.#listeners.add(listener);
    socket.on('pong', () => (listener.alive = true));
    // The feed goes one way; what comes is read and forgotten.
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.#leave(listener));
    this.#greet(listener);
    this.#stopFeed ??= this.#feed.subscribe((snapshot) => this.#figures(snapshot));
    this.#pinger ??= this.#clock.after(PING_EVERY_MS, () => this.#ping());
  }

  close(): void {
    for (const { socket } of this.#listeners) {
      socket.close(closeCode.goingAway, 'the server is stopping');
      socket.terminate();
    }
    this.#listeners.clear();
    this.#rest();
    this.#feed.close();
  }

  #started(call: Call, workflow: string): void {
    const { callSid, workflowVersion, transport, carrier, language, startedAt } = call;
    const shown = { callSid, workflow, workflowVersion, transport, carrier, language, startedAt };
    this.#calls.set(callSid, { call: shown, turns: [] });
    this.#send({ type: 'callStarted', call: shown });
  }

  #turn(callSid: string, turn: Turn): void {
    const entry = this.#calls.get(callSid);
    // A turn comes again when more of it has been heard.
    if (entry)
      entry.turns = [...entry.turns.filter(({ index }) => index !== turn.index), turn].slice(-TURNS_KEPT);
    this.#send({ type: 'turn', callSid, turn }, true);
  }

  /** What a new listener missed: who is on the line, their last turns, and the figures. */
  #greet(listener: Listener): void {
    const entries = [...this.#calls.values()];
    const hello: LiveMessage = { type: 'hello', calls: entries.map(({ call }) => call) };
    this.#tell(listener, JSON.stringify(hello));
    this.#tell(listener, this.#stateText());
    this.#tell(listener, this.#figuresText(this.#metrics.snapshot()));
    if (!listener.readsCalls) return;
    for (const { call, turns } of entries)
      for (const turn of turns) {
        const message: LiveMessage = { type: 'turn', callSid: call.callSid, turn };
        this.#tell(listener, JSON.stringify(message));
      }
  }

  #figures(snapshot: MetricsSnapshot): void {
    const texts = [this.#stateText(), this.#figuresText(snapshot)];
    for (const listener of this.#listeners) for (const text of texts) this.#tell(listener, text);
  }

  #figuresText(snapshot: MetricsSnapshot): string {
    const simulated = this.#metrics.snapshot({ origin: 'simulated' });
    return JSON.stringify({
      type: 'metrics',
      snapshot,
      ...(simulated.calls > 0 && { simulated }),
    } satisfies LiveMessage);
  }

  #stateText(): string {
    const { providers, draining } = this.#state;
    return JSON.stringify({ type: 'state', providers, draining } satisfies LiveMessage);
  }

  #send(message: LiveMessage, words = false): void {
    if (this.#listeners.size === 0) return;
    const text = JSON.stringify(message);
    for (const listener of this.#listeners) if (!words || listener.readsCalls) this.#tell(listener, text);
  }

  #tell(listener: Listener, text: string): void {
    if (listener.socket.bufferedAmount > MAX_BACKLOG_BYTES) {
      this.#log.warn(
        { backlogBytes: listener.socket.bufferedAmount },
        'a slow listener of the live feed was dropped',
      );
      listener.socket.terminate();
      this.#leave(listener);
      return;
    }
    if (listener.socket.readyState === listener.socket.OPEN) listener.socket.send(text);
  }

  #ping(): void {
    for (const listener of this.#listeners) {
      if (!listener.alive) listener.socket.terminate();
      else {
        listener.alive = false;
        listener.socket.ping();
      }
    }
    this.#pinger =
      this.#listeners.size > 0 ? this.#clock.after(PING_EVERY_MS, () => this.#ping()) : undefined;
  }

  #leave(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size === 0) this.#rest();
  }

  #rest(): void {
    this.#stopFeed?.();
    this.#stopFeed = undefined;
    this.#clock.cancel(this.#pinger);
    this.#pinger = undefined;
  }
}
