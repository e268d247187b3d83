/** The mouth on the text transport: the carrier speaks, we count what it says it has played. */
import type { Clock } from '../../types/clock.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { TextTransport } from '../../types/transport.ts';
import type { UtteranceOptions, VoicePort, VoiceSink } from '../../types/voice.ts';
import { wideCharacters } from './spending.ts';

interface Cycle extends UtteranceOptions {
  sent: string;
  heard: string;
  /** Text messages that the carrier has not yet reported as played. */
  unplayed: string[];
  complete: boolean;
}

export interface TextVoiceOptions {
  readonly clock: Clock;
  readonly transport: TextTransport;
  /** Without play-out reports, the end of speech is estimated from the length of the text. */
  readonly reportsPlayout: boolean;
}

/** Slack before unreported speech counts as heard. */
const REPORT_GRACE_MS = 4_000;
/** A carrier that falls silent with text unplayed was cut off, and says so; if it does not, the text counts as heard. */
const SILENCE_GRACE_MS = 600;

export class TextVoice implements VoicePort {
  private readonly cycles: Cycle[] = [];
  private watchdog: unknown = null;
  /** What was cut off last: a late report about it says nothing of what is being said now. */
  private abandoned = '';
  /** The talk cycle at the carrier that still wants its `last`: the language and cut-in of its newest text. */
  private open: UtteranceOptions | null = null;
  private closing = false;
  /** Lines of the open talk cycle that have been heard whole: an interrupt's text begins with them. */
  private played = '';
  private readonly options: TextVoiceOptions;
  private readonly sink: VoiceSink;

  constructor(options: TextVoiceOptions, sink: VoiceSink) {
    this.options = options;
    this.sink = sink;
  }

  begin(options: UtteranceOptions): void {
    this.cycles.push({ ...options, sent: '', heard: '', unplayed: [], complete: false });
  }

  push(id: string, text: string): void {
    const cycle = this.find(id);
    if (!cycle || text === '') return;
    const first = cycle.sent === '';
    // Lines of one talk cycle run into each other unless a space stands between them.
    const token = first && this.open && !/^[\s\u3000-\u9fff]/.test(text) ? ` ${text}` : text;
    if (!this.open) this.played = '';
    this.send(cycle, token, false);
    this.open = cycle;
    if (first) this.sink.stage(id, 'firstAudio', this.options.clock.now());
    cycle.sent += token;
    cycle.unplayed.push(token);
  }

  end(id: string): void {
    const cycle = this.find(id);
    if (!cycle || cycle.complete) return;
    cycle.complete = true;
    this.closeSoon();
    this.finishPlayed();
    this.watch();
  }

  /**
   * The protocol has no word for "be silent": the open talk cycle is closed and its later text withheld. On a caller's
   * cut-in the carrier has stopped by itself already.
   */
  stop(): void {
    this.closeTalkCycle();
    this.abandon();
  }

  close(): void {
    this.options.clock.cancel(this.watchdog);
    this.cycles.length = 0;
  }

  /** The carrier's `tokensPlayed`: one report for each text message, in order. */
  tokensPlayed(text: string): void {
    const cycle = this.cycles.find((candidate) => candidate.unplayed.length > 0);
    if (!cycle) return;
    cycle.heard += cycle.unplayed.shift() ?? text;
    this.sink.heard(cycle.id, cycle.heard.trim(), this.options.clock.now());
    this.finishPlayed();
    this.watch();
  }

  /** Whether the carrier is speaking something that the caller may cut off. */
  get interruptible(): boolean {
    return this.cycles.length > 0 && this.cycles.every((cycle) => cycle.interruptible);
  }

  /** The carrier fell silent. */
  fellSilent(): void {
    this.finishPlayed();
    if (this.cycles.length > 0) this.finishAfter(SILENCE_GRACE_MS);
  }

  private finishAfter(ms: number): void {
    const { clock } = this.options;
    clock.cancel(this.watchdog);
    this.watchdog = clock.after(ms, () => {
      for (const cycle of this.cycles) if (cycle.complete) cycle.unplayed.length = 0;
      this.finishPlayed();
    });
  }

  /** False for an interrupt that came too late: it is about speech that was given up already. */
  concernsPresentSpeech(heard: string): boolean {
    const present = plain(this.played + this.cycles.map((cycle) => cycle.sent).join(''));
    const wanted = plain(heard);
    if (this.cycles.length === 0) return false;
    return present.includes(wanted) || !plain(this.abandoned).includes(wanted);
  }

  /** The caller cut in; `heard` is the carrier's word for what was played. */
  interrupted(heard: string): void {
    const all = this.played + this.cycles.map((cycle) => cycle.sent).join('');
    const before = Math.max(0, all.indexOf(heard));
    let reached = (heard === '' ? 0 : before + heard.length) - this.played.length;
    for (const cycle of this.cycles) {
      const part = cycle.sent.slice(0, Math.max(0, reached));
      if (part.length > cycle.heard.length) cycle.heard = part;
      reached -= cycle.sent.length;
    }
    this.closeTalkCycle();
    this.abandon();
  }

  private abandon(): void {
    this.options.clock.cancel(this.watchdog);
    const now = this.options.clock.now();
    this.abandoned = this.cycles.map((cycle) => cycle.sent).join('');
    for (const cycle of this.cycles.splice(0)) this.sink.stopped(cycle.id, cycle.heard.trim(), now);
  }

  private finishPlayed(): void {
    for (;;) {
      const first = this.cycles[0];
      if (!first?.complete || first.unplayed.length > 0) return;
      this.cycles.shift();
      this.played += first.sent;
      this.sink.finished(first.id, this.options.clock.now());
    }
  }

  /** A carrier that never reports must not leave the call waiting for ever. */
  private watch(): void {
    const { clock, reportsPlayout } = this.options;
    clock.cancel(this.watchdog);
    const waiting = this.cycles.filter((cycle) => cycle.complete);
    if (waiting.length === 0) return;
    const unheard = waiting.map((cycle) => speakingMs(cycle.unplayed.join(''), cycle.language));
    const ms = unheard.reduce((sum, part) => sum + part, 0);
    this.finishAfter(reportsPlayout ? ms * 1.5 + REPORT_GRACE_MS : ms);
  }

  private find(id: string): Cycle | undefined {
    return this.cycles.find((cycle) => cycle.id === id);
  }

  private send({ language, interruptible }: UtteranceOptions, token: string, last: boolean): void {
    this.options.transport.sendText(token, { last, language, interruptible });
  }

  /**
   * The lines of one answer are one talk cycle: on a cut-in the carrier throws away the rest of the cycle, and would go
   * on with a next one. So the cycle is closed when no further line follows at once.
   */
  private closeSoon(): void {
    if (this.closing) return;
    this.closing = true;
    queueMicrotask(() => {
      this.closing = false;
      if (this.cycles.every((cycle) => cycle.complete)) this.closeTalkCycle();
    });
  }

  private closeTalkCycle(): void {
    if (this.open) this.send(this.open, '', true);
    this.open = null;
  }
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** How long a carrier's voice needs for a text, roughly: 15 letters or 4.5 Chinese characters a second. */
export function speakingMs(text: string, language: LanguageTag): number {
  const wide = wideCharacters(text);
  const narrow = text.length - wide;
  const perNarrow = language.startsWith('zh') ? 90 : 67;
  return wide * 220 + narrow * perNarrow;
}
