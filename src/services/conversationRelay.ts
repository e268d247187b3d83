/**
 * ConversationRelay: the carrier hears and speaks, text crosses the socket. One `ConversationRelay` for each socket;
 * it is the call's {@link TextTransport}. Twilio's and Telnyx's forms. See docs/telephony.md.
 */
import type { JsonValue } from '../types/json.ts';
import type { LanguageTag } from '../types/language.ts';
import type { TextTransport, TextTransportSink } from '../types/transport.ts';
import { MAX_PENDING, SinkGate } from './telephony/admission.ts';
import type { TextLegHost } from './telephony/host.ts';
import { closeCode } from './telephony/limits.ts';
import { MalformedCounter } from './telephony/malformed.ts';
import { OneTimer } from './telephony/oneTimer.ts';
import { dispatchRelay } from './telephony/relay/dispatch.ts';
import type { RelayHearing } from './telephony/relay/dispatch.ts';
import { asLanguageTag, relayLanguageCode } from './telephony/relay/language.ts';
import { defaultConversationRelayOptions } from './telephony/relay/options.ts';
import type { ConversationRelayOptions } from './telephony/relay/options.ts';
import { encodeRelay } from './telephony/relay/outbound.ts';
import type { RelayOutbound } from './telephony/relay/outbound.ts';
import { PartialText } from './telephony/relay/partials.ts';
import { parseRelay } from './telephony/relay/protocol.ts';
import type { RelaySetup } from './telephony/relay/protocol.ts';
import { ReplayFilter } from './telephony/relay/replay.ts';
import { RelaySessions } from './telephony/relay/sessions.ts';
import { startOfSetup } from './telephony/relay/start.ts';
import { TalkCycles } from './telephony/relay/talkCycle.ts';
import type { TalkCycle } from './telephony/relay/talkCycle.ts';
import { TokenText } from './telephony/relay/tokenText.ts';
import type { CarrierSocket, SocketReceiver } from './telephony/socket.ts';

export { defaultConversationRelayOptions } from './telephony/relay/options.ts';
export type { ConversationRelayOptions } from './telephony/relay/options.ts';
export type { TalkCycle } from './telephony/relay/talkCycle.ts';

interface Frame {
  readonly data: string | Uint8Array;
  readonly isBinary: boolean;
}

/** Live sessions of a server; share one among its sockets so that reconnects find their call. */
export class ConversationRelaySessions extends RelaySessions<ConversationRelay> {}

/**
 * @example
 * const relay = new ConversationRelay(carrierSocket(ws), host, sessions);
 * attachSocket(ws, relay);
 */
export class ConversationRelay implements TextTransport, SocketReceiver {
  readonly kind = 'text';

  private readonly options: ConversationRelayOptions;
  private readonly host: TextLegHost;
  private readonly sessions: ConversationRelaySessions;
  private readonly gate = new SinkGate<TextTransportSink>();
  private readonly malformed: MalformedCounter;
  private readonly cycles: TalkCycles;
  private readonly replay: ReplayFilter;
  private readonly hearing: RelayHearing;
  private socket: CarrierSocket;
  private state: 'fresh' | 'live' | 'ending' | 'ended' = 'fresh';
  private callSid = '';
  /** Another session that our socket now serves, or none. */
  private serves: ConversationRelay | null = null;
  /** Whether our first socket is still ours; false once another took over. */
  private holdsFirstSocket = true;
  private socketDown = false;
  private complained = false;
  private readonly timer: OneTimer;
  private readonly tokens = new TokenText();
  /** Frames that came while the host decides whether this socket may take over a live call. */
  private joining: Frame[] | null = null;

  constructor(
    socket: CarrierSocket,
    host: TextLegHost,
    sessions: ConversationRelaySessions = new ConversationRelaySessions(),
    options: Partial<ConversationRelayOptions> = {},
  ) {
    this.socket = socket;
    this.host = host;
    this.sessions = sessions;
    this.options = { ...defaultConversationRelayOptions, ...options };
    this.timer = new OneTimer(this.options.clock);
    this.replay = new ReplayFilter(this.options.replay);
    this.hearing = { partials: new PartialText(), language: this.options.language };
    this.malformed = new MalformedCounter(this.options.limits, {
      trouble: (code, detail) => this.trouble(code, detail),
      giveUp: (code, reason) => this.fail(code, reason),
    });
    this.cycles = new TalkCycles({ token: (token, last) => this.sendText(token, { last }) });
  }

