import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
import { mulawEncode } from '../../../lib/g711.ts';
import type { ProviderBehaviour, ProviderFault } from '../behaviour.ts';
import { toneSpeech } from '../toneSpeech.ts';
import { alignmentOfPiece } from './alignment.ts';
import { between, flag, matching, oneOf, queryFault } from './query.ts';
import { refusals, refuseSpeech } from './refusals.ts';

/**
 * What comes of a context that is closed before its first audio. The service's workers take text and close apart from
 * each other, and sometimes the close wins: the context then ends at once without audio, or is gone without a word.
 */
export type EarlyClose = 'spoken' | 'final-without-audio' | 'nothing';

export interface SpeechConnectionOptions {
  readonly behaviour: ProviderBehaviour;
  readonly earlyClose: () => EarlyClose;
  readonly query: URLSearchParams;
  /** Whether the key is one of ours, and the voice. */
  readonly known: boolean;
  readonly hasVoice: boolean;
  readonly record: (message: unknown) => void;
}

const MOST_CONTEXTS = 5;
/** Bytes of audio in one frame, and the time between two. */
const PIECE = 1_280;
const PIECE_EVERY_MS = 2;

const withLanguage = ['eleven_flash_v2_5', 'eleven_turbo_v2_5'];

/** What is wrong with the address, or undefined. Only telephone audio is spoken here. */
export function speechQueryFault(query: URLSearchParams): string | undefined {
  const model = query.get('model_id') ?? '';
  if (query.has('language_code') && !withLanguage.includes(model)) return 'this model takes no language_code';
  return queryFault(query, {
    required: {
      model_id: oneOf(...withLanguage, 'eleven_multilingual_v2', 'eleven_flash_v2', 'eleven_turbo_v2'),
      output_format: oneOf('ulaw_8000'),
    },
    optional: {
      language_code: matching(/^[a-z]{2}$/),
      inactivity_timeout: between(1, 180),
      sync_alignment: flag,
      auto_mode: flag,
    },
  });
}

const settings = z.strictObject({
  stability: z.number().min(0).max(1).optional(),
  similarity_boost: z.number().min(0).max(1).optional(),
  style: z.number().min(0).max(1).optional(),
  use_speaker_boost: z.boolean().optional(),
  speed: z.number().min(0.7).max(1.2).optional(),
});

/** The service also has a context without a name; a client that leaves the name out has forgotten it. */
const clientMessage = z.union([
  z.strictObject({ close_socket: z.literal(true) }),
  z.strictObject({ context_id: z.string().min(1), close_context: z.literal(true) }),
  z.strictObject({
    context_id: z.string().min(1),
    text: z.string(),
    flush: z.boolean().optional(),
    voice_settings: settings.optional(),
  }),
]);
type TextMessage = Extract<z.infer<typeof clientMessage>, { text: string }>;

/** One context: text waits until it is flushed, is spoken in order, and ends the context once that is closing. */
interface Context {
  buffer: string;
  readonly queue: string[];
  speaking: boolean;
  closing: boolean;
  /** Whether audio has gone out. */
  heard: boolean;
}

interface Progress {
  readonly id: string;
  readonly context: Context;
  readonly text: string;
  readonly audio: Uint8Array;
  readonly fault: ProviderFault | null;
  readonly outputs: number;
}

export class SpeechConnection {
  readonly #socket: WebSocket;
  readonly #options: SpeechConnectionOptions;
  readonly #contexts = new Map<string, Context>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #inactivityMs: number;
  #inactivity: NodeJS.Timeout | undefined;
  /** Texts that are being spoken, or were hung up on. */
  #unfinished = 0;

