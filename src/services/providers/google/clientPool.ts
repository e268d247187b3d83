/**
 * Google's clients, each with one HTTP/2 connection. A server takes about a hundred streams on a connection and lets
 * more wait, so every ninety streams get a connection of their own.
 */
import type { Client } from '@grpc/grpc-js';
import { ProviderError, providerError } from '../shared/failure.ts';
import { failureOfGoogle } from './failures.ts';

const STREAMS_PER_CONNECTION = 90;

/** How long `warm` waits for the handshakes. */
const CONNECT_MS = 10_000;

/** grpc-js's connectivity states, by number; importing the enum would load the library. */
const READY = 2;
const TRANSIENT_FAILURE = 3;
const SHUTDOWN = 4;

/** The part of a generated client that is used here. */
export interface GapicClient {
  initialize(): Promise<unknown>;
  close(): Promise<void>;
}

/** A client for one stream or request. Released once; twice does nothing. */
export interface Lease<C> {
  readonly client: C;
  release(): void;
}

interface Member<C> {
  readonly client: C;
  readonly channel: ReturnType<Client['getChannel']>;
  streams: number;
  retired: boolean;
}

export class ClientPool<C extends GapicClient> {
  readonly #make: () => Promise<C>;
  readonly #most: number;
  #members: Member<C>[] = [];
  #making: Promise<void> | undefined;
  #closed = false;

  constructor(make: () => Promise<C>, streamsPerConnection = STREAMS_PER_CONNECTION) {
    this.#make = make;
    this.#most = streamsPerConnection;
  }

  /** Connections that are in use or kept. */
  get size(): number {
    return this.#members.length;
  }

  /** Rejects with a ProviderError. */
  async acquire(): Promise<Lease<C>> {
    for (;;) {
      if (this.#closed) throw providerError('google', 'aborted', 'closed by us');
      const member = this.#free();
      if (member) return this.#lend(member);
      // Ten callers at once make one client, not ten.
      this.#making ??= this.#add().finally(() => (this.#making = undefined));
      await this.#making;
    }
  }

  /** Connects one client. Rejects with a ProviderError. */
  async warm(): Promise<void> {
    const lease = await this.acquire();
    try {
      const member = this.#members.find(({ client }) => client === lease.client);
      if (member) await connected(member.channel);
    } finally {
      lease.release();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#making?.catch(() => undefined);
    await Promise.all(this.#members.splice(0).map(({ client }) => closeQuietly(client)));
  }

  /** The first with room: later ones fall idle when there is less to do, and grpc-js closes idle connections. */
  #free(): Member<C> | undefined {
    for (const member of this.#members) {
      const state = member.channel.getConnectivityState(false);
      // It would fail all calls at once until its own waiting time is over; a new one connects now.
      if (state === TRANSIENT_FAILURE || state === SHUTDOWN) this.#retire(member);
      else if (member.streams < this.#most) return member;
    }
    return undefined;
  }

  #lend(member: Member<C>): Lease<C> {
    member.streams++;
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      member.streams--;
      if (member.retired && member.streams === 0) void closeQuietly(member.client);
    };
    return { client: member.client, release };
  }

  #retire(member: Member<C>): void {
    this.#members = this.#members.filter((other) => other !== member);
    member.retired = true;
    if (member.streams === 0) void closeQuietly(member.client);
  }

  async #add(): Promise<void> {
    try {
      const client = await this.#make();
      // Before the first call: the client lets a failure of its own initialisation go unhandled.
      const stub = (await client.initialize()) as Client;
      if (this.#closed) await closeQuietly(client);
      else this.#members.push({ client, channel: stub.getChannel(), streams: 0, retired: false });
    } catch (error) {
      throw new ProviderError(failureOfGoogle(error), { cause: error });
    }
  }
}

/** What cannot be closed is not used any more either. */
function closeQuietly(client: GapicClient): Promise<void> {
  return client.close().catch(() => undefined);
}

/** Not the client's `waitForReady`, which goes on after a refusal until its time is over. */
async function connected(channel: Member<unknown>['channel']): Promise<void> {
  const deadline = Date.now() + CONNECT_MS;
  for (;;) {
    const state = channel.getConnectivityState(true);
    if (state === READY) return;
    if (state === TRANSIENT_FAILURE || state === SHUTDOWN) {
      throw providerError('google', 'unavailable', 'cannot connect');
    }
    await new Promise<void>((resolve, reject) => {
      channel.watchConnectivityState(state, deadline, (error) => {
        if (error) reject(providerError('google', 'unavailable', `no connection within ${CONNECT_MS} ms`));
        else resolve();
      });
    });
  }
}
