/** Recognises English speech with Moonshine tiny (q8) by sherpa-onnx. One segment at a time, synchronously. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tokensFile } from './moonshineTokens.ts';
import { betweenQuietEnds } from './quietEnds.ts';
import { Resampler, warmResampler } from '../../../lib/resampler.ts';
import { serveTasks } from './threadTask.ts';
import { tidyTranscript } from './moonshineText.ts';

export interface DecodeRequest {
  readonly pcm: Int16Array;
  readonly sampleRate: 8000 | 16000;
}

export interface DecodeReply {
  readonly text: string;
}

const MODEL_RATE = 16_000;

/** Shorter than this is no word: 100 ms. */
const SHORTEST = 0.1;

/** What this file uses of sherpa-onnx-node, which has no type declarations. */
interface Sherpa {
  readonly OfflineRecognizer: new (config: unknown) => {
    createStream(): { acceptWaveform(wave: { samples: Float32Array; sampleRate: number }): void };
    decode(stream: unknown): void;
    getResult(stream: unknown): { text: string };
  };
}

await serveTasks<DecodeRequest, DecodeReply>(async () => {
  const require = createRequire(import.meta.url);
  const entry = fileURLToPath(import.meta.resolve('@moonshine-ai/moonshine-js'));
  const weights = join(dirname(entry), 'model/tiny/quantized');
  const { OfflineRecognizer } = require('sherpa-onnx-node') as Sherpa;
  const recogniser = new OfflineRecognizer({
    modelConfig: {
      moonshine: {
        encoder: join(weights, 'encoder_model.onnx'),
        mergedDecoder: join(weights, 'decoder_model_merged.onnx'),
      },
      tokens: tokensFile(),
      // Two are slower than one for segments of this length.
      numThreads: 1,
      provider: 'cpu',
    },
  });
  return async ({ pcm, sampleRate }, emit) => {
    // More than about a second of quiet before the words makes the model say nothing at all.
    const [start, end] = betweenQuietEnds(pcm, sampleRate);
    if (end - start < sampleRate * SHORTEST) return emit({ text: '' });
    const samples = await toModelRate(pcm.subarray(start, end), sampleRate);
    const stream = recogniser.createStream();
    stream.acceptWaveform({ samples, sampleRate: MODEL_RATE });
    recogniser.decode(stream);
    emit({ text: tidyTranscript(recogniser.getResult(stream).text) });
  };
});

/** sherpa would convert by itself, but prints a line for each segment. */
async function toModelRate(pcm: Int16Array, sampleRate: number): Promise<Float32Array> {
  if (sampleRate === MODEL_RATE) return toFloat(pcm);
  await warmResampler();
  const resampler = new Resampler(sampleRate, MODEL_RATE);
  const main = resampler.process(pcm).slice();
  const rest = resampler.flush();
  resampler.dispose();
  const samples = new Float32Array(main.length + rest.length);
  samples.set(toFloat(main));
  samples.set(toFloat(rest), main.length);
  return samples;
}

function toFloat(pcm: Int16Array): Float32Array {
  const samples = new Float32Array(pcm.length);
  for (let i = 0; i < pcm.length; i++) samples[i] = pcm[i]! / 32_768;
  return samples;
}
