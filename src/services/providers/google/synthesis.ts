/** The two ways in which the service speaks. Both resolve when all is spoken, and reject with the client's error. */
import type { protos, TextToSpeechClient } from '@google-cloud/text-to-speech';
import { wavFormat } from '../local/wav.ts';
import { providerError } from '../shared/failure.ts';
import type { ChosenVoice } from './voices.ts';

export interface Utterance {
  /** In order, each short enough for a request. */
  readonly parts: readonly string[];
  readonly voice: ChosenVoice;
  readonly rate: number | undefined;
  readonly signal: AbortSignal;
}

type Audio = (mulaw: Uint8Array) => void;

const telephone = { audioEncoding: 'MULAW', sampleRateHertz: 8_000 } as const;
/** No retries: whoever fails over decides. */
const retry = { retryCodes: [] };

export function speakStreaming(
  client: TextToSpeechClient,
  utterance: Utterance,
  audio: Audio,
): Promise<void> {
  const { parts, voice, rate, signal } = utterance;
  return new Promise((resolve, reject) => {
    const stream = client.streamingSynthesize({ retry });
    const stop = () => stream.cancel();
    signal.addEventListener('abort', stop, { once: true });
    stream.on(
      'data',
      ({ audioContent }: protos.google.cloud.texttospeech.v1.IStreamingSynthesizeResponse) => {
        if (audioContent) audio(bytesOf(audioContent));
      },
    );
    // Also after our own cancel, as CANCELLED: nobody listens to the promise's outcome then.
    stream.on('error', reject);
    stream.on('end', () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    const streamingAudioConfig = { ...telephone, ...speaking(rate) };
    stream.write({ streamingConfig: { voice, streamingAudioConfig } });
    for (const text of parts) stream.write({ input: { text } });
    stream.end();
  });
}

export async function speakWhole(
  client: TextToSpeechClient,
  utterance: Utterance,
  audio: Audio,
): Promise<void> {
  const { parts, voice, rate, signal } = utterance;
  for (const text of parts) {
    const [{ audioContent }] = await client.synthesizeSpeech(
      { input: { text }, voice, audioConfig: { ...telephone, ...speaking(rate) } },
      { signal, retry },
    );
    if (signal.aborted) return;
    audio(mulawOfWav(bytesOf(audioContent ?? '')));
  }
}

/** The samples of a whole answer: behind a WAV header of any length. Throws when it is anything else. */
export function mulawOfWav(bytes: Buffer): Uint8Array {
  const format = formatOf(bytes);
  if (format?.sampleRate !== 8_000 || format.channels !== 1 || format.bitsPerSample !== 8) {
    throw providerError('google', 'internal', 'the answer is not mu-law at 8 kHz in a WAV file');
  }
  const { dataOffset, dataLength } = format;
  return bytes.subarray(dataOffset, Math.min(bytes.length, dataOffset + dataLength));
}

function formatOf(bytes: Buffer): ReturnType<typeof wavFormat> {
  try {
    return wavFormat(bytes);
  } catch {
    return null; // reported by the caller
  }
}

function speaking(rate: number | undefined): { speakingRate?: number } {
  return rate === undefined ? {} : { speakingRate: rate };
}

/** The clients' types allow base64 too; over gRPC it is always bytes. */
function bytesOf(content: Uint8Array | string): Buffer {
  if (typeof content === 'string') return Buffer.from(content, 'base64');
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength);
}
