/** A synthesiser that may be asked for a clause before anybody wants to hear it. Whoever then speaks it gets what is there. */
import type { LanguageTag } from '../../types/language.ts';
import type {
  Cancellable,
  ProviderFailure,
  SynthesisDetail,
  SynthesisRequest,
  SynthesisSink,
  Synthesiser,
} from '../../types/ports.ts';
import { WrappedSynthesiser } from './wrappedSynthesiser.ts';

/** Clauses of speculations held at a time: those of two, and one that is being spoken. Predictions have limits of their own. */
const MOST = 3;

/** A clause that may be wanted in the next turn. */
export interface PredictedClause extends Cancellable {
  /** All of its audio, when it is there and nobody has spoken it; the voice's own, not that of a stand-in. */
  whole(): Uint8Array | null;
}

interface Held {
  readonly clause: HeldClause;
  /** Speculations that want it. */
  speculations: number;
  /** Told when it is spoken; null: no prediction wants it. */
  predicted: (() => void) | null;
}

export class PreparedVoice extends WrappedSynthesiser {
  readonly #wasted: (characters: number, language: LanguageTag) => void;
  readonly #held = new Map<string, Held>();

  constructor(inner: Synthesiser, wasted: (characters: number, language: LanguageTag) => void) {
    super(inner);
    this.#wasted = wasted;
  }

  /** Begins to synthesise a clause. Cancelled, or pushed out by others, it is waste. */
  prepare(request: SynthesisRequest): Cancellable {
    const key = keyOf(request);
    if (!this.#held.has(key)) this.#makeRoom();
    const held = this.#hold(key, request);
    held.speculations++;
    return onlyOnce(() => {
      held.speculations--;
      this.#letGo(key, held);
    });
  }

  /** The same for a later turn: beside the speculations, and not pushed out by them. `used`: somebody speaks it. */
  predict(request: SynthesisRequest, used: () => void): PredictedClause {
    const key = keyOf(request);
    const held = this.#hold(key, request);
    held.predicted = used;
    const { cancel } = onlyOnce(() => {
      held.predicted = null;
      this.#letGo(key, held);
    });
    return { whole: () => held.clause.whole(this.name), cancel };
  }

  /** Whether it has been asked for. */
  holds(request: SynthesisRequest): boolean {
    return this.#held.has(keyOf(request));
  }

  speak(request: SynthesisRequest, sink: SynthesisSink): Cancellable {
    const key = keyOf(request);
    const held = this.#held.get(key);
    this.#held.delete(key);
    // One that failed is asked for anew: it may have been our being early.
    if (!held || held.clause.failed) return this.inner.speak(request, sink);
    held.predicted?.();
    return held.clause.adopt(sink);
  }

  #hold(key: string, request: SynthesisRequest): Held {
    const known = this.#held.get(key);
    if (known) return known;
    const held = { clause: new HeldClause(this.inner, request), speculations: 0, predicted: null };
    this.#held.set(key, held);
    return held;
  }

  #makeRoom(): void {
    const speculated = [...this.#held].filter(([, held]) => held.predicted === null);
    const [oldest] = speculated;
    if (oldest && speculated.length >= MOST) this.#drop(...oldest);
  }

  #letGo(key: string, held: Held): void {
    if (held.speculations <= 0 && held.predicted === null) this.#drop(key, held);
  }

  /** What was spoken, or dropped before, is not ours any more. */
  #drop(key: string, held: Held): void {
    if (this.#held.get(key) !== held) return;
    this.#held.delete(key);
    const { clause } = held;
    clause.cancel();
    this.#wasted(clause.request.text.length, clause.request.language);
  }
}

function onlyOnce(cancel: () => void): Cancellable {
  let done = false;
  return {
    cancel() {
      if (done) return;
      done = true;
      cancel();
    },
  };
}

function keyOf({ text, language, voice, rate, without = [], prefer }: SynthesisRequest): string {
  return JSON.stringify([text, language, voice ?? '', rate ?? 1, without, prefer ?? null]);
}

type Heard = (sink: SynthesisSink) => void;

/** A clause on its way. What comes is kept until somebody wants it. */
class HeldClause {
  readonly request: SynthesisRequest;
  failed = false;
  readonly #pending: Heard[] = [];
  readonly #audio: Uint8Array[] = [];
  #doneBy: string | null = null;
  readonly #running: Cancellable;
  #sink: SynthesisSink | null = null;
  #cancelled = false;

  constructor(inner: Synthesiser, request: SynthesisRequest) {
    this.request = request;
    this.#running = inner.speak(request, {
      // The provider's buffer is its own after the call.
      audio: (mulaw) => {
        const own = Uint8Array.from(mulaw);
        if (!this.#sink) this.#audio.push(own);
        this.#pass((sink) => sink.audio(own));
      },
      spoken: (length, atMs) => this.#pass((sink) => sink.spoken?.(length, atMs)),
      done: (detail?: SynthesisDetail) => {
        this.#doneBy = detail?.provider ?? inner.name;
        this.#pass((sink) => sink.done(detail));
      },
      failed: (failure: ProviderFailure) => {
        this.failed = true;
        this.#pass((sink) => sink.failed(failure));
      },
    });
  }

  adopt(sink: SynthesisSink): Cancellable {
    this.#sink = sink;
    this.#audio.length = 0;
    for (const heard of this.#pending.splice(0)) if (!this.#cancelled) heard(sink);
    return { cancel: () => this.cancel() };
  }

  /** All of it, if it is there, unspoken, and in the voice of `provider`. */
  whole(provider: string): Uint8Array | null {
    if (this.#sink || this.#cancelled || this.failed || this.#doneBy !== provider) return null;
    return Buffer.concat(this.#audio);
  }

  cancel(): void {
    this.#cancelled = true;
    this.#pending.length = 0;
    this.#audio.length = 0;
    this.#running.cancel();
  }

  #pass(heard: Heard): void {
    if (this.#cancelled) return;
    if (this.#sink) heard(this.#sink);
    else this.#pending.push(heard);
  }
}
