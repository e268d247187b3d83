/** A recogniser's socket: configuration, then turn after turn. Strict about what comes and when. */
import type { WebSocket } from 'ws';
import type { ProviderBehaviour } from '../behaviour.ts';
import type { SpeechMessage } from './framing.ts';
import { jsonOf, Misuse, openConfiguration } from './messages.ts';
import { refusalOf, TurnOutlet } from './outlet.ts';
import { SttTurn } from './sttTurn.ts';
import { waveFormat } from './waveHeader.ts';

export interface SttConnectionOptions {
  readonly route: '1' | '2';
  readonly format: 'simple' | 'detailed';
  readonly behaviour: ProviderBehaviour;
  /** Told of each `speech.context`. */
  readonly context: (context: SpeechContext) => void;
}

/** What the tests may ask about. */
export interface SpeechContext {
  readonly phraseDetection?: {
    readonly mode?: string;
    readonly language?: string;
    readonly conversation?: { readonly segmentation?: { readonly segmentationSilenceTimeoutMs?: number } };
  };
  readonly dgi?: { readonly groups?: readonly { readonly items: readonly { readonly text: string }[] }[] };
}

/** Without a wish of the client. */
const USUAL_SEGMENTATION_MS = 650;
/** Faults that the service tells as the status of a phrase, and not by closing the connection. */
const phraseStatus: Readonly<Record<number, string>> = {
  402: 'Forbidden',
  429: 'TooManyRequests',
  500: 'Error',
};

export class SttConnection {
  readonly #socket: WebSocket;
  readonly #options: SttConnectionOptions;
  #configured = false;
  #context: { readonly requestId: string; readonly segmentationMs: number } | undefined;
  #turn: SttTurn | undefined;
  /** Turns that are over: what still comes of their audio was under way. */
  readonly #past = new Set<string>();

  constructor(socket: WebSocket, options: SttConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
  }

  take(message: SpeechMessage): void {
    if (message.path === 'audio' && typeof message.body !== 'string') this.#audio(message, message.body);
    else if (message.path === 'speech.config')
      this.#configured = openConfiguration(message, this.#turn?.outlet);
    else if (message.path === 'speech.context') this.#newTurn(message);
    else throw new Misuse(`nobody expects ${message.path}`);
  }

  closed(): void {
    this.#turn?.outlet.cancel();
  }

  #newTurn(message: SpeechMessage): void {
    if (!this.#configured) throw new Misuse('speech.config comes first');
    if (this.#turn && !this.#turn.outlet.done) throw new Misuse('the last turn is not over');
    const context = jsonOf(message) as SpeechContext;
    const { mode, conversation } = context.phraseDetection ?? {};
    if (this.#options.route === '2' && mode !== 'Conversation') throw new Misuse('no mode');
    this.#options.context(context);
    const { segmentationSilenceTimeoutMs } = conversation?.segmentation ?? {};
    this.#retire();
    this.#context = {
      requestId: message.requestId,
      segmentationMs: segmentationSilenceTimeoutMs ?? USUAL_SEGMENTATION_MS,
    };
  }

  #audio({ requestId, headers }: SpeechMessage, payload: Buffer): void {
    if (this.#past.has(requestId)) return;
    if (!this.#context || requestId !== this.#context.requestId) throw new Misuse('audio of no turn');
    if (!this.#turn) {
      const wave = headers['content-type'] === 'audio/x-wav' ? waveFormat(payload) : undefined;
      if (!wave) return this.#socket.close(1007, 'Unsupported audio format.');
      const outlet = new TurnOutlet(this.#socket, this.#options.behaviour, requestId);
      const { format } = this.#options;
      this.#turn = new SttTurn(outlet, { format, wave, segmentationMs: this.#context.segmentationMs });
      this.#strike(outlet);
    } else if (payload.length > 0) {
      this.#turn.hear(payload);
    } else {
      this.#turn.end();
      this.#past.add(requestId);
    }
  }

  /** What is wrong with every turn at the moment. */
  #strike(outlet: TurnOutlet): void {
    const { fault } = outlet;
    const status =
      fault?.kind === 'content'
        ? 'BadRequest'
        : fault?.kind === 'status'
          ? phraseStatus[fault.status]
          : undefined;
    const refusal = refusalOf(fault);
    if (status) {
      outlet.text('turn.start', { context: { serviceTag: '' } });
      outlet.text('speech.phrase', { RecognitionStatus: status, Offset: 0, Duration: 0 });
      outlet.end();
    } else if (refusal) outlet.refuse(...refusal);
  }

  #retire(): void {
    if (this.#turn) this.#past.add(this.#turn.outlet.requestId);
    this.#turn = undefined;
  }
}
