import type { JsonValue } from '../../../types/json.ts';
import type {
  Cancellable,
  Generation,
  LanguageModel,
  ModelCapabilities,
  ModelRequest,
  ModelSink,
  ProviderFailure,
} from '../../../types/ports.ts';
import { Chain, type ChainOptions } from './chain.ts';
import { failure as failureBy } from '../shared/failure.ts';
import { Continuation } from './continuation.ts';
import { Race } from './race.ts';
import type { Entrant } from './raceOptions.ts';

/** After all were asked and none answered in its time. */
const GIVE_UP_MS = 6_000;
/** Tokens come every 5-30 ms; a stream that pauses this long has stopped. */
const NEXT_OUTPUT_MS = 1_200;
/** Letters in a token, roughly: for the count of waste only. */
const LETTERS_A_TOKEN = 4;

/** Several language models as one, for one call. */
export class FailoverModel implements LanguageModel {
  readonly name: string;
  readonly capabilities: ModelCapabilities;
  readonly #chain: Chain<LanguageModel>;

  constructor(options: ChainOptions<LanguageModel>) {
    this.#chain = new Chain('model', options);
    this.name = this.#chain.first.name;
    this.capabilities = this.#chain.first.capabilities;
  }

  async warm(): Promise<void> {
    await Promise.allSettled(this.#chain.parts.map((part) => part.warm()));
  }

  generate(request: ModelRequest, sink: ModelSink): Generation {
    return new Answer(this.#chain, request, sink);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** One answer, which may begin at one model and end at another. */
class Answer implements Generation {
  readonly #chain: Chain<LanguageModel>;
  readonly #request: ModelRequest;
  readonly #sink: ModelSink;
  readonly #broken: string[] = [];
  #said = '';
  #toolCalled = false;
  #race: Race | undefined;
  #asked = 0;
  #over = false;

  constructor(chain: Chain<LanguageModel>, request: ModelRequest, sink: ModelSink) {
    this.#chain = chain;
    this.#request = request;
    this.#sink = sink;
    this.#ask(undefined);
  }

  cancel(): void {
    this.#over = true;
    this.#race?.cancel();
  }

  beside(): { readonly asked: string; readonly beside: string } | null {
    return this.#over ? null : (this.#race?.beside ?? null);
  }

  hedge(): boolean {
    return !this.#over && (this.#race?.hedge() ?? false);
  }

  #ask(continuation: Continuation | undefined): void {
    const { board, language, watch, serving } = this.#chain;
    // A race may be over, and another begun, before this one's constructor has returned.
    const mine = ++this.#asked;
    const race = new Race({
      board,
      work: 'model',
      language,
      watch,
      serving,
      ranked: this.#chain.ranked(this.#broken),
      ...(this.#broken.includes(serving.first) ? { reason: 'unavailable' } : {}),
      giveUpMs: GIVE_UP_MS,
      nextOutputMs: NEXT_OUTPUT_MS,
      units: Math.ceil(lettersOf(this.#request) / LETTERS_A_TOKEN),
      start: (name, entrant) => this.#start(name, entrant, continuation),
      allFailed: (failure) => this.#fail(failure),
      broken: (failure, winner) => this.#goOn(failure, winner),
    });
    if (mine === this.#asked) this.#race = race;
    if (this.#over) race.cancel();
  }

  #start(name: string, entrant: Entrant, continuation: Continuation | undefined): Cancellable {
    const part = this.#chain.part(name);
    const request = continuation ? goOnRequest(this.#request, continuation.told, part) : this.#request;
    let anything = false;
    const say = (text: string) => {
      this.#said += text;
      if (text !== '') this.#sink.text(text);
    };
    return part.generate(request, {
      text: (delta) => {
        if (delta === '') return;
        anything = true;
        if (entrant.output()) say(continuation ? continuation.push(delta) : delta);
      },
      toolCall: (tool, args: Record<string, JsonValue>) => {
        anything = true;
        if (!entrant.output()) return;
        this.#toolCalled = true;
        this.#sink.toolCall(tool, args);
      },
      // The arguments of a tool are the answer too, though nobody hears them.
      progress: () => void entrant.output(),
      done: (usage) => {
        // An answer of nothing is none; the other half of an answer may be.
        if (!anything && !continuation)
          return entrant.failed(failureBy(name, 'unavailable', 'it answered with nothing'));
        if (!entrant.done()) return;
        if (continuation) say(continuation.end());
        this.#sink.done(usage);
      },
      failed: (failure) => entrant.failed(failure),
    });
  }

  /** The model broke in mid-answer: another one says the rest. */
  #goOn(failure: ProviderFailure, winner: string): void {
    if (this.#over) return;
    // What it wanted done is known whole; only its closing words are missing.
    if (this.#toolCalled) return this.#sink.done({ inputTokens: 0, outputTokens: 0 });
    this.#broken.push(winner);
    if (this.#broken.length > this.#chain.parts.length) return this.#fail(failure);
    this.#ask(this.#said === '' ? undefined : new Continuation(this.#said));
  }

  /** Half an answer is not retried by anybody: it would be said twice. */
  #fail(failure: ProviderFailure): void {
    if (this.#over) return;
    this.#sink.failed({ ...failure, retryable: failure.retryable && this.#said === '' });
  }
}

const GO_ON =
  'Your last answer was cut off after the words above. Go on exactly where they stop. Do not repeat or correct them.';

function goOnRequest(request: ModelRequest, told: string, part: LanguageModel): ModelRequest {
  if (told.trim() === '') return request;
  const answer = { role: 'agent', text: told.trimEnd() } as const;
  const { prefill } = part.capabilities;
  return {
    ...request,
    messages: [...request.messages, answer, ...(prefill ? [] : [{ role: 'system', text: GO_ON } as const])],
  };
}

function lettersOf({ messages }: ModelRequest): number {
  return messages.reduce((sum, { text }) => sum + text.length, 0);
}
