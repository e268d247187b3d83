/**
 * The mouth of an audio call: text in, paced audio out, and what was heard of it. Utterances are spoken in order; the
 * next clause is synthesised while one plays.
 */
import type { Clock } from '../../types/clock.ts';
import type { ErrorCode } from '../../types/errors/index.ts';
import type { JsonValue } from '../../types/json.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { ProviderFailure, Synthesiser } from '../../types/ports.ts';
import type { AudioTransport } from '../../types/transport.ts';
import type { UtteranceOptions, VoicePort, VoiceSink } from '../../types/voice.ts';
import { ClauseSynthesis } from './clauseSynthesis.ts';
import { FRAME_BYTES, SAMPLES_PER_MS } from './mulaw.ts';
import { PacedStream, defaultPacerOptions } from './pacer.ts';
import { PlayedRecorder } from './playedRecorder.ts';
import { PlayoutLedger } from './playoutLedger.ts';
import type { AudioCache } from './promptCache.ts';
import { Utterance, type Clause } from './utterance.ts';

export interface MouthOptions {
  readonly clock: Clock;
  readonly transport: AudioTransport;
  readonly synthesiserFor: (language: LanguageTag) => Synthesiser | null;
  readonly audioCache?: AudioCache | undefined;
  readonly leadMs?: number | undefined;
  readonly record?: ((mulaw: Uint8Array, atMs: number) => void) | undefined;
  readonly trouble?: ((code: ErrorCode, detail: Record<string, JsonValue>) => void) | undefined;
  /** Nothing is left to synthesise of what was pushed, and nothing more will be pushed to it. */
  readonly caughtUp?: (() => void) | undefined;
}

/** A mark goes out this often, and at the end of every clause. */
const MARK_EVERY_MS = 200;
/** A mark overdue by this much is taken as lost. */
const MARK_GRACE_MS = 2_000;
/** Audio ready ahead of the clause that plays, below which one more clause is synthesised. */
const ENOUGH_READY_MS = 1_500;
/** With this much waiting in our own socket nothing more is sent: the carrier does not read. */
const MAX_BACKLOG_BYTES = 256 * 1024;

export class Mouth implements VoicePort {
  readonly counts = { framesOut: 0, marksSent: 0, marksLost: 0, clears: 0 };
  readonly ledger = new PlayoutLedger();
  readonly #options: MouthOptions;
  readonly #sink: VoiceSink;
  readonly #stream: PacedStream;
  readonly #synthesis: ClauseSynthesis;
  readonly #recorder: PlayedRecorder | undefined;
  /** Begun and neither finished, stopped nor failed. */
  #utterances: Utterance[] = [];
  /** Clauses not wholly sent, in order; the first is being sent. */
  #queue: Clause[] = [];
  #markedMs = 0;
  #advancing = false;
  #closed = false;

  constructor(options: MouthOptions, sink: VoiceSink) {
    this.#options = options;
    this.#sink = sink;
    const pacing = {
      ...defaultPacerOptions,
      ...(options.leadMs === undefined ? {} : { leadMs: options.leadMs }),
    };
    this.#stream = new PacedStream(
      options.clock,
      { send: (maxMs, nowMs) => this.#send(maxMs, nowMs) },
      pacing,
    );
    this.#recorder = options.record && new PlayedRecorder(options.record);
    this.#synthesis = new ClauseSynthesis(options.clock, options.synthesiserFor, options.audioCache, {
      requested: (clause) => this.#stage(clause.utterance, 'synthesisRequested'),
      audio: (clause) => {
        if (this.#synthesis.busy) this.#stage(clause.utterance, 'synthesisFirstAudio');
        if (clause === this.#queue[0]) this.#stream.wake();
      },
      done: (clause) => this.#synthesised(clause),
      failed: (clause, failure) => this.#failed(clause, failure),
    });
  }

