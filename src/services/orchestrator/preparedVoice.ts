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

/** Clauses held at a time: those of two speculations, and one that is being spoken. */
const MOST = 3;

export class PreparedVoice extends WrappedSynthesiser {
  readonly #wasted: (characters: number, language: LanguageTag) => void;
  readonly #held = new Map<string, HeldClause>();

  constructor(inner: Synthesiser, wasted: (characters: number, language: LanguageTag) => void) {
    super(inner);
    this.#wasted = wasted;
  }

  /** Begins to synthesise a clause. Cancelled, or pushed out by others, it is waste. */
  prepare(request: SynthesisRequest): Cancellable {
    const key = keyOf(request);
    if (!this.#held.has(key)) {
      this.#makeRoom();
      this.#held.set(key, new HeldClause(this.inner, request));
    }
    return { cancel: () => this.#drop(key) };
  }

  speak(request: SynthesisRequest, sink: SynthesisSink): Cancellable {
    const key = keyOf(request);
    const held = this.#held.get(key);
    this.#held.delete(key);
    // One that failed is asked for anew: it may have been our being early.
    return held && !held.failed ? held.adopt(sink) : this.inner.speak(request, sink);
  }

  #makeRoom(): void {
    const [oldest] = this.#held.keys();
    if (oldest !== undefined && this.#held.size >= MOST) this.#drop(oldest);
  }

  #drop(key: string): void {
    const held = this.#held.get(key);
    if (!held) return;
    this.#held.delete(key);
    held.cancel();
    this.#wasted(held.request.text.length, held.request.language);
  }
}

function keyOf({ text, language, voice, rate, without = [] }: SynthesisRequest): string {
  return JSON.stringify([text, language, voice ?? '', rate ?? 1, without]);
}

type Heard = (sink: SynthesisSink) => void;

/** A clause on its way. What comes is kept until somebody wants it. */
class HeldClause {
  readonly request: SynthesisRequest;
  failed = false;
  readonly #pending: Heard[] = [];
  readonly #running: Cancellable;
  #sink: SynthesisSink | null = null;
  #cancelled = false;

  constructor(inner: Synthesiser, request: SynthesisRequest) {
    this.request = request;
    this.#running = inner.speak(request, {
      // The provider's buffer is its own after the call.
      audio: (mulaw) => this.#pass(copied(mulaw)),
      spoken: (length, atMs) => this.#pass((sink) => sink.spoken?.(length, atMs)),
      done: (detail?: SynthesisDetail) => this.#pass((sink) => sink.done(detail)),
      failed: (failure: ProviderFailure) => {
        this.failed = true;
        this.#pass((sink) => sink.failed(failure));
      },
    });
  }

  adopt(sink: SynthesisSink): Cancellable {
    this.#sink = sink;
    for (const heard of this.#pending.splice(0)) if (!this.#cancelled) heard(sink);
    return { cancel: () => this.cancel() };
  }

  cancel(): void {
    this.#cancelled = true;
    this.#pending.length = 0;
    this.#running.cancel();
  }

  #pass(heard: Heard): void {
    if (this.#cancelled) return;
    if (this.#sink) heard(this.#sink);
    else this.#pending.push(heard);
  }
}

function copied(mulaw: Uint8Array): Heard {
  const own = Uint8Array.from(mulaw);
  return (sink) => sink.audio(own);
}
