/** One test call: a page on one socket, talking to a flow or watching a simulated caller do it. */
import { randomBytes } from 'node:crypto';
import { BrowserTransport } from '../../services/browserAudio.ts';
import type { CallHandle } from '../../services/performanceOrchestrator.ts';
import type { CallObserver } from '../../types/callObserver.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { LanguageTag } from '../../types/language.ts';
import { pageMessage, type PageMessage, type TestAudio } from '../../types/testCall.ts';
import type { ServerContext } from '../context.ts';
import { plainError } from '../logging.ts';
import type { Operator } from '../operators.ts';
import { PageAudio } from './pageAudio.ts';
import type { TestCallSocket } from './pageSocket.ts';

type Of<T extends PageMessage['type']> = Extract<PageMessage, { type: T }>;

/** WebRTC has 3 s in the page; the rest is for a slow machine. */
const AUDIO_PATIENCE_MS = 10_000;

export class TestCall {
  readonly #context: ServerContext;
  readonly #socket: TestCallSocket;
  readonly #serverUrl: () => string;
  readonly #transport: BrowserTransport;
  readonly #audio: PageAudio;
  #state: 'fresh' | 'waiting' | 'live' | 'over' = 'fresh';
  #begin: ((audio: TestAudio) => void) | null = null;
  /** The way the audio goes, once there is one: it may be found before there is somebody to answer. */
  #found: TestAudio | null = null;
  #handle: CallHandle | null = null;
  #simulated: string | null = null;
  #timer: unknown;