  /** Times that play-out ran dry in the middle of an utterance. */
  get underruns(): number {
    return this.#stream.underruns;
  }

  /** Whether all that is to be said has been synthesised. */
  get caughtUp(): boolean {
    const { busy } = this.#synthesis;
    return !busy && this.#queue.every(({ audio }) => audio) && this.#utterances.every(({ ended }) => ended);
  }

  begin(options: UtteranceOptions): void {
    if (!this.#closed) this.#utterances.push(new Utterance(options));
  }

  /** Text for an utterance that was stopped, or never begun, is ignored: a model does not stop at once. */
  push(id: string, text: string): void {
    const utterance = this.#open(id);
    if (utterance) this.#enqueue(utterance, utterance.cutter.push(text));
  }

  end(id: string): void {
    const utterance = this.#open(id);
    if (!utterance) return;
    this.#enqueue(utterance, utterance.cutter.end());
    utterance.ended = true;
    this.#settle();
    // What waits behind it may go now.
    if (this.#queue.length > 0) this.#stream.wake();
    this.#tellCaughtUp();
  }

  stop(): void {
    const now = this.#options.clock.now();
    // First of all silence; the accounts come after.
    this.#options.transport.clear();
    this.counts.clears++;
    const { heardMs } = this.ledger.clear(now);
    this.#synthesis.cancel();
    this.#stream.cleared();
    this.#recorder?.cleared(now);
    const stopped = this.#utterances;
    this.#utterances = [];
    this.#queue = [];
    this.#markedMs = 0;
    for (const utterance of stopped) {
      if (!utterance.failed) this.#sink.stopped(utterance.id, utterance.heard(heardMs), now);
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#synthesis.cancel();
    this.#stream.rest();
    this.#recorder?.cleared(this.#options.clock.now());
    this.#utterances = [];
    this.#queue = [];
  }

  /** A mark came back from the carrier. */
  marked(name: string): void {
    if (this.#closed) return;
    const now = this.#options.clock.now();
    if (this.ledger.returned(name, now)) this.#report(now);
  }

  /** From the shared wheel: lost marks, and the recording. */
  tick(nowMs: number): void {
    this.#recorder?.played(nowMs);
    const lost = this.ledger.expire(nowMs, MARK_GRACE_MS);
    if (lost === 0) return;
    this.counts.marksLost += lost;
    this.#options.trouble?.('AUDIO_MARK_LOST', { count: lost });
    this.#report(nowMs);
  }

  #open(id: string): Utterance | undefined {
    return this.#utterances.find((utterance) => utterance.id === id && !utterance.ended);
  }

  #enqueue(utterance: Utterance, texts: readonly string[]): void {
    if (texts.length === 0) return;
    // Clauses of a later utterance wait behind those of an earlier one that is still being written.
    const following = this.#utterances.slice(this.#utterances.indexOf(utterance) + 1);
    const at = this.#queue.findIndex((clause) => following.includes(clause.utterance));
    const clauses = utterance.add(texts);
    if (at < 0) this.#queue.push(...clauses);
    else this.#queue.splice(at, 0, ...clauses);
    this.#stage(utterance, 'firstClause');
    this.#advance();
  }

  /** Starts the next synthesis when there is room for it. A loop, not recursion: the cache answers at once. */
  #advance(): void {
    if (this.#advancing) return;
    this.#advancing = true;
    while (!this.#synthesis.busy) {
      const next = this.#nextToSynthesise();
      if (!next) break;
      this.#synthesis.start(next);
    }
    this.#advancing = false;
    this.#tellCaughtUp();
  }

  #tellCaughtUp(): void {
    if (this.#options.caughtUp && this.caughtUp) this.#options.caughtUp();
  }

  #nextToSynthesise(): Clause | undefined {
    let readyMs = 0;
    for (const [index, clause] of this.#queue.entries()) {
      if (!clause.audio) return index <= 1 || readyMs < ENOUGH_READY_MS ? clause : undefined;
      readyMs += clause.audio.availableMs;
    }
    return undefined;
  }

  #synthesised(clause: Clause): void {
    // Its last frame may be gone already, when it was not yet known to be the last.
    if (clause.isSpent && this.ledger.sentMs > this.#markedMs) this.#mark();
    if (clause === this.#queue[0]) this.#stream.wake();
    this.#advance();
    this.#settle();
  }

  /** What was synthesised before the failure is still played; nothing after it is. */
  #failed(clause: Clause, failure: ProviderFailure): void {
    const { utterance } = clause;
    utterance.cutOff(clause);
    this.#queue = this.#queue.filter(
      (each) => each.utterance !== utterance || utterance.clauses.includes(each),
    );
    this.#sink.failed(utterance.id, failure);
    this.#advance();
    this.#settle();
    if (this.#queue.length > 0) this.#stream.wake();
  }

  /** The pacer asks for audio. */
  #send(maxMs: number, nowMs: number): number {
    this.#skipSpent();
    const clause = this.#queue[0];
    if (!clause) {
      if (!this.#synthesis.busy) this.#stream.rest();
      return 0;
    }
    // An utterance whose turn has not come waits for the one before it, which may still be growing.
    if (clause.utterance !== this.#speakingNow() || !clause.audio) return 0;
    if (this.#options.transport.backlogBytes > MAX_BACKLOG_BYTES) return 0;
    const mulaw = clause.audio.take(maxMs);
    if (!mulaw) return 0;
    const ms = mulaw.length / SAMPLES_PER_MS;
    clause.startMs ??= this.ledger.sentMs;
    this.#recorder?.sent(mulaw, this.#stream.playsUntil);
    this.#options.transport.sendAudio(mulaw);
    this.ledger.sent(ms, nowMs);
    this.counts.framesOut += mulaw.length / FRAME_BYTES;
    this.#stage(clause.utterance, 'firstAudio');
    if (clause.isSpent || this.ledger.sentMs - this.#markedMs >= MARK_EVERY_MS) this.#mark();
    if (clause.isSpent) {
      this.#skipSpent();
      this.#advance();
    }
    return ms;
  }

  /** The first utterance that has not been sent whole. */
  #speakingNow(): Utterance | undefined {
    return this.#utterances.find(
      (utterance) => !utterance.ended || utterance.clauses.some((each) => !each.isSpent),
    );
  }

  #skipSpent(): void {
    while (this.#queue[0]?.isSpent) {
      const clause = this.#queue.shift() as Clause;
      // Nothing to pronounce: it lies, without length, where the line is now.
      clause.startMs ??= this.ledger.sentMs;
    }
  }

  #mark(): void {
    this.#markedMs = this.ledger.sentMs;
    this.counts.marksSent++;
    this.#options.transport.mark(this.ledger.mark());
  }

  /** Tells how far the caller has heard each utterance, and which are finished. */
  #report(nowMs: number): void {
    const heardMs = this.ledger.heardMs(nowMs);
    for (const utterance of this.#utterances) {
      const text = utterance.heard(heardMs);
      if (text === utterance.lastHeard) continue;
      utterance.lastHeard = text;
      this.#sink.heard(utterance.id, text, nowMs);
    }
    this.#settle();
  }

  #settle(): void {
    this.#skipSpent();
    for (;;) {
      const first = this.#utterances[0];
      if (!first?.isFinished(this.ledger.confirmedMs)) return;
      this.#utterances.shift();
      if (!first.failed) this.#sink.finished(first.id, this.#options.clock.now());
      // The one behind it may have been waiting.
      if (this.#queue.length > 0) this.#stream.wake();
    }
  }

  #stage(utterance: Utterance, stage: Parameters<VoiceSink['stage']>[1]): void {
    if (utterance.reached(stage)) this.#sink.stage(utterance.id, stage, this.#options.clock.now());
  }
}