  // ------------------------------------------------------------ from the socket

  receive(data: string | Uint8Array, isBinary: boolean): boolean {
    if (this.serves !== null) return this.serves.take(data, isBinary);
    if (this.joining !== null) {
      if (this.joining.length < MAX_PENDING) this.joining.push({ data, isBinary });
      return true;
    }
    return this.holdsFirstSocket ? this.take(data, isBinary) : true;
  }

  socketClosed(code: number): void {
    if (this.serves !== null) this.serves.lost(code, this.socket);
    else if (this.holdsFirstSocket) this.lost(code, this.socket);
  }

  /** Whether the call goes on (perhaps waiting for the carrier to connect again). */
  get live(): boolean {
    return this.state === 'live';
  }

  // ------------------------------------------------------------ to the socket

  sendText(
    token: string,
    options: { last: boolean; language?: LanguageTag; interruptible?: boolean; preemptible?: boolean },
  ): void {
    if (this.state !== 'live') return;
    const text = this.tokens.next(token, options.last);
    // Nothing to say and nothing to close.
    if (text === '' && !(options.last && this.cycles.isOpen)) return;
    this.send({
      type: 'text',
      token: text,
      last: options.last,
      ...(options.language === undefined ? {} : { lang: relayLanguageCode(options.language) }),
      ...(options.interruptible === undefined ? {} : { interruptible: options.interruptible }),
      ...(options.preemptible === undefined ? {} : { preemptible: options.preemptible }),
    });
    this.cycles.sent(options.last);
  }

  /** One answer of many tokens: after an interruption its late tokens are dropped. */
  beginCycle(options: { language?: LanguageTag; interruptible?: boolean } = {}): TalkCycle {
    return this.cycles.begin((token, last) => this.sendText(token, { ...options, last }));
  }

  play(
    source: string,
    options: { loop?: number; interruptible?: boolean; preemptible?: boolean } = {},
  ): void {
    this.send({ type: 'play', source, ...options });
  }

  setLanguage(language: LanguageTag): void {
    this.hearing.language = language;
    const code = relayLanguageCode(language);
    this.send({ type: 'language', ttsLanguage: code, transcriptionLanguage: code });
  }

  sendDigits(digits: string): void {
    this.send({ type: 'sendDigits', digits });
  }

  /** Ends the session; the carrier asks the action URL next, with `handoff` (no card data, no secrets). */
  end(handoff?: string): void {
    if (this.state !== 'live') return;
    this.cycles.closeOpen();
    this.send({ type: 'end', ...(handoff === undefined ? {} : { handoffData: handoff }) });
    this.state = 'ending';
    // Nobody is there to confirm it.
    if (this.socketDown) return this.finish('hung-up');
    this.timer.set(this.options.closeGraceMs, () => this.socket.close(closeCode.normal, 'ended'));
  }

  /** A close without `end` would count as a failure of the call, so `end` goes first. */
  close(): void {
    if (this.state === 'live') return this.end();
    if (this.state !== 'fresh') return;
    this.state = 'ended';
    this.socket.close(closeCode.normal, 'closed');
  }

  get backlogBytes(): number {
    return this.socket.bufferedAmount;
  }

  // ------------------------------------------------------------ the machine

  private take(data: string | Uint8Array, isBinary: boolean): boolean {
    if (this.state === 'ended') return true;
    const frame = this.malformed.accept(data, isBinary);
    if (frame === undefined) return false;
    const parsed = parseRelay(frame);
    if (!parsed.ok) {
      this.malformed.bad(parsed.problem);
      return false;
    }
    const { message } = parsed;
    if (message.type !== 'setup' && this.state === 'fresh') {
      // Not understood, so that the guard sends a stranger away who talks without a call; said once, not once a message.
      if (!this.complained) this.trouble('TEL_BEFORE_START', { event: message.type });
      this.complained = true;
      return false;
    }
    this.malformed.good();
    if (message.type === 'setup') this.onSetup(message);
    else if (!this.replay.isRepeat(frame, this.options.clock.now())) {
      // Before the call hears of it, so that nothing it sends in answer belongs to the old cycle.
      if (message.type === 'interrupt') this.cycles.abortAll();
      dispatchRelay(message, this.hearing, (event) => this.gate.emit(event));
    }
    return true;
  }