  constructor(context: ServerContext, socket: TestCallSocket, serverUrl: () => string) {
    const { clock } = context;
    this.#context = context;
    this.#socket = socket;
    this.#serverUrl = serverUrl;
    this.#transport = new BrowserTransport(clock, () => undefined);
    this.#audio = new PageAudio(clock, socket, this.#transport, {
      ready: (audio) => this.#audioReady(audio),
    });
  }

  get fresh(): boolean {
    return this.#state === 'fresh';
  }

  receive(bytes: Buffer, isBinary: boolean): void {
    if (this.#state === 'over') return;
    try {
      if (isBinary) this.#audio.received(bytes);
      else this.#act(parsed(bytes));
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** The page is gone. */
  closed(): void {
    this.#over();
    this.#transport.closed('socket-closed');
    if (this.#simulated !== null) this.#hangUpSimulated(this.#simulated);
  }

  /** What the page asked for takes too long, or the server has no time for it. */
  refuse(error: WeaverError): void {
    this.#socket.fail(error);
    this.#over();
    this.#transport.closed('stop');
    this.#socket.close();
  }

  #act(message: PageMessage): void {
    switch (message.type) {
      case 'start':
        return this.#run(this.#start(message));
      case 'simulate':
        return this.#run(this.#simulate(message));
      case 'audio':
        return this.#audio.use(message.audio);
      case 'mark':
        return this.#audio.marked(message.name);
      case 'key':
        return this.#transport.key(message.digit);
      case 'text':
        if (!this.#handle) throw new WeaverError('TEST_NOT_STARTED');
        return this.#handle.typed(message.text);
      case 'hearing':
        return this.#audio.hearing(message);
      case 'hangUp':
        this.#transport.closed('stop');
        if (this.#simulated !== null) this.#hangUpSimulated(this.#simulated);
    }
  }

  async #start(message: Of<'start'>): Promise<void> {
    // The page looks for its way while the flow is loaded, which may take seconds the first time.
    const [operator] = await Promise.all([this.#operator(message), this.#findAudio(message)]);
    const language = message.language ?? firstLanguage(operator);
    if (this.#found) return this.#answer(operator, language, this.#found);
    this.#begin = (audio) => this.#answer(operator, language, audio);
    this.#timer = this.#context.clock.after(AUDIO_PATIENCE_MS, () =>
      this.refuse(new WeaverError('TEST_AUDIO_LATE', { seconds: AUDIO_PATIENCE_MS / 1_000 })),
    );
  }

  async #findAudio({ audio, offer }: Of<'start'>): Promise<void> {
    if (audio !== 'webrtc') return this.#audio.use(audio);
    if (offer === undefined) throw new WeaverError('TEST_MESSAGE_MALFORMED', { problem: 'offer' });
    await this.#audio.offer(offer).catch((error: unknown) => {
      // The page goes on by the socket, and says so by itself when nothing answers its offer.
      this.#context.log.info({ err: plainError(error) }, 'a test call goes on without WebRTC');
      this.#socket.note('TEST_WEBRTC_FAILED', '');
    });
  }

  #audioReady(audio: TestAudio): void {
    this.#found = audio;
    const begin = this.#begin;
    this.#begin = null;
    if (begin) begin(audio);
    else if (this.#state === 'live') this.#socket.tell({ type: 'audio', audio });
  }

  #answer(operator: Operator, language: LanguageTag, audio: TestAudio): void {
    const { desk, clock } = this.#context;
    clock.cancel(this.#timer);
    if (this.#state !== 'waiting') return;
    this.#state = 'live';
    const callSid = `BR${randomBytes(16).toString('hex')}`;
    const { version } = operator.line;
    this.#socket.tell({ type: 'started', callSid, language, version, audio, simulated: false });
    const stop = desk.observe(callSid, this.#observer());
    const transport = this.#transport;
    const start = {
      callSid,
      streamSid: callSid,
      accountSid: '',
      from: '',
      to: '',
      direction: 'inbound',
      parameters: {},
      resumed: false,
    } as const;
    try {
      this.#handle = desk.answer(
        operator,
        {
          kind: 'audio',
          carrier: 'browser',
          start,
          reorder: false,
          reportsKeys: true,
          open: (sink) => transport.connect(sink),
        },
        { language, simulated: false, standIn: false },
      );
    } catch (error) {
      this.#refuse(error);
    } finally {
      stop();
    }
  }

  async #simulate(message: Of<'simulate'>): Promise<void> {
    const { simulatedCallers, simulator, desk, providers } = this.#context;
    if (!simulatedCallers) throw new WeaverError('TEST_NO_CALLERS');
    const operator = await this.#operator(message);
    const { slug, version, document } = operator.line;
    const known = simulatedCallers
      .list(
        slug,
        document.config.languages.map((one) => one.language),
      )
      .find(({ name }) => name === message.caller);
    if (!known && !message.lines)
      throw new WeaverError('TEST_CALLER_UNKNOWN', { name: message.caller ?? '' });
    const language = message.language ?? known?.language ?? firstLanguage(operator);
    const voice = document.config.languages.find((one) => one.language === language);
    const deaf = !voice || providers.recogniser(voice) === null;
    let heard: ((text: string) => void) | undefined;
    let unobserve: (() => void) | undefined;
    const { errors } = await simulatedCallers.call({
      baseUrl: this.#serverUrl(),
      account: simulator,
      workflow: slug,
      draft: version === 0,
      language,
      caller: known?.name ?? { lines: message.lines ?? [] },
      ...(deaf && { announce: (callSid: string, text: string) => desk.spoken(callSid, text) }),
      listen: (told) => void (heard = told),
      placed: (callSid) => {
        this.#simulated = callSid;
        this.#state = 'live';
        const observer = this.#observer((text) => heard?.(text));
        unobserve = desk.observe(callSid, observer);
        this.#socket.tell({ type: 'started', callSid, language, version, audio: 'none', simulated: true });
      },
    });
    unobserve?.();
    const [first] = errors;
    if (first) this.#socket.fail(new WeaverError('TEST_CALLER_FAILED', { code: first.code }));
    this.#over();
    this.#socket.close();
  }

  /** @throws WeaverError TEST_ALREADY_STARTED and all of {@link CallDesk.operator} */
  async #operator({ workflow, version }: { workflow: string; version: number }): Promise<Operator> {
    if (this.#state !== 'fresh') throw new WeaverError('TEST_ALREADY_STARTED');
    this.#state = 'waiting';
    const line = version === 0 ? { workflow, draft: true } : { workflow, version };
    return this.#context.desk.operator(line, 'loaded');
  }

  #observer(heardTurn?: (text: string) => void): CallObserver {
    const socket = this.#socket;
    return {
      partial: (text) => socket.tell({ type: 'partial', text }),
      opened: ({ index, input, caller }) => socket.tell({ type: 'opened', index, input, caller }),
      node: (nodeId) => socket.tell({ type: 'node', nodeId }),
      said: (utterance, text) => socket.tell({ type: 'said', utterance, text }),
      heard: (utterance, text) => socket.tell({ type: 'heard', utterance, text }),
      turn: (turn) => {
        socket.tell({ type: 'turn', turn });
        heardTurn?.(turn.heard);
      },
      note: (code, nodeId, detail) => {
        // The page has a line of its own about its connection, and whoever types needs nobody to listen.
        const isKnown = code === 'AUDIO_STREAM_STALLED';
        const isIdle = code === 'CALL_NO_RECOGNISER' && this.#found === 'none';
        if (!isKnown && !isIdle) socket.note(code, nodeId, detail);
      },
      ended: (end) => {
        socket.tell({ type: 'ended', end });
        // A simulated caller's own end of the line says how it went.
        if (this.#simulated !== null) return;
        this.#over();
        socket.close();
      },
    };
  }

  #run(work: Promise<void>): void {
    work.catch((error: unknown) => this.#refuse(error));
  }

  /** A message that was not understood costs that message; anything else the call. */
  #refuse(error: unknown): void {
    const known =
      error instanceof WeaverError ? error : new WeaverError('API_INTERNAL', { requestId: 'test' });
    if (known !== error) this.#context.log.error({ err: plainError(error) }, 'a test call failed');
    if (this.#state === 'live' || known.code === 'TEST_MESSAGE_MALFORMED') this.#socket.fail(known);
    else this.refuse(known);
  }

  #hangUpSimulated(callSid: string): void {
    if (this.#context.desk.has(callSid)) this.#context.desk.hangUp(callSid);
  }

  #over(): void {
    this.#state = 'over';
    this.#begin = null;
    this.#context.clock.cancel(this.#timer);
    this.#audio.close();
  }
}

function firstLanguage({ line }: Operator): LanguageTag {
  return line.document.config.languages[0]?.language ?? 'en-US';
}

/** @throws WeaverError TEST_MESSAGE_MALFORMED */
function parsed(bytes: Buffer): PageMessage {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new WeaverError('TEST_MESSAGE_MALFORMED', { problem: 'not JSON' });
  }
  const result = pageMessage.safeParse(json);
  if (result.success) return result.data;
  // Where, not what: the message may hold words.
  throw new WeaverError('TEST_MESSAGE_MALFORMED', {
    problem: result.error.issues[0]?.path.join('.') || 'type',
  });
}
