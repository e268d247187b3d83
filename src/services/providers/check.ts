/**
 * Uses a provider as a call would: speaks, hears, generates, embeds. What an operator wants to know before the first
 * caller does: whether the account works, how fast it is, and what to do when it does not.
 */
import type { ProviderCheck } from '../../types/apiProviders.ts';
import { systemClock, type Clock } from '../../types/clock.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { Embedder, LanguageModel, Recogniser, Synthesiser } from '../../types/ports.ts';
import { failureCode } from '../../types/failureCode.ts';
import { fixFor } from './checkFixes.ts';
import { hearOnce, speakOnce, TELEPHONE_RATE, voicesFor } from './checkSpeech.ts';
import { promised, step, type StepLimits } from './checkStep.ts';
import { embeddedProviders } from './embedded.ts';
import type { ProviderReport, ProviderWork } from './registry.ts';
import type { ProviderSettingsSource } from './settingsSource.ts';
import { isConfigurable } from './settingsSourceFields.ts';
import { failureOf, ProviderError } from './shared/failure.ts';

/** What checking needs of the registry. */
export interface CheckingRegistry {
  capabilitiesReport(): ProviderReport[];
  recogniser(name: string): Promise<Recogniser>;
  synthesiser(name: string): Promise<Synthesiser>;
  model(name: string): Promise<LanguageModel>;
  embedder(name: string): Promise<Embedder>;
}

export interface CheckOptions {
  /** Default: en-US, or the first language that the part serves. */
  readonly language?: LanguageTag | undefined;
  /** Stops the check, which rejects then. */
  readonly signal?: AbortSignal | undefined;
  /** Says what is wrong with settings that do not fit. */
  readonly settings?: ProviderSettingsSource | undefined;
  readonly clock?: Clock | undefined;
  /** Longest wait for a first output and between two, ms. */
  readonly silenceMs?: number | undefined;
}

const SILENCE_MS = 10_000;
/** Models on this machine's disk are loaded into its memory: that may take longer than a service may. */
const LOADING_MS = 30_000;
/** Enough for a model that thinks a little before it says one word. */
const MAX_TOKENS = 256;
const DEFAULT_LANGUAGE = 'en-US';
/** The voice first: its audio is what the recogniser then hears. */
const order: readonly ProviderWork[] = ['synthesiser', 'recogniser', 'model', 'embedder'];
const embedded: ReadonlySet<string> = new Set(embeddedProviders().map(({ name }) => name));

/**
 * Checks every work of a provider, one after the other. A failure is a result, not an error.
 *
 * @throws WeaverError PROVIDER_UNKNOWN; ProviderError (`aborted`) once `signal` is.
 */
export async function checkProvider(
  registry: CheckingRegistry,
  name: string,
  options: CheckOptions = {},
): Promise<ProviderCheck[]> {
  const reports = registry.capabilitiesReport().filter((report) => report.name === name);
  if (reports.length === 0) throw new WeaverError('PROVIDER_UNKNOWN', { provider: name, work: 'any' });
  const check = new Check(registry, name, options);
  const results: ProviderCheck[] = [];
  for (const work of order) {
    const report = reports.find((it) => it.work === work);
    if (report) results.push(await check.run(report));
  }
  return results;
}

/** What one kind of use found out. */
type Found = Pick<ProviderCheck, 'firstOutputMs' | 'totalMs' | 'says'> &
  Partial<Pick<ProviderCheck, 'voices' | 'fix'>>;

class Check {
  readonly #registry: CheckingRegistry;
  readonly #name: string;
  readonly #options: CheckOptions;
  readonly #limits: StepLimits;
  readonly #loading: StepLimits;
  /** What it said itself, and in which language. */
  #spoken: { audio: Uint8Array; language: LanguageTag } | undefined;

