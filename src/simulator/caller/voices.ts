import type { LanguageTag } from '../../types/language.ts';
import type { ProviderFailure, SynthesisRequest, Synthesiser } from '../../types/ports.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { clipOf, type Clip } from './clip.ts';

/** A synthesiser and which of its voices a caller has. */
export interface CallerVoiceChoice {
  readonly synthesiser: Synthesiser;
  /** Absent: the synthesiser's own choice for the language. */
  readonly voice?: string;
}

const MAX_CACHED = 500;

/** The voices that simulated callers have: the first that speaks the language is taken. What was said once is kept. */
export class CallerVoices {
  readonly #choices: readonly CallerVoiceChoice[];
  readonly #cache = new Map<string, Promise<Clip>>();

  constructor(choices: readonly CallerVoiceChoice[]) {
    this.#choices = choices;
  }

  supports(language: LanguageTag): boolean {
    return this.#choices.some(({ synthesiser }) => synthesiser.supports(language));
  }

  /** @throws WeaverError SIM_NO_VOICE, SIM_VOICE_FAILED */
  speak(text: string, language: LanguageTag, rate = 1): Promise<Clip> {
    const key = `${language}|${rate}|${text}`;
    const known = this.#cache.get(key);
    if (known) return known;
    if (this.#cache.size >= MAX_CACHED) this.#cache.clear();
    const clip = this.#synthesise(text, language, rate);
    this.#cache.set(key, clip);
    clip.catch(() => this.#cache.delete(key));
    return clip;
  }

  async close(): Promise<void> {
    await Promise.all(this.#choices.map(({ synthesiser }) => synthesiser.close()));
  }

  async #synthesise(text: string, language: LanguageTag, rate: number): Promise<Clip> {
    const choice = this.#choices.find(({ synthesiser }) => synthesiser.supports(language));
    if (!choice) throw new WeaverError('SIM_NO_VOICE', { language });
    const { synthesiser, voice } = choice;
    await synthesiser.warm();
    const request = { text, language, rate, ...(voice === undefined ? {} : { voice }) };
    try {
      return clipOf(await spoken(synthesiser, request), text);
    } catch (failure) {
      // A busy machine can fail a voice once; a second failure is real.
      if (!isRetryable(failure)) throw failedVoice(failure);
    }
    return clipOf(
      await spoken(synthesiser, request).catch((again: unknown) => Promise.reject(failedVoice(again))),
      text,
    );
  }
}

/** All of one request's audio. Rejects with the provider's failure. */
function spoken(synthesiser: Synthesiser, request: SynthesisRequest): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    synthesiser.speak(request, {
      audio: (mulaw) => void pieces.push(mulaw.slice()),
      done: () => resolve(Buffer.concat(pieces)),
      failed: (failure) => reject(new VoiceFailure(failure)),
    });
  });
}

class VoiceFailure extends Error {
  readonly failure: ProviderFailure;

  constructor(failure: ProviderFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

function isRetryable(error: unknown): boolean {
  return error instanceof VoiceFailure && error.failure.retryable;
}

function failedVoice(error: unknown): unknown {
  if (!(error instanceof VoiceFailure)) return error;
  const { provider, kind } = error.failure;
  return new WeaverError('SIM_VOICE_FAILED', { provider, kind }, { cause: error });
}

let shared: Promise<CallerVoices> | undefined;

/**
 * The embedded voices of callers, loaded on first use and shared by the process: Flite `rms` for English (agents speak
 * with `slt`), espeak-ng for other languages.
 */
export function embeddedCallerVoices(): Promise<CallerVoices> {
  shared ??= import('../../services/providers/index.ts').then(async ({ ProviderRegistry }) => {
    // Of its own: a caller must not wait in the agent's queue.
    const registry = new ProviderRegistry();
    const [flite, espeak] = await Promise.all([
      registry.synthesiser('flite'),
      registry.synthesiser('espeak'),
    ]);
    return new CallerVoices([{ synthesiser: flite, voice: 'rms' }, { synthesiser: espeak }]);
  });
  return shared;
}

/** Ends the shared voices' threads, so that a program can exit. */
export async function closeEmbeddedCallerVoices(): Promise<void> {
  const voices = await shared;
  shared = undefined;
  await voices?.close();
}
