/** One page's test call: socket, audio, and the state that the screen draws. */
import { createStore } from 'zustand';
import type { PageMessageInput, ServerMessage } from '../../../types/testCall.ts';
import { applied, noCall, type CallState, type Problem } from './callState.ts';
import { openMicrophone } from './microphone.ts';
import type { FromPhone } from './phoneMessages.ts';
import { Rtc } from './rtc.ts';
import { Sound } from './sound.ts';

export interface CallWish {
  readonly workflow: string;
  /** 0: the draft. */
  readonly version: number;
  readonly language?: string;
}

export interface TalkWish extends CallWish {
  /** `listen`: the agent is heard, the caller types. `read`: words alone. */
  readonly how: 'talk' | 'listen' | 'read';
  readonly webrtc: boolean;
}

export type SimulateWish = CallWish & ({ readonly caller: string } | { readonly lines: readonly string[] });

const OPEN_MS = 10_000;
/** What is under way when the agent is cut off, beyond what is reported. */
const HUSH_MS = 60;

export class TestCallClient {
  readonly store = createStore<CallState>(() => noCall);
  #socket: WebSocket | null = null;
  #sound: Sound | null = null;
  #rtc: Rtc | null = null;
  /** A call that was given up must not go on when something it waited for comes. */
  #attempt = 0;

  /** @throws MicrophoneError */
  async talk({ how, webrtc, ...wish }: TalkWish): Promise<void> {
    const attempt = this.#reset({
      phase: 'connecting',
      waitingFor: how === 'talk' ? 'microphone' : 'server',
    });
    const current = () => attempt === this.#attempt;
    try {
      const stream = how === 'talk' ? await openMicrophone() : null;
      const sound = how === 'read' ? null : await Sound.open(stream, (message) => this.#phone(message));
      if (!current()) return sound?.close();
      this.#sound = sound;
      this.store.setState({ waitingFor: 'server' });
      await this.#connect();
      if (!current()) return;
      const offer = stream && webrtc && Rtc.possible ? await this.#offer(stream) : undefined;
      if (!current()) return;
      this.store.setState({ waitingFor: offer === undefined ? 'flow' : 'audio' });
      if (offer !== undefined) return this.#send({ type: 'start', ...wish, audio: 'webrtc', offer });
      sound?.send({ type: 'capture', on: true });
      this.#send({ type: 'start', ...wish, audio: sound ? 'socket' : 'none' });
    } catch (error) {
      if (!current()) return;
      this.close();
      throw error;
    }
  }

  /** A caller made by the server; the page watches. */
  async simulate(wish: SimulateWish): Promise<void> {
    const attempt = this.#reset({ phase: 'connecting', waitingFor: 'server' });
    await this.#connect();
    if (attempt !== this.#attempt) return;
    const { workflow, version, language } = wish;
    const who = 'lines' in wish ? { lines: [...wish.lines] } : { caller: wish.caller };
    this.#send({ type: 'simulate', workflow, version, ...(language && { language }), ...who });
  }

  type(text: string): void {
    this.#send({ type: 'text', text });
  }

  press(digit: string): void {
    this.#send({ type: 'key', digit });
  }

  mute(muted: boolean): void {
    this.#sound?.mute(muted);
    this.store.setState({ muted });
  }

  level(side: 'caller' | 'agent'): number {
    return this.#sound?.level(side) ?? 0;
  }

  hangUp(): void {
    const { phase } = this.store.getState();
    // The server says how it ended; before there was a call there is nobody to say it.
    if (phase === 'live') this.#send({ type: 'hangUp' });
    else this.close();
  }

  /** Back to the beginning. A live call ends: the server sees the socket go. */
  close(): void {
    this.#reset(noCall);
  }

  #reset(first: Partial<CallState>): number {
    this.#hold();
    this.store.setState({ ...noCall, ...first }, true);
    return ++this.#attempt;
  }

  #hold(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    this.#rtc?.close();
    this.#rtc = null;
    this.#sound?.close();
    this.#sound = null;
  }

  #connect(): Promise<void> {
    const url = new URL('/test-call', location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      if (this.#socket === socket) this.#received(data as string | ArrayBuffer);
    });
    socket.addEventListener('close', () => {
      if (this.#socket === socket) this.#lost();
    });
    return new Promise((resolve) => {
      // A socket that does not open closes in the end, which says so; this is for one that does neither.
      const timer = setTimeout(() => socket.close(), OPEN_MS);
      socket.addEventListener('open', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  async #offer(stream: MediaStream): Promise<string> {
    const rtc = new Rtc(stream, {
      connected: () => this.#wayFound(),
      failed: () => this.#fallBack(),
      remote: (remote) => this.#sound?.playRemote(remote),
      hearing: (report) => this.#send({ type: 'hearing', ...report }),
    });
    this.#rtc = rtc;
    return rtc.offer();
  }

  /** Unless it is live by now: the server knows of the way before the page does. */
  #wayFound(): void {
    if (this.store.getState().waitingFor === 'audio') this.store.setState({ waitingFor: 'flow' });
  }

  #fallBack(): void {
    this.#rtc = null;
    this.#sound?.stopRemote();
    this.#sound?.send({ type: 'capture', on: true });
    this.#send({ type: 'audio', audio: 'socket' });
    this.store.setState({ fellBack: true });
  }

  #received(data: string | ArrayBuffer): void {
    if (typeof data !== 'string') return this.#sound?.send({ type: 'play', mulaw: new Uint8Array(data) });
    const message = JSON.parse(data) as ServerMessage;
    if (message.type === 'clear') this.#clear();
    else if (message.type === 'mark') this.#mark(message.name);
    else if (message.type === 'answer') void this.#rtc?.answered(message.sdp);
    else if (message.type === 'note' && message.code === 'TEST_WEBRTC_FAILED') this.#rtc?.giveUp();
    else if (message.type === 'link' && message.link.up) this.#rtc?.useBitrate(message.link.up.bitrate);
    this.store.setState((state) => applied(state, message, Date.now()));
    if (message.type === 'ended') this.#hold();
  }

  #mark(name: string): void {
    if (this.#sound) this.#sound.send({ type: 'mark', name });
    else this.#send({ type: 'mark', name });
  }

  #clear(): void {
    if (this.#rtc) this.#sound?.hush((this.store.getState().link?.down?.bufferMs ?? 0) + HUSH_MS);
    else this.#sound?.send({ type: 'clear' });
  }

  #phone(message: FromPhone): void {
    if (message.type === 'played') this.#send({ type: 'mark', name: message.name });
    else if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(message.frame);
  }

  #send(message: PageMessageInput): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  /** The socket went without a word that the call is over. */
  #lost(): void {
    this.#hold();
    this.store.setState(({ phase, problem }) => ({
      phase: phase === 'live' ? 'ended' : 'idle',
      waitingFor: null,
      nodeId: null,
      partial: '',
      problem: problem ?? lost,
    }));
  }
}

/** The sentences are the screen's: the server was not there to give them. */
const lost: Problem = { code: 'NETWORK', message: '', fix: '' };
