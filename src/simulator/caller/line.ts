import type { MediaStreamLeg } from '../network/mediaStream.ts';
import { SILENT_FRAME } from '../network/mediaFrames.ts';
import { levelOf, SILENCE } from '../network/g711.ts';
import type { Handset } from '../network/call.ts';
import { RelayLeg } from '../network/relay.ts';
import { FRAME_BYTES, FRAME_MS } from '../network/ticker.ts';
import { speechMs } from '../network/virtualVoice.ts';
import type { Clip } from './clip.ts';
import { AgentEar } from './ear.ts';
import type { CallerAct } from './exchanges.ts';
import { CallRecording } from './recorder.ts';

interface Waiter {
  readonly ready: () => boolean;
  readonly deadlineMs: number;
  readonly resolve: (result: 'ready' | 'timeout' | 'ended') => void;
}

/** One stretch of text from the agent's side. */
export interface AgentLine {
  readonly atMs: number;
  readonly text: string;
  readonly by: 'application' | 'carrier' | 'transcript';
}

/**
 * The caller's telephone: a mouth, an ear and a clock. All times are line time (ms from answer): what the caller says
 * in [t − 20, t] leaves at t, and what the agent's side plays at t is heard in [t, t + 20].
 */
export class CallerLine implements Handset {
  readonly ear = new AgentEar();
  readonly acts: CallerAct[] = [];
  readonly agentLines: AgentLine[] = [];
  readonly recording: CallRecording | null;
  #leg: MediaStreamLeg | RelayLeg | null = null;
  #legs = 0;
  #nowMs = 0;
  #clip: Clip | null = null;
  #clipAt = 0;
  #speakingUntilMs = 0;
  #agentVoice = false;
  #waiters: Waiter[] = [];
  #ended = false;
  readonly #frame = new Uint8Array(FRAME_BYTES);
  readonly #onAgentText: ((line: AgentLine) => void) | undefined;

  constructor(options: { record: boolean; onAgentText?: (line: AgentLine) => void }) {
    this.recording = options.record ? new CallRecording() : null;
    this.#onAgentText = options.onAgentText;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  get hasEnded(): boolean {
    return this.#ended;
  }

  get leg(): MediaStreamLeg | RelayLeg | null {
    return this.#leg;
  }

  /** How many sockets the call has had: more than one after a reconnect or a transfer back. */
  get legCount(): number {
    return this.#legs;
  }

  get callerSpeaking(): boolean {
    return this.#nowMs < this.#speakingUntilMs;
  }

  /** What the agent's side said since `ms`. */
  agentTextSince(ms: number): string {
    return this.agentLines
      .filter((line) => line.atMs >= ms)
      .map((line) => line.text)
      .join('');
  }

  /** Speaks a clip from the next frame on. Resolves to nothing; {@link until} waits for its end. */
  speak(clip: Clip): CallerAct {
    this.#clip = clip;
    this.#clipAt = 0;
    const from = this.#nowMs;
    this.#speakingUntilMs = from + Math.ceil(clip.mulaw.length / FRAME_BYTES) * FRAME_MS;
    return this.#act('speech', clip.text, from + clip.speechStartMs, from + clip.speechEndMs);
  }

  /** Text transport: the carrier recognises. */
  speakText(text: string, language: string, rate = 1): CallerAct {
    const duration = Math.max(FRAME_MS, Math.round(speechMs(text, language) / rate / FRAME_MS) * FRAME_MS);
    if (this.#leg instanceof RelayLeg) this.#leg.say(text, language, duration);
    this.#speakingUntilMs = this.#nowMs + duration;
    return this.#act('speech', text, this.#nowMs, this.#nowMs + duration);
  }

  /** Stops in mid-sentence. */
  silence(): void {
    this.#clip = null;
    this.#speakingUntilMs = Math.min(this.#speakingUntilMs, this.#nowMs);
    const act = this.acts.at(-1);
    if (act?.kind === 'speech') act.endMs = Math.min(act.endMs, this.#nowMs);
    if (this.#leg instanceof RelayLeg) this.#leg.silence();
  }

  press(digit: string, first: boolean): void {
    this.#leg?.key(digit);
    if (first) this.#act('keys', digit, this.#nowMs, this.#nowMs);
    else {
      const act = this.acts.at(-1)!;
      this.acts[this.acts.length - 1] = { ...act, text: act.text + digit, endMs: this.#nowMs };
    }
  }

  /** Words of the agent from elsewhere (the server's transcript), for scripts that decide by them. */
  transcript(text: string): void {
    this.#text(text, 'transcript');
  }

  /** Waits in line time. */
  until(ready: () => boolean, timeoutMs: number): Promise<'ready' | 'timeout' | 'ended'> {
    if (this.#ended) return Promise.resolve('ended');
    if (ready()) return Promise.resolve('ready');
    return new Promise((resolve) => {
      this.#waiters.push({ ready, deadlineMs: this.#nowMs + timeoutMs, resolve });
    });
  }

  // ---- Handset: what the call asks and tells

  callerFrame(): Uint8Array {
    const clip = this.#clip;
    if (!clip) return SILENT_FRAME;
    const piece = clip.mulaw.subarray(this.#clipAt, this.#clipAt + FRAME_BYTES);
    this.#clipAt += FRAME_BYTES;
    if (this.#clipAt >= clip.mulaw.length) this.#clip = null;
    this.#frame.set(piece);
    this.#frame.fill(SILENCE, piece.length);
    this.recording?.caller.write(this.#nowMs, this.#frame);
    return this.#frame;
  }

  ticked(nowMs: number, agent: Uint8Array | null, agentBytes: number): void {
    this.#nowMs = nowMs;
    if (agent && agentBytes > 0) {
      this.recording?.agent.write(nowMs, agent);
      this.ear.frame(nowMs, nowMs + FRAME_MS, levelOf(agent) > this.ear.audibleLevel);
    }
    if (this.#agentVoice) this.ear.frame(nowMs, nowMs + FRAME_MS, true);
    if (this.#waiters.length > 0) this.#checkWaiters();
  }

  agentSpeaking(on: boolean): void {
    this.#agentVoice = on;
  }

  agentCut(): void {
    this.ear.cut();
  }

  agentText(text: string, by: 'application' | 'carrier'): void {
    this.#text(text, by);
  }

  legStarted(leg: MediaStreamLeg | RelayLeg): void {
    // What was said while nobody listened (to a ringing tone, say) is over.
    this.#clip = null;
    this.#leg = leg;
    this.#legs++;
  }

  ended(): void {
    this.#ended = true;
    this.silence();
    for (const waiter of this.#waiters.splice(0)) waiter.resolve('ended');
  }

  #text(text: string, by: AgentLine['by']): void {
    const line = { atMs: this.#nowMs, text, by };
    this.agentLines.push(line);
    this.#onAgentText?.(line);
  }

  #act(kind: CallerAct['kind'], text: string, startMs: number, endMs: number): CallerAct {
    const act = { kind, text, startMs, endMs };
    if (!this.ear.at(this.#nowMs)) this.ear.cut();
    this.acts.push(act);
    return act;
  }

  #checkWaiters(): void {
    const done: [Waiter, 'ready' | 'timeout'][] = [];
    for (const waiter of this.#waiters) {
      if (waiter.ready()) done.push([waiter, 'ready']);
      else if (this.#nowMs >= waiter.deadlineMs) done.push([waiter, 'timeout']);
    }
    if (done.length === 0) return;
    this.#waiters = this.#waiters.filter((waiter) => !done.some(([d]) => d === waiter));
    for (const [waiter, result] of done) waiter.resolve(result);
  }
}
