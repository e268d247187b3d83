/** A synthesiser's socket: configuration, then one utterance after the other. */
import type { WebSocket } from 'ws';
import type { ProviderBehaviour } from '../behaviour.ts';
import type { SpeechMessage } from './framing.ts';
import { jsonOf, Misuse, openConfiguration } from './messages.ts';
import { refusalOf, TurnOutlet } from './outlet.ts';
import { readSsml, SsmlError, type SpokenText } from './ssmlReader.ts';
import { sayUtterance } from './utterance.ts';

export interface TtsConnectionOptions {
  readonly behaviour: ProviderBehaviour;
  readonly voices: ReadonlySet<string>;
  /** Told of each text that is spoken. */
  readonly spoken: (text: SpokenText) => void;
}

interface SynthesisContext {
  readonly synthesis?: {
    readonly audio?: {
      readonly outputFormat?: string;
      readonly metadataOptions?: { readonly wordBoundaryEnabled?: boolean | string };
    };
  };
}

export class TtsConnection {
  readonly #socket: WebSocket;
  readonly #options: TtsConnectionOptions;
  #configured = false;
  #next: { readonly requestId: string; readonly words: boolean } | undefined;
  #outlet: TurnOutlet | undefined;

  constructor(socket: WebSocket, options: TtsConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
  }

  take(message: SpeechMessage): void {
    if (message.path === 'speech.config') this.#configured = openConfiguration(message, this.#outlet);
    else if (message.path === 'synthesis.context') this.#context(message);
    else if (message.path === 'ssml') this.#speak(message);
    else if (message.path === 'synthesis.control') this.#control(message);
    else throw new Misuse(`nobody expects ${message.path}`);
  }

  closed(): void {
    this.#outlet?.cancel();
  }

  #context(message: SpeechMessage): void {
    if (!this.#configured) throw new Misuse('speech.config comes first');
    if (this.#outlet && !this.#outlet.done) throw new Misuse('one utterance at a time');
    const { audio } = (jsonOf(message) as SynthesisContext).synthesis ?? {};
    if (audio?.outputFormat !== 'raw-8khz-8bit-mono-mulaw') {
      return this.#socket.close(1007, 'Unsupported audio format.');
    }
    // The client writes its booleans as strings at times.
    this.#next = {
      requestId: message.requestId,
      words: String(audio.metadataOptions?.wordBoundaryEnabled) === 'true',
    };
  }

  #speak({ requestId, headers, body }: SpeechMessage): void {
    if (this.#next?.requestId !== requestId) throw new Misuse('synthesis.context comes first');
    if (typeof body !== 'string' || headers['content-type'] !== 'application/ssml+xml')
      throw new Misuse('no SSML');
    const { words } = this.#next;
    this.#next = undefined;
    const outlet = new TurnOutlet(this.#socket, this.#options.behaviour, requestId);
    this.#outlet = outlet;
    const refusal = refusalOf(outlet.fault);
    if (refusal) return outlet.refuse(...refusal);
    try {
      const spoken = readSsml(body);
      const known = this.#options.voices.has(spoken.voice);
      if (!known) return outlet.refuse(1007, `Unsupported voice ${spoken.voice.slice(0, 60)}.`);
      this.#options.spoken(spoken);
      void sayUtterance(outlet, spoken.text, words);
    } catch (error) {
      if (!(error instanceof SsmlError)) throw error;
      outlet.refuse(1007, `SSML parsing error: ${error.message}`.slice(0, 120));
    }
  }

  #control(message: SpeechMessage): void {
    const { action } = jsonOf(message) as { action?: unknown };
    if (action !== 'stop') throw new Misuse('the only action is stop');
    if (this.#outlet?.requestId === message.requestId) this.#outlet.cancel();
  }
}
