import type { LanguageTag } from '../../../types/language.ts';
import type {
  Recogniser,
  RecogniserCapabilities,
  RecogniserOptions,
  RecogniserSession,
  RecogniserSink,
} from '../../../types/ports.ts';
import { Chain, type ChainOptions } from './chain.ts';
import { FailoverEar } from './recogniserSession.ts';

/**
 * Several recognisers as one, for one call. All hear 8 kHz. When one fails or is late with its final, the next one hears
 * the turn from its beginning. `failed` is told once a turn when nobody understood it; the session goes on with the next.
 */
export class FailoverRecogniser implements Recogniser {
  readonly name: string;
  readonly capabilities: RecogniserCapabilities;
  readonly #chain: Chain<Recogniser>;

  constructor(options: ChainOptions<Recogniser>) {
    this.#chain = new Chain('recogniser', options);
    this.name = this.#chain.first.name;
    this.capabilities = { ...this.#chain.first.capabilities, sampleRates: [8_000] };
  }

  supports(language: LanguageTag): boolean {
    return this.#chain.parts.some((part) => part.supports(language));
  }

  async warm(): Promise<void> {
    await Promise.allSettled(this.#chain.parts.map((part) => part.warm()));
  }

  open(options: RecogniserOptions, sink: RecogniserSink): RecogniserSession {
    return new FailoverEar(this.#chain, options, sink);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
