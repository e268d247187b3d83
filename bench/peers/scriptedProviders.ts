/** Our providers on the script: the interface of the product, the latencies of the bench. */
import { mulawEncode } from '../../src/lib/g711.ts';
import type { ProviderSet } from '../../src/services/performanceOrchestrator.ts';
import { StandInModel, StandInSynthesiser } from '../../src/services/providers/index.ts';
import { later } from '../../src/services/providers/standin/later.ts';
import { systemClock } from '../../src/types/clock.ts';
import type {
  Cancellable,
  ModelRequest,
  ModelSink,
  Recogniser,
  RecogniserOptions,
  RecogniserSession,
  RecogniserSink,
  SynthesisRequest,
  SynthesisSink,
} from '../../src/types/ports.ts';
import { ANSWER_MS, answerOf, frames, turnOf, type ScriptedTurn } from './script.ts';

/** The recogniser's end of a call: filled by its caller. */
export interface Words {
  sink: RecogniserSink | null;
  /** The engine asked for the final. */
  wanted: boolean;
  final: string | null;
  given(): void;
}

/** `wordsOfCall`: of the call that is being answered, which is when it gets its recogniser. */
export function scriptedProviders(
  script: readonly ScriptedTurn[],
  wordsOfCall: () => Words | null = () => null,
): ProviderSet {
  const synthesiser = { provider: new ScriptedSynthesiser(script), reason: 'bench' };
  const model = new ScriptedModel(script);
  return {
    recogniser: () => ({ provider: new ScriptedRecogniser(wordsOfCall()), reason: 'bench' }),
    synthesiser: () => synthesiser,
    model: () => model,
    load: () => Promise.resolve(),
    warm: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

class ScriptedModel extends StandInModel {
  readonly #script: readonly ScriptedTurn[];

  constructor(script: readonly ScriptedTurn[]) {
    super({ script: () => '' });
    this.#script = script;
  }

  override generate(request: ModelRequest, sink: ModelSink): Cancellable {
    const words = request.messages.findLast(({ role }) => role === 'caller')?.text ?? '';
    const number = turnOf(words);
    const { modelMs = 0, tokenMs = 0 } = (number === null ? undefined : this.#script[number]) ?? {};
    const model = new StandInModel({
      script: () => (number === null ? 'Hello.' : answerOf(number)),
      latency: { next: () => modelMs },
      tokenMs,
    });
    return model.generate(request, sink);
  }
}

/** As much audio for every text; a text that is no answer (the greeting) takes no time. */
class ScriptedSynthesiser extends StandInSynthesiser {
  readonly #script: readonly ScriptedTurn[];
  readonly #audio = answerAudio();

  constructor(script: readonly ScriptedTurn[]) {
    super();
    this.#script = script;
  }

  override speak({ text }: SynthesisRequest, sink: SynthesisSink): Cancellable {
    const number = turnOf(text);
    const { voiceMs = 0 } = (number === null ? undefined : this.#script[number]) ?? {};
    return later(systemClock, voiceMs, () => {
      sink.audio(this.#audio);
      sink.done();
    });
  }
}

function answerAudio(): Uint8Array {
  const frame = mulawEncode(frames().voice);
  const audio = new Uint8Array(ANSWER_MS * 8);
  for (let at = 0; at < audio.length; at += frame.length) audio.set(frame, at);
  return audio;
}

class ScriptedRecogniser implements Recogniser {
  readonly name = 'scripted';
  readonly capabilities = {
    locales: 'any',
    sampleRates: [8000],
    partials: true,
    endOfTurn: false,
    hints: false,
  } as const;
  readonly #words: Words | null;

  constructor(words: Words | null) {
    this.#words = words;
  }

  supports(): boolean {
    return true;
  }

  warm(): Promise<void> {
    return Promise.resolve();
  }

  open(_options: RecogniserOptions, sink: RecogniserSink): RecogniserSession {
    const words = this.#words;
    if (words) words.sink = sink;
    const forget = () => {
      if (words) words.wanted = false;
    };
    return {
      begin: forget,
      write: () => undefined,
      finish() {
        if (!words) return;
        words.wanted = true;
        giveFinal(words);
      },
      discard: forget,
      close: forget,
    };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** When it is both due and asked for. */
export function giveFinal(words: Words): void {
  const { final } = words;
  if (!words.wanted || final === null) return;
  words.wanted = false;
  words.final = null;
  words.given();
  words.sink?.final(final, { confidence: 1 });
}
