/** The mouth on the text transport: the carrier speaks, we count what it says it has played. */
import type { Clock } from '../../types/clock.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { TextTransport } from '../../types/transport.ts';
import type { UtteranceOptions, VoicePort, VoiceSink } from '../../types/voice.ts';

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

export class TextVoice implements VoicePort {
  private readonly cycles: Cycle[] = [];
  private watchdog: unknown = null;
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
    this.send(cycle, text, false);
    if (cycle.sent === '') this.sink.stage(id, 'firstAudio', this.options.clock.now());
    cycle.sent += text;
    cycle.unplayed.push(text);
  }

  end(id: string): void {
    const cycle = this.find(id);
    if (!cycle || cycle.complete) return;
    cycle.complete = true;
    this.send(cycle, '', true);
    this.finishPlayed();
    this.watch();
  }

  /**
   * The protocol has no word for "be silent": the open talk cycle is closed and its later text withheld. On a caller's
   * cut-in the carrier has stopped by itself already.
   */
  stop(): void {
    for (const cycle of this.cycles) if (!cycle.complete) this.send(cycle, '', true);
    this.abandon();
  }

  close(): void {
    this.options.clock.cancel(this.watchdog);
    this.cycles.length = 0;
  }

  /** The carrier's `tokensPlayed`: one report for each text message, in order. */
  played(text: string): void {
    const cycle = this.cycles.find((candidate) => candidate.unplayed.length > 0);
    if (!cycle) return;
    cycle.heard += cycle.unplayed.shift() ?? text;
    this.sink.heard(cycle.id, cycle.heard, this.options.clock.now());
    this.finishPlayed();
    this.watch();
  }

  /** The carrier fell silent: whatever was sent whole has been heard. */
  fellSilent(): void {
    for (const cycle of this.cycles) if (cycle.complete) cycle.unplayed.length = 0;
    this.finishPlayed();
  }

  /** The caller cut in; `heard` is the carrier's word for what was played. */
  interrupted(heard: string): void {
    const all = this.cycles.map((cycle) => cycle.sent).join('');
    const before = Math.max(0, all.indexOf(heard));
    let reached = heard === '' ? 0 : before + heard.length;
    for (const cycle of this.cycles) {
      const part = cycle.sent.slice(0, Math.max(0, reached));
      if (part.length > cycle.heard.length) cycle.heard = part;
      reached -= cycle.sent.length;
      if (!cycle.complete) this.send(cycle, '', true);
    }
    this.abandon();
  }

  private abandon(): void {
    this.options.clock.cancel(this.watchdog);
    const now = this.options.clock.now();
    for (const cycle of this.cycles.splice(0)) this.sink.stopped(cycle.id, cycle.heard, now);
  }

  private finishPlayed(): void {
    for (;;) {
      const first = this.cycles[0];
      if (!first?.complete || first.unplayed.length > 0) return;
      this.cycles.shift();
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
    this.watchdog = clock.after(reportsPlayout ? ms * 1.5 + REPORT_GRACE_MS : ms, () => this.fellSilent());
  }

  private find(id: string): Cycle | undefined {
    return this.cycles.find((cycle) => cycle.id === id);
  }

  private send(cycle: Cycle, token: string, last: boolean): void {
    this.options.transport.sendText(token, {
      last,
      language: cycle.language,
      interruptible: cycle.interruptible,
    });
  }
}

/** How long a carrier's voice needs for a text, roughly: 15 letters or 4.5 Chinese characters a second. */
export function speakingMs(text: string, language: LanguageTag): number {
  const wide = text.match(/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g)?.length ?? 0;
  const narrow = text.length - wide;
  const perNarrow = language.startsWith('zh') ? 90 : 67;
  return wide * 220 + narrow * perNarrow;
}
