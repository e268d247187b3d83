/** `POST /v1/audio/speech`: tone speech, raw or as WAV, in pieces. */
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { toneSpeech } from '../toneSpeech.ts';
import { invalid, noSuchModel, type ApiError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import type { SimulatedModel } from './models.ts';

const RATE = 24_000;
const PIECE_MS = 200;
const BETWEEN_PIECES_MS = 2;
/** Later ones follow at once: minutes of speech must not take seconds to test. */
const PACED_PIECES = 50;

export const speechRequest = z.strictObject({
  model: z.string(),
  voice: z.string(),
  input: z.string().min(1).max(4_096),
  instructions: z.string().max(4_096).optional(),
  response_format: z.enum(['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm']).default('mp3'),
  speed: z.number().min(0.25).max(4).default(1),
  stream_format: z.enum(['audio', 'sse']).default('audio'),
});
export type SpeechRequest = z.infer<typeof speechRequest>;

export interface SpeechOptions {
  /** `wav`: the host answers WAV whatever is asked, as some do that people run themselves. */
  readonly format?: 'as-asked' | 'wav';
  /** Of its WAV files; default 24,000. */
  readonly wavRate?: number;
}

/** What is wrong with the request, or null. */
export function refuseSpeech(
  request: SpeechRequest,
  models: Readonly<Record<string, SimulatedModel>>,
): ApiError | null {
  const model = models[request.model];
  if (model?.work !== 'tts') return noSuchModel(request.model);
  if (model.voices !== 'any' && !model.voices.includes(request.voice)) {
    return invalid(`Input should be one of: ${model.voices.join(', ')}`, 'voice', 'invalid_value');
  }
  if (request.response_format !== 'pcm' && request.response_format !== 'wav') {
    return invalid(`This simulated host does not encode ${request.response_format}.`, 'response_format');
  }
  if (request.stream_format !== 'audio') {
    return invalid('This simulated host sends no events with audio.', 'stream_format');
  }
  return null;
}

export async function speak(
  request: SpeechRequest,
  options: SpeechOptions,
  exchange: Exchange,
): Promise<void> {
  if (!(await exchange.begin())) return;
  const wav = options.format === 'wav' || request.response_format === 'wav';
  const rate = wav ? (options.wavRate ?? RATE) : RATE;
  const { response } = exchange;
  response.writeHead(200, { 'content-type': wav ? 'audio/wav' : 'audio/pcm' });
  response.flushHeaders();
  if (wav) response.write(streamedWavHeader(rate));
  const pcm = toneSpeech(request.input, rate);
  const bytes = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength);
  const piece = (PIECE_MS * rate * 2) / 1_000;
  for (let at = 0; at < bytes.length; at += piece) {
    if (!exchange.go()) return;
    // Copied: the last piece is still being written when the next is made.
    response.write(Buffer.from(bytes.subarray(at, at + piece)));
    await (at < PACED_PIECES * piece ? sleep(BETWEEN_PIECES_MS) : nextTurn());
  }
  if (exchange.go()) response.end();
}

/** The header of a file whose length nobody knows yet. */
function streamedWavHeader(rate: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(0xffffffff, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(0xffffffff, 40);
  return header;
}
