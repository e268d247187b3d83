/** The methods of Text-to-Speech v1, as strict as the service. Speak tone speech. */
import type { sendUnaryData, ServerDuplexStream, ServerUnaryCall } from '@grpc/grpc-js';
import { mulawEncode } from '../../../lib/g711.ts';
import { toneSpeech } from '../toneSpeech.ts';
import { invalid } from './faults.ts';
import type { Outputs } from './outputs.ts';
import {
  refusalOfAudioParams,
  refusalOfText,
  refusalOfVoice,
  type AudioParams,
  type SynthesisText,
  type VoiceParams,
} from './synthesisConfig.ts';
import { mulawWav } from './wav.ts';

export interface SynthesizeRequest {
  readonly input?: SynthesisText | null;
  readonly voice?: VoiceParams | null;
  readonly audioConfig?: AudioParams | null;
}

export interface StreamingRequest {
  readonly streamingRequest?: 'streamingConfig' | 'input';
  readonly streamingConfig?: {
    readonly voice?: VoiceParams | null;
    readonly streamingAudioConfig?: AudioParams | null;
  } | null;
  readonly input?: SynthesisText | null;
}

export type StreamingCall = ServerDuplexStream<StreamingRequest, unknown>;
export type UnaryCall = ServerUnaryCall<SynthesizeRequest, unknown>;

/** 150 ms of audio. */
const PIECE_BYTES = 1_200;
/** The service is faster than speech: after these pieces, which are a few ms apart, it does not dawdle. */
const SLOW_PIECES = 20;
const PIECE_MS = 3;

export function synthesize(
  call: UnaryCall,
  callback: sendUnaryData<unknown>,
  outputs: Outputs,
  answerAfterMs: number,
): void {
  const { input, voice, audioConfig } = call.request;
  const wrong =
    refusalOfText(input ?? {}) ??
    refusalOfVoice(voice ?? {}) ??
    refusalOfAudioParams(audioConfig ?? {}, ['LINEAR16', 'MP3', 'OGG_OPUS', 'MULAW', 'ALAW', 'PCM']);
  if (wrong) return outputs.fail(wrong);
  if (outputs.refused()) return;
  const timer = setTimeout(() => {
    const audioContent = mulawWav(speech(input?.text ?? ''));
    if (outputs.next() && outputs.complete()) callback(null, { audioContent });
  }, answerAfterMs);
  call.on('cancelled', () => {
    clearTimeout(timer);
    outputs.cancelled();
  });
}

export class StreamingSynthesis {
  readonly #call: StreamingCall;
  readonly #outputs: Outputs;
  readonly #waiting: Buffer[] = [];
  #configured = false;
  #started = false;
  #ended = false;
  #pieces = 0;
  /** Whether `#speak` is due. */
  #due = false;
  #timer: NodeJS.Timeout | undefined;
  readonly #answerAfterMs: number;

  constructor(call: StreamingCall, outputs: Outputs, answerAfterMs: number) {
    this.#call = call;
    this.#outputs = outputs;
    this.#answerAfterMs = answerAfterMs;
    call.on('data', (message: StreamingRequest) => this.#take(message));
    call.on('end', () => {
      this.#ended = true;
      if (!this.#configured) outputs.fail(invalid('The first message must be a streaming_config.'));
      else if (!this.#due) this.#speak();
    });
    call.on('cancelled', () => {
      clearTimeout(this.#timer);
      outputs.cancelled();
    });
  }

  #take(message: StreamingRequest): void {
    if (this.#outputs.over) return;
    if (!this.#configured) return this.#configure(message);
    const wrong =
      message.streamingRequest === 'input'
        ? refusalOfText(message.input ?? {})
        : invalid('Only the first message may be a streaming_config.');
    if (wrong) return this.#outputs.fail(wrong);
    const audio = speech(message.input?.text ?? '');
    for (let at = 0; at < audio.length; at += PIECE_BYTES)
      this.#waiting.push(Buffer.from(audio.subarray(at, at + PIECE_BYTES)));
    if (!this.#due) this.#speakAfter(this.#started ? 0 : this.#answerAfterMs);
    this.#started = true;
  }

  #configure({ streamingRequest, streamingConfig }: StreamingRequest): void {
    if (streamingRequest !== 'streamingConfig' || !streamingConfig) {
      return this.#outputs.fail(invalid('The first message must be a streaming_config.'));
    }
    const { voice, streamingAudioConfig } = streamingConfig;
    const wrong =
      refusalOfVoice(voice ?? {}) ??
      (voice?.name?.includes('-Chirp3-HD-')
        ? undefined
        : invalid('Streaming synthesis is only supported for Chirp 3: HD voices.')) ??
      refusalOfAudioParams(streamingAudioConfig ?? {}, ['PCM', 'ALAW', 'MULAW', 'OGG_OPUS']);
    if (wrong) return this.#outputs.fail(wrong);
    this.#configured = true;
    this.#outputs.refused();
  }

  #speak(): void {
    this.#due = false;
    if (this.#outputs.over) return;
    const piece = this.#waiting.shift();
    if (!piece) {
      if (this.#ended && this.#outputs.complete()) this.#call.end();
      return;
    }
    if (this.#outputs.next()) this.#call.write({ audioContent: piece });
    if (this.#pieces++ < SLOW_PIECES) return this.#speakAfter(PIECE_MS);
    this.#due = true;
    setImmediate(() => this.#speak());
  }

  #speakAfter(ms: number): void {
    this.#due = true;
    this.#timer = setTimeout(() => this.#speak(), ms);
  }
}

function speech(text: string): Uint8Array {
  return mulawEncode(toneSpeech(text));
}
