/** Voices to choose from, and to listen to before a caller does. */
import type { ServerContext } from '../context.ts';
import type { VoiceList, VoicePreviewRequest } from '../../types/apiSetup.ts';
import type { Clock } from '../../types/clock.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { failureCode } from '../../types/failureCode.ts';
import { primarySubtag, type LanguageTag } from '../../types/language.ts';
import type { ProviderFailure, Synthesiser, Voice } from '../../types/ports.ts';
import { mulawDecode } from '../../lib/g711.ts';

export type VoiceContext = Pick<ServerContext, 'registry' | 'clock'>;

const LIST_MS = 8_000;
const SPEAK_MS = 20_000;
/** A minute of telephone audio: more than the longest preview takes at half the pace. */
const MOST_BYTES = 60 * 8_000;
const SAMPLE_RATE = 8_000;

/** @throws WeaverError VOICE_NOBODY, PROVIDER_UNKNOWN, PROVIDER_… */
export async function voicesOf(
  context: VoiceContext,
  { language, provider }: { language: LanguageTag; provider: string },
): Promise<VoiceList> {
  const speaker = await speakerFor(context, language, provider);
  const asked = await askedVoices(speaker);
  const voices = fitting(asked ?? speaker.voices(), language);
  return {
    provider: speaker.name,
    from: asked ? 'asked' : 'known',
    voices: voices.map(({ id, name, gender }) => ({ id, name, gender: gender ?? null })),
  };
}

/**
 * The text as the provider itself says it on the telephone: 8 kHz, as WAV. Nobody stands in for it.
 *
 * @throws WeaverError VOICE_NOBODY, VOICE_TOO_LONG, PROVIDER_…
 */
export async function preview(
  context: VoiceContext,
  request: VoicePreviewRequest,
  signal: AbortSignal,
): Promise<Buffer> {
  const speaker = await speakerFor(context, request.language, request.provider);
  await speaker.warm().catch((error: unknown) => {
    throw asWeaverError(speaker.name, error);
  });
  return wav(mulawDecode(await spoken(speaker, request, { clock: context.clock, signal })));
}

async function speakerFor(
  { registry }: VoiceContext,
  language: LanguageTag,
  wanted: string,
): Promise<Synthesiser> {
  if (wanted !== 'auto') return registry.synthesiser(wanted);
  const [first] = registry.serving('synthesiser')(language).names;
  if (first === undefined) throw new WeaverError('VOICE_NOBODY', { language });
  return registry.synthesiser(first);
}

/** null: it cannot be asked, or does not answer; what is known is then better than nothing. */
async function askedVoices(speaker: Synthesiser): Promise<readonly Voice[] | null> {
  try {
    return (await speaker.listVoices?.(AbortSignal.timeout(LIST_MS))) ?? null;
  } catch {
    return null;
  }
}

/** Of exactly the language; failing that, of another region. Not so for Chinese, where the region is the language. */
function fitting(voices: readonly Voice[], language: LanguageTag): Voice[] {
  const exact = voices.filter(({ languages }) => languages.length === 0 || languages.includes(language));
  const primary = primarySubtag(language);
  if (exact.length > 0 || primary === 'zh') return exact;
  return voices.filter(({ languages }) => languages.some((tag) => primarySubtag(tag) === primary));
}

function spoken(
  speaker: Synthesiser,
  { text, language, voiceId, rate }: VoicePreviewRequest,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  const tooLong = () => {
    run.cancel();
    reject(new WeaverError('VOICE_TOO_LONG', { provider: speaker.name, seconds: SPEAK_MS / 1_000 }));
  };
  const timer = clock.after(SPEAK_MS, tooLong);
  const run = speaker.speak(
    { text, language, rate, ...(voiceId !== undefined && { voice: voiceId }) },
    {
      audio(mulaw) {
        bytes += mulaw.length;
        if (bytes > MOST_BYTES) return tooLong();
        pieces.push(mulaw.slice());
      },
      done: () => resolve(Buffer.concat(pieces)),
      failed: (failure) => reject(new WeaverError(failureCode(failure), { provider: failure.provider })),
    },
  );
  const gone = () => {
    run.cancel();
    reject(new WeaverError('PROVIDER_ABORTED', { provider: speaker.name }));
  };
  signal.addEventListener('abort', gone, { once: true });
  return promise.finally(() => {
    clock.cancel(timer);
    signal.removeEventListener('abort', gone);
  });
}

function asWeaverError(provider: string, error: unknown): WeaverError {
  if (error instanceof WeaverError) return error;
  const { failure } = (error ?? {}) as { failure?: ProviderFailure };
  return new WeaverError(failure ? failureCode(failure) : 'PROVIDER_INTERNAL', { provider });
}

/** RIFF, PCM, one channel, 16 bits: what every browser plays. */
export function wav(pcm: Int16Array): Buffer {
  const bytes = pcm.length * 2;
  const file = Buffer.alloc(44 + bytes);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + bytes, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(SAMPLE_RATE, 24);
  file.writeUInt32LE(SAMPLE_RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(bytes, 40);
  for (let at = 0; at < pcm.length; at++) file.writeInt16LE(pcm[at] ?? 0, 44 + at * 2);
  return file;
}
