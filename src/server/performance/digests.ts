/** What a report needs of each call, taken from the store once for each ended call: figures only, nobody's words. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { CallRepository } from '../../services/storage/index.ts';
import type { Call } from '../../types/call.ts';
import type { Turn } from '../../types/turn.ts';

export interface CallDigest {
  readonly callSid: string;
  readonly startedAt: string;
  readonly version: number;
  /** Of the simulated carrier or the browser: tests of a flow. */
  readonly test: boolean;
  readonly errors: readonly string[];
  readonly turns: readonly TurnDigest[];
}

/** Of turns in which the caller spoke or pressed keys; as the metrics have it. */
export interface TurnDigest {
  readonly decisionToAudioMs: number | null;
  readonly speechEndToAudioMs: number | null;
  readonly earEstimateMs: number | null;
  readonly source: string | null;
}

export interface DigestWish {
  readonly workflowId: string;
  readonly from: string;
  /** The newest so many. */
  readonly most: number;
}

const PAGE = 50;
const REMEMBERED = 20_000;
/** Turns are read and checked on this thread; live calls' audio goes out in between. */
const CALLS_AT_A_TIME = 10;

export class CallDigests {
  readonly #calls: Pick<CallRepository, 'list' | 'turns'>;
  /** Of ended calls, which do not change any more; the oldest first. */
  readonly #known = new Map<string, CallDigest>();

  constructor(calls: Pick<CallRepository, 'list' | 'turns'>) {
    this.#calls = calls;
  }

  /** Newest first. `complete`: there were no more than that. */
  async of({ workflowId, from, most }: DigestWish): Promise<{ digests: CallDigest[]; complete: boolean }> {
    const digests: CallDigest[] = [];
    let cursor: string | null = null;
    do {
      const limit = Math.min(PAGE, most - digests.length);
      const page = await this.#calls.list({ workflowId, from, limit, ...(cursor !== null && { cursor }) });
      for (const [at, call] of page.calls.entries()) {
        if (at % CALLS_AT_A_TIME === 0) await breathe();
        digests.push(await this.#digest(call));
      }
      cursor = page.nextCursor;
    } while (cursor !== null && digests.length < most);
    return { digests, complete: cursor === null };
  }

  async #digest(call: Call): Promise<CallDigest> {
    const known = this.#known.get(call.callSid);
    if (known) return known;
    const digest = digestOf(call, await this.#calls.turns(call.callSid));
    if (call.status === 'ended') this.#remember(digest);
    return digest;
  }

  #remember(digest: CallDigest): void {
    this.#known.set(digest.callSid, digest);
    const [oldest] = this.#known.keys();
    if (this.#known.size > REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
  }
}

export function digestOf(call: Call, turns: readonly Turn[]): CallDigest {
  const { callSid, startedAt, workflowVersion: version, carrier, errors } = call;
  return {
    callSid,
    startedAt,
    version,
    test: carrier === 'simulator' || carrier === 'browser',
    errors,
    turns: turns
      .filter(({ input }) => input === 'speech' || input === 'keys')
      .map(({ clocks, source }) => ({ ...clocks, source })),
  };
}
