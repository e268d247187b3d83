/**
 * What we need of Microsoft's Speech SDK beyond its public surface, in one place. The private names are those of 1.52.0;
 * tests/providers/azureWire.test.ts fails when an upgrade moves one.
 */
import { Recognizer, SpeechConfig } from 'microsoft-cognitiveservices-speech-sdk';
import { WebsocketMessageAdapter } from 'microsoft-cognitiveservices-speech-sdk/distrib/lib/src/common.browser/WebsocketMessageAdapter.js';
import { RecognitionMode } from 'microsoft-cognitiveservices-speech-sdk/distrib/lib/src/common.speech/ServiceMessages/PhraseDetection/PhraseDetectionContext.js';
import type { Clock } from '../../../types/clock.ts';
import type { ProviderFailure } from '../../../types/ports.ts';
import { failure, providerError, ProviderError } from '../shared/failure.ts';
import { AZURE, failureOfClose, failureOfOpening } from './failures.ts';

// Node's own WebSocket, which the SDK prefers, sends no headers and tells no HTTP status.
WebsocketMessageAdapter.forceNpmWebSocket = true;
Recognizer.enableTelemetry(false);

/** The SDK has no limit for opening: a peer that never answers would be waited for for ever. */
const OPEN_WITHIN_MS = 5_000;

export function speechConfig(host: URL, key: string): SpeechConfig {
  const config = SpeechConfig.fromHost(host, key);
  // By default five attempts in 40 ms, also after 401 and 429. Whether to try again is decided above the adapters.
  config.setProperty('SPEECH-Error-MaxRetryCount', '0');
  return config;
}

/**
 * A connection that is opened ahead of the first recognition goes, on route 1, to the address for single utterances, which
 * ends the turn after one phrase: the mode is not known before recognition starts. This makes it known.
 */
export function forContinuousSpeech(service: object): void {
  const { privRecognizerConfig } = service as { privRecognizerConfig: { recognitionMode: string } };
  privRecognizerConfig.recognitionMode = RecognitionMode.Conversation;
}

interface SdkMessage {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string | ArrayBuffer | null;
}

interface SdkSocket {
  dispose(): Promise<void>;
  readonly privConnectionMessageAdapter: {
    privUri: string;
    readonly privMessageFormatter: { toConnectionMessage(raw: unknown): Promise<SdkMessage> };
  };
}

/** Inside a recogniser or a synthesiser: what makes its connections and hears of them. */
export interface SdkService {
  privConnectionFactory: { create(...args: unknown[]): Promise<SdkSocket> };
  readonly connectionEvents: {
    attach(listener: (event: { name: string; statusCode?: number; reason?: string }) => void): unknown;
  };
  connect(): Promise<void>;
  dispose(): Promise<void>;
}

/** The one connection of a recogniser or synthesiser. After its loss the SDK would open another by itself: this does not. */
export class ServiceLink {
  readonly #service: SdkService;
  readonly #clock: Clock;
  readonly #lost: (failure: ProviderFailure) => void;
  #socket: SdkSocket | undefined;
  #state: 'new' | 'open' | 'over' = 'new';

  /** @param lost called once at most: not for what `connect` rejects with, and not after `close` */
  constructor(service: object, clock: Clock, lost: (failure: ProviderFailure) => void) {
    this.#service = service as SdkService;
    this.#clock = clock;
    this.#lost = lost;
    this.#guardFactory();
    this.#service.connectionEvents.attach((event) => {
      // Of an attempt that fails, `connect` hears.
      if (event.name !== 'ConnectionClosedEvent' || this.#state === 'new') return;
      this.fail(failureOfClose(event.statusCode ?? 1006, event.reason ?? ''));
    });
  }

  get open(): boolean {
    return this.#state === 'open';
  }

  get over(): boolean {
    return this.#state === 'over';
  }

  /** Rejects with a ProviderError; the link is over then. */
  async connect(): Promise<void> {
    let slow = false;
    const timer = this.#clock.after(OPEN_WITHIN_MS, () => {
      slow = true;
      this.close();
    });
    try {
      await this.#service.connect();
    } catch (reason) {
      const stopped = this.over;
      this.close();
      if (slow) throw providerError(AZURE, 'stalled', `no connection within ${OPEN_WITHIN_MS} ms`);
      if (stopped) throw providerError(AZURE, 'aborted', 'stopped by us');
      throw new ProviderError(failureOfOpening(reason));
    } finally {
      this.#clock.cancel(timer);
    }
    if (this.over) throw providerError(AZURE, 'aborted', 'stopped by us');
    this.#state = 'open';
  }

  /** The link is of no use any more. */
  fail(failure: ProviderFailure): void {
    if (this.over) return;
    this.close();
    this.#lost(failure);
  }

  /**
   * In any state. The SDK's own `close` waits for the end of what it is doing, which a silent peer never sends, and opens
   * a connection in order to say goodbye when there is none.
   */
  close(): void {
    if (this.over) return;
    this.#state = 'over';
    this.#service.dispose().catch(() => undefined);
    this.#socket?.dispose().catch(() => undefined);
  }

  #guardFactory(): void {
    const factory = this.#service.privConnectionFactory;
    this.#service.privConnectionFactory = {
      create: async (...args) => {
        if (this.over) throw new Error('this connection is over');
        const socket = await factory.create(...args);
        if (this.over) throw new Error('this connection is over');
        this.#socket = socket;
        keepKeyOutOfAddress(socket);
        this.#checkMessages(socket);
        return socket;
      },
    };
  }

  /** What the SDK cannot read it drops, or it ends its reading of the connection: both without a word to us. */
  #checkMessages(socket: SdkSocket): void {
    const formatter = socket.privConnectionMessageAdapter.privMessageFormatter;
    const parse = formatter.toConnectionMessage.bind(formatter);
    const bad = () => this.fail(failure(AZURE, 'internal', 'the service sent what is not of the format'));
    formatter.toConnectionMessage = (raw) => {
      const parsed = parse(raw);
      parsed.then((message) => isOfTheFormat(message) || bad(), bad);
      return parsed;
    };
  }
}

/** The SDK puts the key into a header and also into the address, which proxies log. The header is enough. */
function keepKeyOutOfAddress(socket: SdkSocket): void {
  const url = new URL(socket.privConnectionMessageAdapter.privUri);
  url.searchParams.delete('Ocp-Apim-Subscription-Key');
  socket.privConnectionMessageAdapter.privUri = url.href;
}

function isOfTheFormat({ headers, body }: SdkMessage): boolean {
  if (!headers['path'] || !headers['x-requestid']) return false;
  if (typeof body !== 'string' || body === '') return true;
  try {
    return typeof JSON.parse(body) === 'object';
  } catch {
    return false;
  }
}
