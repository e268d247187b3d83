import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { siblingModule } from '../../../lib/workerUrl.ts';
import { WeaverError } from '../../../types/errors/index.ts';
import type { LanguageTag } from '../../../types/language.ts';
import type {
  Cancellable,
  SynthesisRequest,
  SynthesisSink,
  Synthesiser,
  Voice,
} from '../../../types/ports.ts';
import { espeakVoice, espeakVoices } from './espeakVoices.ts';
import type { EspeakReply, EspeakRequest } from './espeakWorker.ts';
import { ThreadPool } from './threadPool.ts';

export interface EspeakOptions {
  /** The program's name or path. */
  readonly program: string;
  /** Processes at the same time; more texts wait. Each lives some tens of milliseconds. */
  readonly processes: number;
}

export const defaultEspeakOptions = { program: 'espeak-ng', processes: 4 } as const satisfies EspeakOptions;

/** Where the program is, or undefined when it is not installed. */
export function findEspeak(program: string = defaultEspeakOptions.program): string | undefined {
  const folders = isAbsolute(program) ? [''] : (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, program)).find(executable);
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // not in this folder
  }
}

/** About a hundred languages by the spawned program espeak-ng: intelligible, not natural. */
export class EspeakSynthesiser implements Synthesiser {
  readonly name = 'espeak';
  readonly capabilities = {
    locales: 'any',
    native: 'pcm',
    streaming: true,
    phonemes: 'none',
    wordTimings: false,
    maxCharacters: 5_000,
  } as const;
  readonly #options: EspeakOptions;
  readonly #pool: ThreadPool<EspeakRequest, EspeakReply>;
  #path: string | undefined;

  constructor(options: Partial<EspeakOptions> = {}) {
    this.#options = { ...defaultEspeakOptions, ...options };
    this.#pool = new ThreadPool({
      name: this.name,
      module: siblingModule('./espeakWorker', import.meta.url),
      threads: 1,
      tasksPerThread: this.#options.processes,
    });
  }

  supports(language: LanguageTag): boolean {
    return espeakVoice(language) !== undefined;
  }

  voices(): readonly Voice[] {
    return espeakVoices;
  }

  /** Throws `PROVIDER_ESPEAK_MISSING` when the program is not installed. */
  async warm(): Promise<void> {
    if (!this.#find()) throw new WeaverError('PROVIDER_ESPEAK_MISSING');
    await this.#pool.warm();
  }

  speak(request: SynthesisRequest, sink: SynthesisSink): Cancellable {
    const wanted = espeakVoices.find(({ id }) => id === request.voice)?.id;
    const voice = wanted ?? espeakVoice(request.language);
    const program = this.#find();
    if (!program) return this.#fail(sink, 'unavailable', new WeaverError('PROVIDER_ESPEAK_MISSING').message);
    if (!voice) return this.#fail(sink, 'unsupported', `espeak-ng has no voice for ${request.language}`);
    const rate = Math.min(2, Math.max(0.5, request.rate ?? 1));
    return this.#pool.run(
      { program, text: request.text, voice, rate },
      {
        reply: ({ mulaw }) => sink.audio(mulaw),
        done: () => sink.done(),
        failed: ({ kind, message }) =>
          sink.failed({
            provider: this.name,
            kind,
            retryable: kind === 'internal' || kind === 'stalled',
            message,
          }),
      },
      { urgent: true },
    );
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  /** Looked for again until found: it may be installed while the server runs. */
  #find(): string | undefined {
    this.#path ??= findEspeak(this.#options.program);
    return this.#path;
  }

  #fail(sink: SynthesisSink, kind: 'unavailable' | 'unsupported', message: string): Cancellable {
    let cancelled = false;
    queueMicrotask(() => cancelled || sink.failed({ provider: this.name, kind, retryable: false, message }));
    return { cancel: () => void (cancelled = true) };
  }
}
