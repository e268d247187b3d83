/** A host on loopback that speaks OpenAI's API for speech, transcription and embeddings, as strictly as the real one. */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { ProviderBehaviour } from '../behaviour.ts';
import { bodyOf, LoopbackHost, type SimulatedProvider } from '../host.ts';
import {
  embeddingsAnswer,
  embeddingsRequest,
  refuseEmbeddings,
  type EmbeddingsOptions,
} from './embeddings.ts';
import { invalid, sendError, wrongKey, type ApiError } from './errors.ts';
import { Exchange } from './exchange.ts';
import { modelList, openAiModels, type SimulatedModel } from './models.ts';
import { refuseSpeech, speak, speechRequest, type SpeechOptions } from './speech.ts';
import { readTranscriptionRequest, transcribe } from './transcription.ts';

/** One request for work that was let in. */
export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Parsed; of a transcription its fields, the file's name, rate and words. */
  readonly body: unknown;
}

export interface OpenAiSpeechOptions {
  /** Accepted keys; none: a host without keys. */
  readonly keys: readonly string[];
  readonly keyHeader: 'authorization' | 'api-key';
  readonly models: Readonly<Record<string, SimulatedModel>>;
  /** Whether `GET /v1/models` is answered. */
  readonly listsModels: boolean;
  readonly speech: SpeechOptions;
  readonly embeddings: EmbeddingsOptions;
  readonly onRequest?: (request: SeenRequest) => void;
}

export const defaultOpenAiSpeechOptions = {
  keys: ['key-for-tests-0123456789abcdef'],
  keyHeader: 'authorization',
  models: openAiModels,
  listsModels: true,
  speech: {},
  embeddings: {},
} as const satisfies OpenAiSpeechOptions;

export class OpenAiSpeechServer implements SimulatedProvider {
  readonly tts = new ProviderBehaviour();
  readonly stt = new ProviderBehaviour();
  readonly embeddings = new ProviderBehaviour();
  /** Sockets that were opened. */
  sockets = 0;
  readonly #options: OpenAiSpeechOptions;
  readonly #host: LoopbackHost;

  private constructor(options: OpenAiSpeechOptions) {
    this.#options = options;
    this.#host = new LoopbackHost({
      request: (request, response) => void this.#serve(request, response),
      behaviours: [this.tts, this.stt, this.embeddings],
    });
    this.#host.server.on('connection', () => (this.sockets += 1));
  }

  static async start(options: Partial<OpenAiSpeechOptions> = {}): Promise<OpenAiSpeechServer> {
    const server = new OpenAiSpeechServer({ ...defaultOpenAiSpeechOptions, ...options });
    await server.#host.listen();
    return server;
  }

  get url(): string {
    return this.#host.url;
  }

  /** What a client's settings name. */
  get apiUrl(): string {
    return `${this.#host.url}/v1`;
  }

  dropConnections(): void {
    this.#host.dropConnections();
  }

  close(): Promise<void> {
    return this.#host.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const key = this.#keyOf(request.headers);
      if (this.#options.keys.length > 0 && !this.#options.keys.includes(key ?? '')) {
        return sendError(response, wrongKey(key));
      }
      const path = request.url ?? '';
      if (path === '/v1/models' && request.method === 'GET' && this.#options.listsModels) {
        response.writeHead(200, { 'content-type': 'application/json' });
        return void response.end(JSON.stringify(modelList(this.#options.models)));
      }
      const work = this.#works[path];
      if (!work) return sendError(response, notFound(request));
      if (request.method !== 'POST') return sendError(response, wrongMethod(request));
      await work(request, response);
    } catch {
      response.destroy(); // the client went away while it was still asking
    }
  }

  readonly #works: Readonly<
    Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void>>
  > = {
    '/v1/audio/speech': async (request, response) => {
      const body = await this.#json(request, speechRequest);
      const refusal = isError(body) ? body : refuseSpeech(body, this.#options.models);
      if (refusal) return sendError(response, refusal);
      if (isError(body)) return;
      this.#seen(request, body);
      await speak(body, this.#options.speech, new Exchange(this.tts, response));
    },
    '/v1/audio/transcriptions': async (request, response) => {
      const form = await bodyOf(request);
      const read = readTranscriptionRequest(request.headers['content-type'], form, this.#options.models);
      if (isError(read)) return sendError(response, read);
      this.#seen(request, read);
      await transcribe(read, new Exchange(this.stt, response));
    },
    '/v1/embeddings': async (request, response) => {
      const body = await this.#json(request, embeddingsRequest);
      const refusal = isError(body) ? body : refuseEmbeddings(body, this.#options.models);
      if (refusal) return sendError(response, refusal);
      if (isError(body)) return;
      this.#seen(request, body);
      const exchange = new Exchange(this.embeddings, response);
      const model = this.#options.models[body.model];
      if (model?.work !== 'embeddings' || !(await exchange.begin('application/json'))) return;
      exchange.json(embeddingsAnswer(body, model.dimensions, this.#options.embeddings));
    },
  };

  async #json<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T | ApiError> {
    const body = await bodyOf(request);
    if (!/^application\/json(;|$)/i.test(request.headers['content-type'] ?? '')) {
      return { status: 415, message: 'Unsupported content type. This API takes application/json.' };
    }
    let json: unknown;
    try {
      json = JSON.parse(body.toString());
    } catch {
      return invalid('We could not parse the JSON body of your request.');
    }
    const parsed = schema.safeParse(json);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    return invalid(issue?.message ?? 'Invalid request.', issue?.path.join('.'));
  }

  #seen(request: IncomingMessage, body: unknown): void {
    this.#options.onRequest?.({ path: request.url ?? '', headers: request.headers, body });
  }

  #keyOf(headers: IncomingHttpHeaders): string | undefined {
    if (this.#options.keyHeader === 'api-key') {
      const key = headers['api-key'];
      return typeof key === 'string' ? key : undefined;
    }
    return /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
  }
}

const isError = (it: object): it is ApiError => 'status' in it && 'message' in it;

const notFound = ({ method, url }: IncomingMessage): ApiError => ({
  status: 404,
  message: `Invalid URL (${method} ${url})`,
});

const wrongMethod = ({ method, url }: IncomingMessage): ApiError => ({
  status: 405,
  message: `Not allowed to ${method} on ${url}.`,
  code: 'method_not_supported',
});