  constructor(socket: WebSocket, options: SpeechConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#inactivityMs = Number(options.query.get('inactivity_timeout') ?? 20) * 1_000;
    this.#heard();
    socket.on('message', (data, isBinary) => this.#message(data, isBinary));
    socket.on('close', () => this.#closed());
  }

  #closed(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    clearTimeout(this.#inactivity);
    this.#options.behaviour.counts.cancelled += this.#unfinished;
    this.#unfinished = 0;
  }

  #heard(): void {
    clearTimeout(this.#inactivity);
    this.#inactivity = setTimeout(() => {
      const seconds = this.#inactivityMs / 1_000;
      this.#refuse(
        'input_timeout_exceeded',
        `Have not received a new text input within the timeout of ${seconds} seconds.`,
      );
    }, this.#inactivityMs);
  }

  #message(data: RawData, isBinary: boolean): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return; // refused a moment ago
    this.#heard();
    // Key and voice are looked at with the first message: until then the key may still come in it.
    if (!this.#options.known) return this.#refuse('invalid_api_key', 'Invalid API key');
    if (!this.#options.hasVoice) return this.#refuse('voice_id_does_not_exist', 'No such voice.');
    const message = isBinary ? undefined : parsed(data);
    this.#options.record(message);
    const valid = clientMessage.safeParse(message);
    if (!valid.success) {
      return this.#refuse('invalid_input_message', 'Could not parse input message, see the protocol.');
    }
    if ('close_socket' in valid.data) return this.#socket.close(1000);
    if ('close_context' in valid.data) return this.#close(valid.data.context_id);
    this.#text(valid.data);
  }

  #text({ context_id: id, text, flush, voice_settings: voice }: TextMessage): void {
    const context = this.#contexts.get(id);
    if (!context) return this.#open(id, text);
    if (context.closing) return this.#refuse('invalid_input_message', 'The context is closing.');
    if (voice) return this.#refuse('invalid_input_message', 'Settings belong to the first message.');
    if (text === '') return; // keeps the context alive
    if (!text.endsWith(' ')) return this.#refuse('invalid_input_message', 'Text must end with a space.');
    context.buffer += text;
    if (!flush && this.#options.query.get('auto_mode') !== 'true') return;
    context.queue.push(context.buffer.trim());
    context.buffer = '';
    this.#speakNext(id, context);
  }

  #open(id: string, text: string): void {
    if (text !== ' ') {
      return this.#refuse('invalid_input_message', 'A context is opened with a single space.');
    }
    if (this.#contexts.size >= MOST_CONTEXTS) {
      return this.#refuse(
        'max_active_conversations',
        `Maximum simultaneous contexts per WebSocket connection exceeded (${MOST_CONTEXTS}).`,
      );
    }
    this.#contexts.set(id, { buffer: '', queue: [], speaking: false, closing: false, heard: false });
  }

  /** What was flushed is still spoken, the rest is not. */
  #close(id: string): void {
    const context = this.#contexts.get(id);
    if (!context) return;
    context.closing = true;
    const early = this.#options.earlyClose();
    if (context.heard || early === 'spoken') return this.#speakNext(id, context);
    this.#contexts.delete(id);
    if (context.speaking) {
      this.#unfinished--;
      this.#options.behaviour.counts.cancelled++;
    }
    if (early === 'final-without-audio') this.#send({ contextId: id, isFinal: true });
  }

  #speakNext(id: string, context: Context): void {
    if (context.speaking) return;
    const text = context.queue.shift();
    if (text !== undefined) {
      context.speaking = true;
      return this.#speak(id, context, text);
    }
    if (!context.closing) return;
    this.#contexts.delete(id);
    this.#send({ contextId: id, isFinal: true });
  }

  #speak(id: string, context: Context, text: string): void {
    const { behaviour } = this.#options;
    const { fault } = behaviour;
    behaviour.counts.requests++;
    this.#unfinished++;
    if (fault?.kind === 'status') {
      const { speech, message } = refusals[fault.status] as { speech: string; message: string };
      return this.#refuse(speech, message, fault.status >= 500 ? 1011 : 1008);
    }
    if (fault?.kind === 'quota') return this.#refuse('quota_exceeded', 'This request exceeds your quota.');
    // The name of this one on the socket is not published; over HTTP it is this.
    if (fault?.kind === 'content') return this.#refuse('content_against_policy', 'Against our policy.');
    if (fault?.kind === 'stall') return;
    const audio = mulawEncode(toneSpeech(text));
    this.#later(behaviour.firstOutputMs(), () =>
      this.#piece({ id, context, text, audio, fault, outputs: 0 }),
    );
  }

  #piece(progress: Progress): void {
    const { id, context, text, audio, fault, outputs } = progress;
    if (this.#contexts.get(id) !== context) return; // closed before its first audio
    if (fault?.kind === 'garbage') return this.#socket.send('<html>Bad gateway</html>');
    if (fault?.kind === 'close' && outputs >= fault.afterOutputs) return this.#socket.terminate();
    if (fault?.kind === 'hang' && outputs >= fault.afterOutputs) return;
    const at = outputs * PIECE;
    if (at >= audio.length) return this.#spoken(id, context);
    const piece = audio.subarray(at, at + PIECE);
    const timed = this.#options.query.get('sync_alignment') === 'true';
    const alignment = timed ? alignmentOfPiece(text, at / 8, piece.length / 8) : null;
    context.heard = true;
    this.#send({
      audio: Buffer.from(piece).toString('base64'),
      isFinal: null,
      contextId: id,
      alignment,
      normalizedAlignment: alignment,
    });
    this.#later(PIECE_EVERY_MS, () => this.#piece({ ...progress, outputs: outputs + 1 }));
  }

  #spoken(id: string, context: Context): void {
    this.#options.behaviour.counts.completed++;
    this.#unfinished--;
    context.speaking = false;
    this.#speakNext(id, context);
  }

  #later(ms: number, then: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      then();
    }, ms);
    this.#timers.add(timer);
  }

  #send(frame: object): void {
    this.#socket.send(JSON.stringify(frame));
  }

  #refuse(name: string, message: string, code = 1008): void {
    // Refused by us, not given up by the client.
    this.#unfinished = 0;
    refuseSpeech(this.#socket, name, message, code);
  }
}

function parsed(data: RawData): unknown {
  try {
    return JSON.parse((data as Buffer).toString('utf8'));
  } catch {
    return undefined; // refused by the caller
  }
}