  constructor(registry: CheckingRegistry, name: string, options: CheckOptions) {
    const { clock = systemClock, signal, silenceMs = SILENCE_MS } = options;
    this.#registry = registry;
    this.#name = name;
    this.#options = options;
    this.#limits = { provider: name, clock, signal, silenceMs };
    this.#loading = embedded.has(name)
      ? { ...this.#limits, silenceMs: Math.max(silenceMs, LOADING_MS) }
      : this.#limits;
  }

  async run({ work, unavailable }: ProviderReport): Promise<ProviderCheck> {
    const about = { provider: this.#name, work };
    const nothing = { firstOutputMs: null, totalMs: null };
    const problem = this.#problem();
    if (problem)
      return { ...about, ...nothing, ok: false, code: problem.code, says: problem.message, fix: problem.fix };
    if (unavailable !== null)
      return { ...about, ...nothing, ok: null, says: 'It is not set up.', fix: unavailable };
    try {
      const found = await this.#use(work);
      if (found === 'unserved') {
        const says = `It does not serve ${this.#options.language}.`;
        return { ...about, ...nothing, ok: null, says, fix: null };
      }
      return { ...about, ok: true, fix: null, ...found };
    } catch (error) {
      if (this.#limits.signal?.aborted) throw error;
      return { ...about, ...nothing, ok: false, ...describe(this.#name, error) };
    }
  }

  #problem() {
    const { settings } = this.#options;
    return settings && isConfigurable(this.#name) ? settings.describe(this.#name).problem : null;
  }

  #use(work: ProviderWork): Promise<Found | 'unserved'> {
    if (work === 'synthesiser') return this.#speak();
    if (work === 'recogniser') return this.#hear();
    return work === 'model' ? this.#generate() : this.#embed();
  }

  async #speak(): Promise<Found | 'unserved'> {
    const part = await this.#ready(() => this.#registry.synthesiser(this.#name));
    const language = this.#languageFor(part);
    if (!language) return 'unserved';
    const { firstOutputMs, totalMs, audio } = await speakOnce(part, language, this.#limits);
    if (audio.length === 0) throw this.#nothingCame('synthesiser');
    this.#spoken = { audio, language };
    const seconds = (audio.length / TELEPHONE_RATE).toFixed(1);
    const says = `It spoke ${seconds} s of ${language} (${audio.length} bytes).`;
    return { ...rounded(firstOutputMs, totalMs), says, ...(await this.#voices(part, language)) };
  }

  /** That it speaks is what counts: a key may be allowed that and not to list voices. */
  async #voices(part: Synthesiser, language: LanguageTag): Promise<Pick<Found, 'voices' | 'fix'>> {
    try {
      return { voices: await voicesFor(part, language, this.#limits) };
    } catch (error) {
      if (this.#limits.signal?.aborted) throw error;
      const { says } = describe(this.#name, error);
      return { fix: `It speaks, but its voices cannot be listed: ${says}` };
    }
  }

  async #hear(): Promise<Found | 'unserved'> {
    const part = await this.#ready(() => this.#registry.recogniser(this.#name));
    const language = this.#languageFor(part);
    if (!language) return 'unserved';
    const { audio, speaker } = await this.#speechIn(language);
    const { characters, ...times } = await hearOnce(part, language, audio, this.#limits);
    const found = rounded(times.firstOutputMs, times.totalMs);
    if (characters > 0)
      return { ...found, says: `It heard ${characters} characters of ${language} from ${speaker}.` };
    // In its own provider's clear speech it hears something, or its settings are wrong. Our robots may be beyond it.
    if (speaker === this.#name) throw this.#nothingCame('recogniser');
    const says =
      speaker === SILENCE
        ? `It let us in and heard silence: nothing here speaks ${language} to it.`
        : `It answered, but made no words of ${language} out of ${speaker}, a voice that is hard to understand.`;
    return { ...found, says, fix: 'Make a call to be sure that it hears.' };
  }

  /** Its own voice, or an embedded one; where nobody here can say anything, a second of silence. */
  async #speechIn(language: LanguageTag): Promise<{ audio: Uint8Array; speaker: string }> {
    if (this.#spoken?.language === language) return { audio: this.#spoken.audio, speaker: this.#name };
    const voices = this.#registry
      .capabilitiesReport()
      .filter(({ name, work, available }) => work === 'synthesiser' && available && embedded.has(name));
    for (const { name } of voices) {
      const limits = { ...this.#limits, provider: name };
      try {
        const voice = await promised(limits, () => this.#registry.synthesiser(name));
        if (!voice.supports(language)) continue;
        const { audio } = await speakOnce(voice, language, limits);
        if (audio.length > 0) return { audio, speaker: name };
      } catch (error) {
        // The next one, then: this is not the provider that is checked.
        if (limits.signal?.aborted) throw error;
      }
    }
    return { audio: new Uint8Array(TELEPHONE_RATE).fill(MULAW_SILENCE), speaker: SILENCE };
  }

  async #generate(): Promise<Found> {
    const part = await this.#ready(() => this.#registry.model(this.#name));
    const { clock } = this.#limits;
    const began = clock.now();
    let firstOutputMs: number | undefined;
    const totalMs = await step<number>(this.#limits, ({ alive, done, failed }) => {
      const run = part.generate(
        {
          messages: [
            { role: 'system', text: 'You answer with the single word OK.' },
            { role: 'caller', text: 'Say OK.' },
          ],
          tools: [],
          maxTokens: MAX_TOKENS,
        },
        {
          text(delta) {
            if (delta.trim() !== '') firstOutputMs ??= clock.now() - began;
            alive();
          },
          toolCall: alive,
          done: () => done(clock.now() - began),
          failed,
        },
      );
      return () => run.cancel();
    });
    if (firstOutputMs === undefined) throw this.#nothingCame('model');
    return { ...rounded(firstOutputMs, totalMs), says: 'It answered.' };
  }

  async #embed(): Promise<Found> {
    const part = await this.#ready(() => this.#registry.embedder(this.#name));
    const { clock } = this.#limits;
    const texts = ['I would like to book a table.', 'What are your opening hours?'];
    const began = clock.now();
    const vectors = await promised(this.#limits, (signal) => part.embed(texts, signal));
    const totalMs = clock.now() - began;
    const whole = vectors.filter(({ length }) => length > 0 && length === part.dimensions);
    if (whole.length !== texts.length) throw this.#nothingCame('embedder');
    return { ...rounded(totalMs, totalMs), says: `It made vectors of ${part.dimensions} dimensions.` };
  }

  async #ready<Part extends { warm(): Promise<void> }>(load: () => Promise<Part>): Promise<Part> {
    const part = await promised(this.#loading, load);
    await promised(this.#loading, () => part.warm());
    return part;
  }

  #languageFor(part: Recogniser | Synthesiser): LanguageTag | undefined {
    const { language } = this.#options;
    if (language !== undefined) return part.supports(language) ? language : undefined;
    if (part.supports(DEFAULT_LANGUAGE)) return DEFAULT_LANGUAGE;
    const { locales } = part.capabilities;
    return locales === 'any' ? DEFAULT_LANGUAGE : locales[0];
  }

  #nothingCame(work: ProviderWork): WeaverError {
    return new WeaverError('PROVIDER_NO_OUTPUT', { provider: this.#name, work });
  }
}

const MULAW_SILENCE = 0xff;
const SILENCE = 'silence';

function rounded(firstOutputMs: number, totalMs: number) {
  return { firstOutputMs: Math.round(firstOutputMs), totalMs: Math.round(totalMs) };
}

/** Our own errors say what to do themselves; of others only the kind is known. */
function describe(
  provider: string,
  error: unknown,
): { readonly code: string; readonly says: string; readonly fix: string } {
  if (error instanceof WeaverError) return { code: error.code, says: error.message, fix: error.fix };
  const { kind, message } = error instanceof ProviderError ? error.failure : failureOf(provider, error);
  return { code: failureCode({ kind }), says: message, fix: fixFor(provider, kind) };
}
