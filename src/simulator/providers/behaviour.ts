/** How a simulated provider behaves: how fast it is, and what is wrong with it at the moment. */
import { zeroLatency, type Episodes, type LatencySource } from '../../services/providers/index.ts';

export type ProviderFault =
  /** The connection is reset as soon as it is made (gRPC: UNAVAILABLE). */
  | { readonly kind: 'refuse' }
  /** Refused by the provider, in its own words: HTTP status, gRPC code, or a closed socket that was open already. */
  | { readonly kind: 'status'; readonly status: 401 | 402 | 403 | 429 | 500 | 503 }
  /** Takes everything, says nothing, for ever. */
  | { readonly kind: 'stall' }
  /** Closes the connection after this many outputs (audio pieces, tokens, partials) of a request. */
  | { readonly kind: 'close'; readonly afterOutputs: number }
  /** Says nothing more after this many outputs, and keeps the connection. */
  | { readonly kind: 'hang'; readonly afterOutputs: number }
  /** Answers with what is not of the format. */
  | { readonly kind: 'garbage' }
  /** The account's quota is used up, in the provider's own words. */
  | { readonly kind: 'quota' }
  /** The provider's filter does not let the text pass, in the provider's own words. */
  | { readonly kind: 'content' };

export interface BehaviourOptions {
  /** From the request (finish of the speech, for a recogniser) to the first output, ms. */
  readonly latency?: LatencySource;
  /** A slow state that comes and goes. */
  readonly episodes?: Episodes;
}

/** One simulated service's condition. May be changed at any time; requests that begin afterwards feel it. */
export class ProviderBehaviour {
  latency: LatencySource;
  episodes: Episodes | undefined;
  /** All latencies are this many times as long: 1 is healthy, 10 is ten times slower. */
  slowness = 1;
  fault: ProviderFault | null = null;
  /** What has happened so far, for assertions. */
  readonly counts = {
    /** Sockets, streams or HTTP requests that were opened. */
    connections: 0,
    /** Turns, clauses or completions that were asked for. */
    requests: 0,
    /** Of the requests: given up by the client before their end. */
    cancelled: 0,
    /** Of the requests: answered to the end. */
    completed: 0,
  };

  constructor(options: BehaviourOptions = {}) {
    this.latency = options.latency ?? zeroLatency;
    this.episodes = options.episodes;
  }

  /** The next request's time to its first output, ms. */
  firstOutputMs(): number {
    return this.latency.next() * this.slowness * (this.episodes?.factor() ?? 1);
  }
}
