/** `/v1/listen`: interim results while words come, settled ones in pauses and when `Finalize` asks. */
import { randomUUID } from 'node:crypto';
import type { ProviderBehaviour } from '../behaviour.ts';
import { StreamEar, STEP_MS } from './listening.ts';
import type { Outlet } from './outlet.ts';
import type { QueryRules } from './refusal.ts';

export const novaRules: QueryRules = {
  model: /^nova-3(-general|-medical)?$/,
  language: /^([a-z]{2}|multi)(-[A-Z]{2})?$/,
  encoding: /^mulaw$/,
  sample_rate: /^8000$/,
  interim_results: /^(true|false)$/,
  punctuate: /^(true|false)$/,
  endpointing: /^(\d+|false)$/,
  keyterm: /^.{1,200}$/su,
};

/** A stretch gets no longer than this before it settles at a word. The real model does it too, at times of its choice. */
const LONGEST_MS = 8_000;
/** `Finalize` of less audio than this gets no answer; the documentation says "no significant amount", without a number. */
const SIGNIFICANT_MS = 300;

export class NovaStream {
  readonly #outlet: Outlet;
  readonly #behaviour: ProviderBehaviour;
  readonly #ear = new StreamEar();
  readonly #endpointingMs: number;
  /** Where the stretch that has not settled begins. */
  #from = 0;
  #interim = '';
  #asked = 0;

  constructor(outlet: Outlet, behaviour: ProviderBehaviour, query: URLSearchParams) {
    this.#outlet = outlet;
    this.#behaviour = behaviour;
    this.#endpointingMs = Number(query.get('endpointing') ?? 10) || Infinity;
  }

  /** Finals that were asked for and have not been given. */
  get owed(): number {
    return this.#asked;
  }

  audio(mulaw: Uint8Array): void {
    this.#ear.push(mulaw, (heard) => {
      if (!heard) {
        const paused =
          this.#ear.silentMs >= this.#endpointingMs && this.#ear.silentMs - STEP_MS < this.#endpointingMs;
        if (paused && this.#ear.said !== '') this.#settle({ speech_final: true });
        return;
      }
      const { words } = this.#ear;
      if (words === '' || words === this.#interim) return;
      if (this.#ear.ms - this.#from > LONGEST_MS) return this.#settle({ speech_final: false }, words);
      this.#interim = words;
      this.#outlet.say(this.#results(words, { is_final: false }));
    });
  }

  /** A text message. False: not one that it knows. */
  control(message: Readonly<Record<string, unknown>>): boolean {
    switch (message['type']) {
      case 'KeepAlive':
        return true;
      case 'Finalize':
        this.#finalize();
        return true;
      case 'Configure': {
        const { keyterms } = message;
        if (!Array.isArray(keyterms)) return false;
        const answer = { type: 'ConfigureSuccess', request_id: randomUUID(), keyterms };
        this.#outlet.say(() => answer, false);
        return true;
      }
      case 'CloseStream':
        this.#ear.drain();
        this.#settle({ speech_final: true });
        this.#outlet.say(
          () => ({ type: 'Metadata', duration: this.#ear.ms / 1_000, channels: 1 }),
          false,
          () => this.#outlet.close(1000),
        );
        return true;
      default:
        return false;
    }
  }

  #finalize(): void {
    this.#ear.drain();
    if (this.#ear.ms - this.#from < SIGNIFICANT_MS) return;
    this.#outlet.newRequest();
    this.#behaviour.counts.requests++;
    this.#asked++;
    this.#outlet.wait(this.#behaviour.firstOutputMs());
    this.#settle({ speech_final: true, from_finalize: true }, this.#ear.said, () => {
      this.#asked--;
      this.#behaviour.counts.completed++;
    });
  }

  #settle(flags: object, text = this.#ear.said, after?: () => void): void {
    const message = this.#results(text, { is_final: true, ...flags });
    this.#ear.cut(text === this.#ear.said ? 'nothing' : 'half a word');
    this.#from = this.#ear.ms;
    this.#interim = '';
    this.#outlet.say(message, true, after);
  }

  #results(text: string, flags: object): () => Record<string, unknown> {
    const transcript = text.trim();
    const message = {
      type: 'Results',
      channel_index: [0, 1],
      start: this.#from / 1_000,
      duration: (this.#ear.ms - this.#from) / 1_000,
      speech_final: false,
      from_finalize: false,
      ...flags,
      channel: {
        alternatives: [
          {
            transcript,
            confidence: transcript === '' ? 0 : 0.98,
            words: this.#ear.timed(text).map((word) => ({ ...word, confidence: 0.98 })),
          },
        ],
      },
    };
    return () => message;
  }
}
