/**
 * Answers in the making for words that may turn out to be the caller's: a model at work, a first clause synthesised. When the
 * turn is decided one of them is taken over; what the others have cost is counted as waste.
 */
import type { CacheQuestion, CallCache } from '../../types/cache.ts';
import type { Clock } from '../../types/clock.ts';
import type { JsonValue } from '../../types/json.ts';
import type { LanguageTag } from '../../types/language.ts';
import type {
  Cancellable,
  Delivery,
  Generation,
  LanguageModel,
  ModelRequest,
  ModelSink,
} from '../../types/ports.ts';
import type { CallEffect, PreparedLine } from './events.ts';
import { estimatedTokens } from './spending.ts';

type Speculate = Extract<CallEffect, { type: 'speculate' }>;

export interface SpeculationParts {
  readonly model: LanguageModel | null;
  readonly cache: CallCache | null;
  readonly clock: Clock;
  /**
   * Makes the first clause of a line ready; null: nothing to make (yet). Absent: the carrier speaks. `complete`: no more text
   * will come.
   */
  readonly prepare: ((line: PreparedLine, complete: boolean) => Cancellable | null) | undefined;
  /** Tokens of a model that were paid for and thrown away. */
  readonly wasted: (tokens: number, language: LanguageTag) => void;
}

/** A model's answer that nobody has asked for yet. */
export class SpeculativeAnswer {
  readonly askedAt: number;
  readonly #request: ModelRequest;
  readonly #pending: ((sink: ModelSink) => void)[] = [];
  #sink: ModelSink | null = null;
  #handle: Generation | null = null;
  #text = '';
  over = false;
  failed = false;

  constructor(
    model: LanguageModel,
    request: ModelRequest,
    clock: Clock,
    onText: (text: string, complete: boolean) => void,
  ) {
    this.askedAt = clock.now();
    this.#request = request;
    const pass = (event: (sink: ModelSink) => void) => {
      if (this.#sink) event(this.#sink);
      else this.#pending.push(event);
    };
    this.#handle = model.generate(request, {
      text: (delta) => {
        this.#text += delta;
        pass((sink) => sink.text(delta));
        if (!this.#sink) onText(this.#text, false);
      },
      toolCall: (name: string, args: Record<string, JsonValue>) => pass((sink) => sink.toolCall(name, args)),
      progress: () => pass((sink) => sink.progress?.()),
      done: (usage) => {
        this.over = true;
        pass((sink) => sink.done(usage));
        if (!this.#sink) onText(this.#text, true);
      },
      failed: (failure) => {
        this.over = true;
        this.failed = true;
        pass((sink) => sink.failed(failure));
      },
    });
  }

  get delivery(): Delivery | undefined {
    return this.#handle?.delivery;
  }

  /** What it has said so far comes at once, the rest as it comes. */
  adopt(sink: ModelSink): Generation {
    this.#sink = sink;
    for (const event of this.#pending.splice(0)) event(sink);
    return this.#handle ?? { cancel: () => undefined };
  }

  /** Answers what it has cost, in tokens. */
  discard(): number {
    this.#handle?.cancel();
    this.#sink ??= silent;
    const asked = this.#request.messages.reduce((sum, { text }) => sum + estimatedTokens(text), 0);
    return asked + estimatedTokens(this.#text);
  }
}

const silent: ModelSink = {
  text: () => undefined,
  toolCall: () => undefined,
  done: () => undefined,
  failed: () => undefined,
};

interface Live {
  readonly language: LanguageTag;
  answer: SpeculativeAnswer | null;
  line: Cancellable | null;
}

export class Speculations {
  readonly #parts: SpeculationParts;
  readonly #live = new Map<string, Live>();

  constructor(parts: SpeculationParts) {
    this.#parts = parts;
  }

  start({ speculation, says, model }: Speculate): void {
    const [first] = says;
    const language = first?.language ?? model?.language;
    if (language === undefined) return;
    const live: Live = { language, answer: null, line: null };
    this.#live.set(speculation, live);
    if (first) live.line = this.#parts.prepare?.(first, true) ?? null;
    if (model) this.#ask(live, model, first === undefined);
  }

  /** The model's answer of a speculation that came true; null: there is none, or it failed. Its audio is kept for it. */
  take(speculation: string | undefined): SpeculativeAnswer | null {
    const live = speculation === undefined ? undefined : this.#live.get(speculation);
    if (speculation === undefined || !live) return null;
    this.#live.delete(speculation);
    return live.answer && !live.answer.failed ? live.answer : null;
  }

  /** It came true without a model: its audio is kept, an answer is not. */
  end(speculation: string): void {
    const live = this.#live.get(speculation);
    this.#live.delete(speculation);
    if (live?.answer) this.#parts.wasted(live.answer.discard(), live.language);
  }

  cancel(speculation: string): void {
    const live = this.#live.get(speculation);
    this.#live.delete(speculation);
    if (live) this.#discard(live);
  }

  cancelAll(): void {
    for (const live of this.#live.values()) this.#discard(live);
    this.#live.clear();
  }

  #ask(live: Live, { request, question, ...line }: NonNullable<Speculate['model']>, first: boolean): void {
    const prepare = (text: string, complete: boolean) => {
      const delivery = live.answer?.delivery;
      if (first) live.line ??= this.#parts.prepare?.({ ...line, text, delivery }, complete) ?? null;
    };
    const known = this.#known(question);
    if (known !== null) return prepare(known, true);
    const { model, clock } = this.#parts;
    if (model) live.answer = new SpeculativeAnswer(model, request, clock, prepare);
  }

  /** What the cache would answer; it counts nothing until it is asked in earnest. */
  #known(question: CacheQuestion): string | null {
    return this.#parts.cache?.preview(question)?.text ?? null;
  }

  #discard({ language, answer, line }: Live): void {
    line?.cancel();
    if (answer) this.#parts.wasted(answer.discard(), language);
  }
}
