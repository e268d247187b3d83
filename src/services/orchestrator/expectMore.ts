/** A recogniser that is told more than the flow expects: words of the language's own record, and how other regions say a choice. */
import type { Expectation } from '../../types/expectation.ts';
import type { LanguageTag } from '../../types/language.ts';
import type {
  Recogniser,
  RecogniserCapabilities,
  RecogniserOptions,
  RecogniserSession,
  RecogniserSink,
} from '../../types/ports.ts';

export type MoreOf = (expectation: Expectation) => Expectation;

export class ExpectMore implements Recogniser {
  readonly name: string;
  readonly #inner: Recogniser;
  readonly #moreOf: MoreOf;

  constructor(inner: Recogniser, moreOf: MoreOf) {
    this.name = inner.name;
    this.#inner = inner;
    this.#moreOf = moreOf;
  }

  get capabilities(): RecogniserCapabilities {
    return this.#inner.capabilities;
  }

  supports(language: LanguageTag): boolean {
    return this.#inner.supports(language);
  }

  warm(): Promise<void> {
    return this.#inner.warm();
  }

  open(options: RecogniserOptions, sink: RecogniserSink): RecogniserSession {
    const { expectation } = options;
    const session = this.#inner.open(
      { ...options, ...(expectation && { expectation: this.#more(expectation) }) },
      sink,
    );
    return {
      begin: (expected) => session.begin(expected && this.#more(expected)),
      write: (pcm) => session.write(pcm),
      finish: () => session.finish(),
      discard: () => session.discard(),
      close: () => session.close(),
    };
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  /** Hints only lean a recogniser: it hears without them too. */
  #more(expectation: Expectation): Expectation {
    try {
      return this.#moreOf(expectation);
    } catch {
      return expectation;
    }
  }
}
