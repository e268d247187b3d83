/** Providers whose cost is counted, and a model that hands on nothing before it has all. */
import { estimatedTokens } from '../../src/services/conversation/spending.ts';
import type {
  Cancellable,
  LanguageModel,
  ModelRequest,
  ModelSink,
  SynthesisRequest,
  SynthesisSink,
  Synthesiser,
} from '../../src/types/ports.ts';

/** What was asked of models, in tokens; what of it nobody used. */
export interface ModelSpend {
  requests: number;
  cancelled: number;
  tokens: number;
  cancelledTokens: number;
}

abstract class Wrapped {
  warm(): Promise<void> {
    return Promise.resolve();
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Says all at once when it has all. */
export class WholeModel extends Wrapped implements LanguageModel {
  readonly name = 'whole';
  readonly capabilities = { tools: true, prefill: false } as const;
  readonly #inner: LanguageModel;

  constructor(inner: LanguageModel) {
    super();
    this.#inner = inner;
  }

  generate(request: ModelRequest, sink: ModelSink): Cancellable {
    let text = '';
    return this.#inner.generate(request, {
      text: (delta) => void (text += delta),
      toolCall: (name, args) => sink.toolCall(name, args),
      done: (usage) => {
        if (text !== '') sink.text(text);
        sink.done(usage);
      },
      failed: (failure) => sink.failed(failure),
    });
  }
}

export class CountedModel extends Wrapped implements LanguageModel {
  readonly name: string;
  readonly capabilities = { tools: true, prefill: false } as const;
  readonly #inner: LanguageModel;
  readonly #spend: ModelSpend;

  constructor(name: string, inner: LanguageModel, spend: ModelSpend) {
    super();
    this.name = name;
    this.#inner = inner;
    this.#spend = spend;
  }

  generate(request: ModelRequest, sink: ModelSink): Cancellable {
    const spend = this.#spend;
    let own = request.messages.reduce((sum, { text }) => sum + estimatedTokens(text), 0);
    let over = false;
    spend.requests++;
    spend.tokens += own;
    const handle = this.#inner.generate(request, {
      ...sink,
      text: (delta) => {
        own++;
        spend.tokens++;
        sink.text(delta);
      },
      done: (usage) => {
        over = true;
        sink.done(usage);
      },
    });
    return {
      cancel() {
        if (!over) {
          spend.cancelled++;
          spend.cancelledTokens += own;
        }
        over = true;
        handle.cancel();
      },
    };
  }
}

export class CountedSynthesiser extends Wrapped implements Synthesiser {
  readonly name: string;
  readonly capabilities: Synthesiser['capabilities'];
  readonly #inner: Synthesiser;
  readonly #characters: { asked: number; cancelled: number };

  constructor(name: string, inner: Synthesiser, characters: { asked: number; cancelled: number }) {
    super();
    this.name = name;
    this.capabilities = inner.capabilities;
    this.#inner = inner;
    this.#characters = characters;
  }

  supports(): boolean {
    return true;
  }

  voices() {
    return this.#inner.voices();
  }

  speak(request: SynthesisRequest, sink: SynthesisSink): Cancellable {
    const characters = this.#characters;
    const { length } = request.text;
    let over = false;
    characters.asked += length;
    const handle = this.#inner.speak(request, {
      ...sink,
      done: () => {
        over = true;
        sink.done({ provider: this.name });
      },
    });
    return {
      cancel() {
        if (!over) characters.cancelled += length;
        over = true;
        handle.cancel();
      },
    };
  }
}