  private onSetup(setup: RelaySetup): void {
    if (this.state !== 'fresh') {
      if (setup.callSid === this.callSid) this.replay.resumed(this.options.clock.now());
      else this.trouble('TEL_SECOND_START', {});
      return;
    }
    const known = this.sessions.find(setup.callSid);
    this.callSid = setup.callSid;
    this.state = 'live';
    if (known !== undefined) return this.rejoin(setup, known);
    const start = startOfSetup(setup, false);
    this.hearing.language = asLanguageTag(start.parameters.language ?? '', this.options.language);
    this.sessions.add(this.callSid, this);
    this.gate.admit(this.host.start(start, this), (cause) => this.refuse(cause));
  }

  /** A new socket for a call that lives: when the host agrees, the old session goes on here. */
  private rejoin(setup: RelaySetup, known: ConversationRelay): void {
    this.joining = [];
    const admission = new SinkGate<TextTransportSink>();
    const decided = this.host.start(startOfSetup(setup, true), known);
    const join = (sink: TextTransportSink | null): TextTransportSink | null => {
      const held = this.joining ?? [];
      this.joining = null;
      if (sink === null || !known.live || this.state !== 'live') return null;
      this.serves = known;
      known.takeOver(this.socket);
      for (const { data, isBinary } of held) known.take(data, isBinary);
      return sink;
    };
    admission.admit(decided instanceof Promise ? decided.then(join) : join(decided), (cause) =>
      this.refuse(cause),
    );
  }

  private takeOver(socket: CarrierSocket): void {
    const old = this.socket;
    const wasDown = this.socketDown;
    this.holdsFirstSocket = false;
    this.socket = socket;
    this.socketDown = false;
    this.timer.clear();
    this.replay.resumed(this.options.clock.now());
    if (!wasDown) old.close(closeCode.normal, 'replaced');
  }

  private lost(code: number, socket: CarrierSocket): void {
    if (socket !== this.socket || this.state === 'ended' || this.socketDown) return;
    this.socketDown = true;
    const unexpected = this.state === 'live' && code !== closeCode.normal;
    if (unexpected && this.options.reconnectGraceMs > 0) {
      this.timer.set(this.options.reconnectGraceMs, () => this.finish('socket-closed'));
    } else if (this.state === 'ending') this.finish('hung-up');
    else this.finish(code === closeCode.normal ? 'stop' : 'socket-closed');
  }

  private refuse(cause: 'refused' | 'failed'): void {
    this.host.trouble('TEL_CALL_REFUSED', { reason: cause });
    this.state = 'ended';
    this.sessions.remove(this.callSid, this);
    this.socket.close(closeCode.policy, 'refused');
  }

  private fail(code: number, reason: string): void {
    if (this.state === 'ended') return;
    this.finish('protocol-error');
    this.socket.close(code, reason);
  }

  private finish(reason: 'stop' | 'socket-closed' | 'protocol-error' | 'hung-up'): void {
    this.state = 'ended';
    this.timer.clear();
    this.sessions.remove(this.callSid, this);
    this.gate.close(reason);
  }

  private send(message: RelayOutbound): void {
    if (this.state !== 'live') return;
    const encoded = encodeRelay(message);
    if (encoded.ok) this.socket.send(encoded.frame);
    else this.trouble('TEL_OUTBOUND_INVALID', { type: encoded.type, field: encoded.field });
  }

  private trouble(code: string, detail: Record<string, JsonValue>): void {
    if (this.state === 'fresh' || this.gate.refused) this.host.trouble(code, detail);
    else this.gate.emit((sink) => sink.trouble(code, detail));
  }
}

export default ConversationRelay;
