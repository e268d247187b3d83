import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
import { mulawDecode } from '../../../lib/g711.ts';
import type { ProviderBehaviour, ProviderFault } from '../behaviour.ts';
import { ToneEar } from '../toneSpeech.ts';
import { matching, oneOf, queryFault } from './query.ts';
import { refusals, refuseRecognition } from './refusals.ts';

export interface RecognitionConnectionOptions {
  readonly behaviour: ProviderBehaviour;
  readonly query: URLSearchParams;
  readonly session: string;
  readonly record: (message: unknown) => void;
}

const MOST_KEYTERMS = 50;
/** Less than this cannot be committed, and this much is committed without being asked. Samples at 8 kHz. */
const LEAST_COMMIT = 0.3 * 8_000;
const AUTOMATIC_COMMIT = 90 * 8_000;
/** Silence after which a word that was begun is taken for whole, samples. */
const WORD_OVER = 0.04 * 8_000;
const LOUD = 800;
/** The guess about the open segment is said again and again, whether or not there is anything new in it. */
const SAME_AGAIN_MS = 1_000;

/** What is wrong with the address, or undefined. Only telephone audio and commits by the client are served here. */
export function recognitionQueryFault(query: URLSearchParams): string | undefined {
  return queryFault(query, {
    required: {
      model_id: oneOf('scribe_v2_realtime'),
      audio_format: oneOf('ulaw_8000'),
      commit_strategy: oneOf('manual'),
    },
    optional: { language_code: matching(/^[a-z]{2,3}$/) },
    repeated: { keyterms: { check: matching(/^.{1,20}$/u), most: MOST_KEYTERMS } },
  });
}

const clientMessage = z.strictObject({
  message_type: z.literal('input_audio_chunk'),
  audio_base_64: z.string().regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/),
  commit: z.boolean(),
  sample_rate: z.literal(8_000),
  previous_text: z.string().optional(),
});

