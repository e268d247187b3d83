/** `/v2/listen`: turns. Whether a turn is over is judged from its last word and the silence after it. */
import { randomUUID } from 'node:crypto';
import type { ProviderBehaviour } from '../behaviour.ts';
import { StreamEar } from './listening.ts';
import type { Outlet } from './outlet.ts';
import type { QueryRules } from './refusal.ts';

export const fluxRules: QueryRules = {
  model: /^flux-general-(en|multi)$/,
  encoding: /^mulaw$/,
  sample_rate: /^8000$/,
  eot_threshold: /^(0\.[5-9]\d*|1(\.0)?)$/,
  eager_eot_threshold: /^0\.[3-9]\d*$/,
  eot_timeout_ms: /^([5-9]\d\d|\d{4,5})$/,
  language_hint: /^(en|es|fr|de|hi|ru|pt|ja|it|nl)$/,
  keyterm: /^.{1,200}$/su,
};

const UPDATE_MS = 250;
/** Silence after which an opinion is given, ms: perhaps, and surely. */
const EAGER_MS = 200;
const END_MS = 400;
/** A sentence does not end with these. */
const unfinished = /(^|\s)(and|but|or|is|the|a|an|my|to|for)$/i;

export class FluxStream {
  readonly #outlet: Outlet;
  readonly #behaviour: ProviderBehaviour;
  readonly #ear = new StreamEar();
  readonly #eager: number;
  readonly #end: number;
  readonly #timeoutMs: number;
  readonly #multilingual: boolean;
  #turnIndex = 0;
  #turnFrom = 0;
  #open = false;
  #eagerSaid = false;
  #slowed = false;
  #updatedAt = 0;

  constructor(outlet: Outlet, behaviour: ProviderBehaviour, query: URLSearchParams) {
    this.#outlet = outlet;
    this.#behaviour = behaviour;
    this.#eager = Number(query.get('eager_eot_threshold') ?? Infinity);
    this.#end = Number(query.get('eot_threshold') ?? 0.7);
    this.#timeoutMs = Number(query.get('eot_timeout_ms') ?? 5_000);
    this.#multilingual = query.get('model') === 'flux-general-multi';
    outlet.say(
      () => ({ type: 'Connected', request_id: randomUUID(), sequence_id: outlet.sequence++ }),
      false,
    );
  }

  get owed(): number {
    return this.#open ? 1 : 0;
  }

  audio(mulaw: Uint8Array): void {
    this.#ear.push(mulaw, (heard) => this.#step(heard));
  }

  /** No `KeepAlive` and no `Finalize` here: the real service closes a connection that sends them. */
  control(message: Readonly<Record<string, unknown>>): boolean {
    if (message['type'] === 'Configure' && Array.isArray(message['keyterms'])) {
      const { keyterms } = message;
      this.#outlet.say(
        () => ({
          type: 'ConfigureSuccess',
          request_id: randomUUID(),
          sequence_id: this.#outlet.sequence++,
          thresholds: {},
          keyterms,
        }),
        false,
      );
      return true;
    }
    if (message['type'] !== 'CloseStream') return false;
    this.#turnInfo('Update');
    this.#outlet.close();
    return true;
  }

  #step(heard: boolean): void {
    if (heard) return this.#speech();
    const { silentMs } = this.#ear;
    const confidence = this.#confidence();
    if (this.#open && !this.#slowed && silentMs >= 100) {
      // What is said about the silence is the answer: it comes as late as this service is slow.
      this.#slowed = true;
      this.#outlet.wait(this.#behaviour.firstOutputMs());
    }
    if (this.#open && silentMs >= END_MS && confidence >= this.#end) return this.#endTurn('model');
    if (this.#open && silentMs >= this.#timeoutMs) return this.#endTurn('timeout');
    if (this.#open && !this.#eagerSaid && silentMs >= EAGER_MS && confidence >= this.#eager) {
      this.#eagerSaid = true;
      return this.#turnInfo('EagerEndOfTurn');
    }
    if (this.#ear.ms - this.#updatedAt >= UPDATE_MS) this.#turnInfo('Update');
  }

  #speech(): void {
    this.#slowed = false;
    if (!this.#open) {
      this.#open = true;
      this.#outlet.newRequest();
      this.#behaviour.counts.requests++;
      this.#turnInfo('StartOfTurn');
    } else if (this.#eagerSaid) {
      this.#eagerSaid = false;
      this.#turnInfo('TurnResumed');
    } else if (this.#ear.ms - this.#updatedAt >= UPDATE_MS) this.#turnInfo('Update');
  }

  #endTurn(trigger: 'model' | 'timeout'): void {
    this.#turnInfo('EndOfTurn', { trigger }, () => this.#behaviour.counts.completed++);
    this.#ear.cut();
    this.#open = false;
    this.#eagerSaid = false;
    this.#slowed = false;
    this.#turnFrom = this.#ear.ms;
    this.#turnIndex++;
  }

  #confidence(): number {
    if (!this.#open) return 0;
    return unfinished.test(this.#ear.said.trim()) ? 0.45 : 0.85;
  }

  #turnInfo(event: string, more: object = {}, after?: () => void): void {
    // Half a word is nothing yet; in silence the last one is whole.
    const transcript = (this.#ear.silentMs >= 60 ? this.#ear.said : this.#ear.words).trim();
    const message = {
      type: 'TurnInfo',
      event,
      turn_index: this.#turnIndex,
      audio_window_start: this.#turnFrom / 1_000,
      audio_window_end: this.#ear.ms / 1_000,
      transcript,
      words: transcript === '' ? [] : transcript.split(/\s+/).map((word) => ({ word, confidence: 0.97 })),
      end_of_turn_confidence: this.#confidence(),
      ...(this.#multilingual ? { languages: ['en'] } : {}),
      ...more,
    };
    this.#updatedAt = this.#ear.ms;
    this.#outlet.say(
      () => ({ ...message, request_id: 'r', sequence_id: this.#outlet.sequence++ }),
      true,
      after,
    );
  }
}
