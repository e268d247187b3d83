/** Providers that do exactly what a test tells them, in virtual time. */
import type { Clock } from '../../../../types/clock.ts';
import type {
  Cancellable,
  LanguageModel,
  ModelRequest,
  ModelSink,
  ProviderFailure,
  Recogniser,
  RecogniserOptions,
  RecogniserSession,
  RecogniserSink,
  SynthesisRequest,
  SynthesisSink,
  Synthesiser,
} from '../../../../types/ports.ts';
import { failure } from '../../shared/failure.ts';

/** What happens to a request. Times in ms after it. */
export interface Script {
  /** The first output; null: never. */
  firstMs: number | null;
  /** Fails instead, at `firstMs` (or at once). */
  fails?: ProviderFailure['kind'];
  /** After so many outputs it breaks, or falls silent. */
  breaksAfter?: number;
  hangsAfter?: number;
}

/** Between two outputs. */
const PIECE_MS = 10;

class Scripted {
  readonly name: string;
  readonly clock: Clock;
  script: Script;
  requests = 0;
  cancelled = 0;

  constructor(name: string, clock: Clock, script: Script) {
    this.name = name;
    this.clock = clock;
    this.script = script;
  }

  supports(): boolean {
    return true;
  }

  warm(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Gives the outputs one by one, as the script has it. */
  run(outputs: (() => void)[], done: () => void, failed: (failure: ProviderFailure) => void): Cancellable {
    const { firstMs, fails, breaksAfter, hangsAfter } = this.script;
    this.requests++;
    let timer: unknown;
    let over = false;
    const step = (at: number): void => {
      if (over) return;
      if (fails) return end(() => failed(failure(this.name, fails, 'as scripted')));
      if (at === hangsAfter) return;
      if (at === breaksAfter) return end(() => failed(failure(this.name, 'unavailable', 'as scripted')));
      const output = outputs[at];
      if (!output) return end(done);
      output();
      if (!over) timer = this.clock.after(PIECE_MS, () => step(at + 1));
    };
    const end = (tell: () => void): void => {
      over = true;
      tell();
    };
    if (firstMs !== null || fails) timer = this.clock.after(firstMs ?? 0, () => step(0));
    return {
      cancel: () => {
        if (!over) this.cancelled++;
        over = true;
        this.clock.cancel(timer);
      },
    };
  }
}

export class ScriptedSynthesiser extends Scripted implements Synthesiser {
  readonly texts: string[] = [];
  readonly asked: (string | undefined)[] = [];
  readonly capabilities = {
    locales: 'any',
    native: 'mulaw-8000',
    streaming: true,
    phonemes: 'none',
    wordTimings: false,
    maxCharacters: 5_000,
  } as const;
  gender: 'female' | 'male' = 'female';

  voices() {
    return [
      { id: `${this.name}-m`, name: 'M', languages: ['en-US'], gender: 'male' as const },
      { id: `${this.name}-f`, name: 'F', languages: ['en-US'], gender: 'female' as const },
    ];
  }

  /** One byte of audio for each letter, a letter at a time. */
  speak(request: SynthesisRequest, sink: SynthesisSink): Cancellable {
    this.texts.push(request.text);
    this.asked.push(request.voice);
    const outputs = [...request.text].map((letter) => () => sink.audio(new TextEncoder().encode(letter)));
    return this.run(outputs, () => sink.done({ provider: this.name }), sink.failed.bind(sink));
  }
}

export class ScriptedModel extends Scripted implements LanguageModel {
  readonly capabilities: { tools: boolean; prefill: boolean } = { tools: true, prefill: false };
  readonly requestsSeen: ModelRequest[] = [];
  answer = 'Your table for four is booked.';
  /** What it says when it is asked to go on after an answer of its own. */
  goesOn: (said: string) => string = (said) => this.answer.slice(said.length).trimStart();

  generate(request: ModelRequest, sink: ModelSink): Cancellable {
    this.requestsSeen.push(request);
    const said = request.messages.findLast(({ role }) => role !== 'system');
    const text = said?.role === 'agent' ? this.goesOn(said.text) : this.answer;
    const tokens = text.match(/\s*\S+/g) ?? [];
    return this.run(
      tokens.map((token) => () => sink.text(token)),
      () => sink.done({ inputTokens: 10, outputTokens: tokens.length }),
      sink.failed.bind(sink),
    );
  }
}

/** Hears every sample as one letter: `a` is 97. Its final comes `script.firstMs` after the finish. */
export class ScriptedRecogniser extends Scripted implements Recogniser {
  readonly capabilities = {
    locales: 'any',
    sampleRates: [8_000],
    partials: true,
    endOfTurn: false,
    hints: false,
  } as const;
  opened = 0;
  sinks: RecogniserSink[] = [];

  open(_options: RecogniserOptions, sink: RecogniserSink): RecogniserSession {
    this.opened++;
    this.sinks.push(sink);
    let heard = '';
    let owed: Cancellable[] = [];
    const drop = (): void => {
      for (const handle of owed) handle.cancel();
      owed = [];
    };
    return {
      begin: () => {
        drop();
        heard = '';
      },
      write: (pcm) => {
        heard += String.fromCharCode(...pcm);
        if (this.script.firstMs !== null && !this.script.fails) sink.partial(heard);
      },
      finish: () => {
        const text = heard;
        const { fails } = this.script;
        owed.push(this.run([], () => sink.final(text, {}), fails ? sink.failed.bind(sink) : () => undefined));
      },
      discard: drop,
      close: drop,
    };
  }
}