/** One Scribe session. What it answers comes in the order of what it was asked. */
export class RecognitionConnection {
  readonly #socket: WebSocket;
  readonly #options: RecognitionConnectionOptions;
  readonly #ear = new ToneEar();
  /** Of the ear's text: settled already. */
  #settled = 0;
  #partial = '';
  #sameAgain: NodeJS.Timeout | undefined;
  #samples = 0;
  #silence = 0;
  #first = true;
  #fault: ProviderFault | null = null;
  #outputs = 0;
  #answers = Promise.resolve();
  #unanswered = 0;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(socket: WebSocket, options: RecognitionConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.on('message', (data, isBinary) => this.#message(data, isBinary));
    socket.on('close', () => {
      for (const timer of this.#timers) clearTimeout(timer);
      clearInterval(this.#sameAgain);
      options.behaviour.counts.cancelled += this.#unanswered;
      this.#unanswered = 0;
    });
    const { fault } = options.behaviour;
    if (fault?.kind === 'quota') this.#refuse('quota_exceeded', 'You have exceeded your quota.');
    else if (fault?.kind !== 'stall') {
      this.#send({
        message_type: 'session_started',
        session_id: options.session,
        config: Object.fromEntries(options.query),
      });
    }
  }

  #message(data: RawData, isBinary: boolean): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return; // refused a moment ago
    const message = isBinary ? undefined : parsed(data);
    this.#options.record(message);
    const valid = clientMessage.safeParse(message);
    if (!valid.success) return this.#refuse('input_error', 'Invalid message received.');
    const { audio_base_64: audio, commit, previous_text: previous } = valid.data;
    if (previous !== undefined && !this.#first) {
      return this.#refuse('input_error', 'previous_text is only allowed in the first chunk.');
    }
    this.#first = false;
    if (audio !== '' && this.#samples === 0 && !this.#beginSegment()) return;
    this.#hear(mulawDecode(Buffer.from(audio, 'base64')));
    if (commit) this.#commit();
    else if (this.#samples >= AUTOMATIC_COMMIT) this.#settle();
  }

  /** False: what is wrong at the moment ends the session. Scribe has no content filter: that fault does nothing. */
  #beginSegment(): boolean {
    this.#fault = this.#options.behaviour.fault;
    this.#outputs = 0;
    if (this.#fault?.kind === 'status') {
      const { recognition, message } = refusals[this.#fault.status] as {
        recognition: string;
        message: string;
      };
      this.#refuse(recognition, message);
      return false;
    }
    if (this.#fault?.kind !== 'quota') return true;
    this.#refuse('quota_exceeded', 'You have exceeded your quota.');
    return false;
  }

  #hear(pcm: Int16Array): void {
    this.#samples += pcm.length;
    this.#ear.push(pcm);
    const loud = pcm.findLastIndex((sample) => Math.abs(sample) > LOUD);
    this.#silence = loud < 0 ? this.#silence + pcm.length : pcm.length - 1 - loud;
    const partial = this.#wholeWords();
    if (partial === '' || partial === this.#partial) return;
    this.#partial = partial;
    this.#answer(0, () => this.#guess(partial));
    clearInterval(this.#sameAgain);
    this.#sameAgain = setInterval(() => this.#answer(0, () => this.#guess(partial)), SAME_AGAIN_MS);
  }

  #commit(): void {
    if (this.#samples < LEAST_COMMIT) {
      const seconds = (this.#samples / 8_000).toFixed(2);
      const error = `Commit request ignored: only ${seconds}s of uncommitted audio.`;
      return this.#answer(0, () => this.#send({ message_type: 'commit_throttled', error }));
    }
    this.#options.behaviour.counts.requests++;
    this.#unanswered++;
    this.#settle(() => {
      this.#options.behaviour.counts.completed++;
      this.#unanswered--;
    });
  }

  /** A word that the cut goes through belongs to the next segment. */
  #settle(answered: () => void = () => undefined): void {
    if (this.#silence >= WORD_OVER) this.#ear.end();
    const text = this.#silence >= WORD_OVER ? this.#ear.text.slice(this.#settled) : this.#wholeWords();
    this.#settled += text.length;
    this.#samples = 0;
    this.#partial = '';
    clearInterval(this.#sameAgain);
    const { behaviour } = this.#options;
    const committed = text.trim();
    this.#answer(behaviour.firstOutputMs(), () => {
      // What is settled is said as a guess once more. It was seen just before; nothing keeps it from coming after.
      if (committed !== '') this.#guess(committed);
      if (this.#output({ message_type: 'committed_transcript', text: committed })) answered();
      if (committed !== '') this.#guess(committed);
    });
  }

  #guess(text: string): void {
    this.#output({ message_type: 'partial_transcript', text });
  }

  #wholeWords(): string {
    const text = this.#ear.text.slice(this.#settled);
    return text.slice(0, text.lastIndexOf(' ') + 1).trimEnd();
  }

  #answer(afterMs: number, then: () => void): void {
    this.#answers = this.#answers.then(async () => {
      if (afterMs > 0) await this.#wait(afterMs);
      if (this.#socket.readyState === this.#socket.OPEN) then();
    });
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, ms);
      this.#timers.add(timer);
    });
  }

  /** Whether it went out. */
  #output(frame: object): boolean {
    const fault = this.#fault;
    if (fault?.kind === 'stall' || this.#socket.readyState !== this.#socket.OPEN) return false;
    if (fault?.kind === 'close' && this.#outputs >= fault.afterOutputs) {
      this.#socket.terminate();
      return false;
    }
    if (fault?.kind === 'hang' && this.#outputs >= fault.afterOutputs) return false;
    this.#outputs++;
    if (fault?.kind === 'garbage') this.#socket.send('<html>Bad gateway</html>');
    else this.#send(frame);
    return fault?.kind !== 'garbage';
  }

  #send(frame: object): void {
    this.#socket.send(JSON.stringify(frame));
  }

  #refuse(messageType: string, message: string): void {
    this.#unanswered = 0;
    refuseRecognition(this.#socket, messageType, message);
  }
}

function parsed(data: RawData): unknown {
  try {
    return JSON.parse((data as Buffer).toString('utf8'));
  } catch {
    return undefined; // refused by the caller
  }
}
