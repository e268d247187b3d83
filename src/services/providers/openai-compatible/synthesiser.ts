/** Speech from any host that has OpenAI's `/audio/speech`: raw PCM that streams, made telephone audio here. */
import { warmResampler } from '../../../lib/resampler.ts';
import { systemClock, type Clock } from '../../../types/clock.ts';
import type { LanguageTag } from '../../../types/language.ts';
import type {
  Cancellable,
  SynthesisRequest,
  SynthesisSink,
  Synthesiser,
  SynthesiserCapabilities,
  Voice,
} from '../../../types/ports.ts';
import { KeepWarm } from '../models/keepWarm.ts';
import { failure, failureOf, providerError } from '../shared/failure.ts';
import { SynthesisRun } from '../shared/synthesisRun.ts';
import { textParts } from '../shared/textParts.ts';
import type { OpenAiHost } from './host.ts';
import { SpeechAudio } from './speechAudio.ts';
import { SpeechHttp } from './speechHttp.ts';
import { knownToOpenAi, openAiLocales } from './speechLanguages.ts';
import { voicesOf } from './speechVoices.ts';

const MOST_CHARACTERS = 4_096;
const [SLOWEST, FASTEST] = [0.25, 4];
const somethingToSay = /[\p{L}\p{N}]/u;

export class OpenAiSynthesiser implements Synthesiser {
  readonly name: OpenAiHost['name'];
  readonly capabilities: SynthesiserCapabilities;
  readonly #host: OpenAiHost;
  readonly #model: string;
  readonly #voices: readonly Voice[];
  readonly #http: SpeechHttp;
  readonly #keepWarm: KeepWarm;
  readonly #running = new Set<SynthesisRun>();
  #closed = false;

  /** Throws a ProviderError when the host has no speech model. */
  constructor(host: OpenAiHost, clock: Clock = systemClock) {
    if (host.ttsModel === undefined) {
      throw providerError(host.name, 'invalid-request', 'no speech model is named');
    }
    this.name = host.name;
    this.#host = host;
    this.#model = host.ttsModel;
    this.#voices = voicesOf(host);
    this.#http = new SpeechHttp(host, clock);
    this.#keepWarm = new KeepWarm(clock, () => void this.#http.warm().catch(() => undefined));
    this.capabilities = {
      locales: host.name === 'openai' ? openAiLocales() : 'any',
      native: 'pcm',
      streaming: true,
      phonemes: 'none',
      wordTimings: false,
      maxCharacters: MOST_CHARACTERS,
    };
  }

  supports(language: LanguageTag): boolean {
    return this.#host.name !== 'openai' || knownToOpenAi(language);
  }

  voices(): readonly Voice[] {
    return this.#voices;
  }

  async warm(): Promise<void> {
    await Promise.all([warmResampler(), this.#http.warm()]);
    this.#keepWarm.used();
  }

  /** Another host's voices are not known here: it refuses those that it does not have. */
  speak(request: SynthesisRequest, sink: SynthesisSink): Cancellable {
    const voice = request.voice ?? this.#voices[0]?.id;
    const abort = new AbortController();
    const who = { provider: this.name, ...(voice === undefined ? {} : { voice }) };
    const run: SynthesisRun = new SynthesisRun(sink, who, () => {
      this.#running.delete(run);
      this.#keepWarm.used();
      abort.abort();
    });
    this.#running.add(run);
    this.#keepWarm.used();
    void this.#run(run, request, voice, abort.signal);
    return run;
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#keepWarm.stop();
    const why = failure(this.name, 'aborted', 'the synthesiser was closed');
    for (const run of this.#running) run.failed(why);
    return this.#http.close();
  }

  /** What the agent says next shall not wait for a handshake. */
  #replaceConnection(): void {
    if (!this.#closed) void this.#http.replace();
  }

  async #run(
    run: SynthesisRun,
    request: SynthesisRequest,
    voice: string | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      // Whoever asks has the handle before the sink hears anything.
      await warmResampler();
      if (run.over) return;
      if (!somethingToSay.test(request.text)) return run.done(false);
      if (!this.supports(request.language)) {
        const message = `it is not known to speak ${request.language}`;
        return run.failed(failure(this.name, 'unsupported', message));
      }
      for (const part of textParts(request.text, MOST_CHARACTERS)) {
        if (somethingToSay.test(part))
          await this.#speakPart(run, this.#body(part, voice, request.rate), signal);
        if (run.over) return this.#replaceConnection();
      }
      run.done();
    } catch (error) {
      if (run.over) return this.#replaceConnection();
      run.failed(failureOf(this.name, error));
    }
  }

  #body(input: string, voice: string | undefined, rate: number | undefined): string {
    return JSON.stringify({
      model: this.#model,
      ...(voice === undefined ? {} : { voice }),
      // Half a surrogate pair is no character: strict hosts refuse the whole text for it.
      input: input.toWellFormed(),
      response_format: 'pcm',
      // Not every host and model takes a speed: it is sent only when it is wanted.
      ...(rate === undefined || rate === 1 ? {} : { speed: Math.min(FASTEST, Math.max(SLOWEST, rate)) }),
    });
  }

  async #speakPart(run: SynthesisRun, body: string, signal: AbortSignal): Promise<void> {
    const answer = await this.#http.post({
      path: '/audio/speech',
      contentType: 'application/json',
      accept: 'audio/pcm, audio/wav, application/octet-stream',
      body,
      signal,
    });
    const { 'content-type': contentType } = answer.headers;
    let audio: SpeechAudio | undefined;
    try {
      audio = new SpeechAudio(this.name, typeof contentType === 'string' ? contentType : undefined);
      for await (const bytes of answer.body as AsyncIterable<Buffer>) {
        run.audio(audio.push(bytes));
        if (run.over) return;
      }
      run.audio(audio.end());
    } finally {
      audio?.dispose();
      // Does nothing after the end; before it, nobody reads on.
      answer.body.on('error', () => undefined).destroy();
    }
  }
}
