/** One caller on the line: answers what the agent expects, pauses, cuts in, coughs. Keeps the truth that turns are scored by. */
import type { Clock, Random } from '../../src/types/clock.ts';
import type { Expectation } from '../../src/types/expectation.ts';
import type { Turn } from '../../src/types/turn.ts';
import { callerModel, type CallerSetting, type Subject } from './callerModel.ts';
import type { CallerLine, Noises } from './callerLine.ts';
import { lognormal, pick, stream, uniform } from './draw.ts';
import { OPEN_BEFORE_GOODBYE, planTurn, type PlannedTurn, type Token } from './plan.ts';
import type { Spell } from './playout.ts';
import type { TurnScore } from './score.ts';
import type { Arranged } from './speech/arrange.ts';
import type { Detected } from './speech/features.ts';
import type { Speaker } from './speech/spoken.ts';
import { lineOf } from './speech/line.ts';
import type { BenchLanguage } from './words.ts';

export type { CallerLine, Noises } from './callerLine.ts';

export interface CallerOptions {
  readonly clock: Clock;
  readonly seed: number;
  readonly call: number;
  readonly language: BenchLanguage;
  readonly setting: CallerSetting;
  /** The agent's audio is playing. */
  readonly agentAudible: () => boolean;
  readonly hangUp: () => void;
  /** What is said, as the oracle will find it in a request, and what it means. */
  readonly meant: (words: string, meaning: string | null) => void;
  /** Turns are put together from speech; absent: their times are the model's. */
  readonly speaker?: Speaker | null;
}

/** A turn of the caller while it is going on, and until its answer is heard. */
interface Live {
  readonly plan: PlannedTurn;
  readonly bargeIn: boolean;
  readonly from: number;
  readonly to: number;
  /** The agent's audio that began inside it. */
  readonly inside: Spell[];
  answer: Spell | null;
}

/** A stop so soon after a noise was because of it. */
const STOP_WITHIN_MS = 700;
const AFTER_NOISE_MS = 300;

export class Caller {
  readonly turns: TurnScore[] = [];
  readonly noises: Noises = {
    coughs: 0,
    backchannels: 0,
    onLine: 0,
    stopped: 0,
    coughsStopped: 0,
    resumed: 0,
    silentMs: 0,
  };
  gaveUp = false;
  readonly #options: CallerOptions;
  #ears: CallerLine | null = null;
  #live: Live | null = null;
  #planned = 0;
  #open = 0;
  #waiting: unknown = null;
  #over = false;
  #noiseAt = -Infinity;
  #noiseUntil = -Infinity;
  #noiseIsCough = false;
  /** The agent was stopped by a noise, and has said nothing since. */
  #stoppedAt: number | null = null;
  /** The turn before which the last chance to interrupt was taken or left: one for each. */
  #chanceAt = -1;

  constructor(options: CallerOptions) {
    this.#options = options;
  }

  listenWith(ears: CallerLine): void {
    this.#ears = ears;
  }

  /** The agent's audio begins. */
  agentBegan(spell: Spell): void {
    const now = this.#now();
    this.#goesOn(now);
    const live = this.#live;
    if (live && now < live.to) live.inside.push(spell);
    else if (live && !live.answer) this.#answered(live, spell);
    if (!live || live.answer) this.#perhapsInterrupt(spell);
  }

  agentCleared(): void {
    if (this.#now() - this.#noiseAt > STOP_WITHIN_MS) return;
    this.noises.stopped++;
    if (this.#noiseIsCough) this.noises.coughsStopped++;
    this.#noiseAt = -Infinity;
    this.#stoppedAt = this.#now();
  }

  /** The first words after a stop: the rest of the same answer, if no turn was written down and no word said between. */
  #goesOn(now: number): void {
    if (this.#stoppedAt === null) return;
    this.noises.resumed++;
    this.noises.silentMs += now - this.#stoppedAt;
    this.#stoppedAt = null;
  }

  /** The agent has written a turn down: its answer has been heard, or was cut off. */
  turnEnded(turn: Turn): void {
    this.#stoppedAt = null;
    const { firstAudio } = turn.timeline;
    const scored = this.turns.find((one) => one.answerAt === firstAudio && one.decisionToAudioMs === null);
    if (scored && turn.input === 'speech') {
      scored.decisionToAudioMs = turn.clocks.decisionToAudioMs;
      scored.source = turn.source;
    }
    this.#speakSoon();
  }

  get over(): boolean {
    return this.#over;
  }

  ended(): void {
    this.#over = true;
    this.#options.clock.cancel(this.#waiting);
    const live = this.#live;
    // A caller who was hung up on in the middle of their words was answered, early; so was one who heard a farewell.
    if (live && !live.answer) this.#close(live, this.gaveUp || live.inside.length === 0 ? 'never' : 'early');
  }

  #now(): number {
    return this.#options.clock.now();
  }

  /** After a human gap, if the agent then still listens and is silent. */
  #speakSoon(): void {
    const { clock } = this.#options;
    const { medianMs, sigma } = callerModel.gap;
    const gap = lognormal(this.#random('gap'), medianMs, sigma);
    clock.cancel(this.#waiting);
    this.#waiting = clock.after(gap, () => {
      // Nobody coughs and speaks at the same time.
      if (this.#now() < this.#noiseUntil + AFTER_NOISE_MS) return this.#speakSoon();
      if (this.#over || this.#options.agentAudible() || !this.#ears?.expectation) return;
      const live = this.#live;
      if (live && this.#now() < live.to) return;
      if (live && !live.answer && live.inside.length === 0) return;
      // An answer that began inside the turn and was let finish is all that comes.
      if (live && !live.answer) this.#close(live, 'early');
      this.#speak(false);
    });
  }

  #speak(bargeIn: boolean): void {
    const expectation = this.#ears?.expectation;
    if (!expectation?.speech || !this.#ears) return;
    const subject = this.#subjectOf(expectation);
    const { language, setting, meant, clock } = this.#options;
    const planned = planTurn(subject, language, setting, this.#random('turn'));
    const spoken = this.#arranged(planned);
    const plan = spoken ? { ...planned, tokens: spoken.tokens, durationMs: spoken.durationMs } : planned;
    this.#planned++;
    this.#stoppedAt = null;
    const from = this.#now();
    const live: Live = { plan, bargeIn, from, to: from + plan.durationMs, inside: [], answer: null };
    this.#live = live;
    meant(
      plan.tokens.map(({ text }) => text).join(' '),
      plan.meaning ?? (subject === 'story' ? 'story' : null),
    );
    this.#ears.speak(plan.tokens, runsOf(plan.tokens), spoken);
    const { giveUpMs } = callerModel;
    clock.after(plan.durationMs + giveUpMs, () => {
      if (this.#over || this.#live !== live || live.answer) return;
      this.gaveUp = true;
      this.#options.hangUp();
    });
  }

  #arranged(plan: PlannedTurn): Arranged | undefined {
    const { speaker, seed, call } = this.#options;
    return speaker?.arranged(plan, Math.floor(this.#random('speech').next() * 2 ** 32), lineOf(seed, call));
  }

  #subjectOf({ kind }: Expectation): Subject {
    switch (kind) {
      case 'yes-no':
      case 'choice':
      case 'digits':
      case 'date-time':
      case 'phone':
        return kind;
      default: {
        if (this.#open++ >= OPEN_BEFORE_GOODBYE) return 'goodbye';
        const { question, story } = callerModel.mix.open;
        return this.#random('subject').next() * (question + story) < question ? 'question' : 'story';
      }
    }
  }

  #answered(live: Live, spell: Spell): void {
    live.answer = spell;
    this.#close(live, spell.from);
  }

  #close(live: Live, answered: number | 'early' | 'never'): void {
    const { plan, bargeIn, to, inside, from } = live;
    const answerAt = typeof answered === 'number' ? answered : null;
    this.#live = answerAt === null ? null : live;
    const overlap = inside.reduce((sum, spell) => sum + Math.max(0, Math.min(spell.to, to) - spell.from), 0);
    this.turns.push({
      subject: plan.subject,
      language: plan.language,
      bargeIn,
      speechMs: to - from,
      pauses: plan.pauses,
      cutInMs: overlap,
      answerAt,
      // A turn that nobody answered counts with all of its wait: the caller meant to be answered.
      speechEndToAudioMs: answered === 'early' ? null : Math.max(0, (answerAt ?? this.#now()) - to),
      decisionToAudioMs: null,
      source: null,
      unanswered: answered === 'never',
      answeredEarly: answered === 'early',
    });
  }

  /** While the agent speaks: an early answer, a cough, a word of assent. */
  #perhapsInterrupt(spell: Spell): void {
    if (this.#chanceAt === this.#planned) return;
    this.#chanceAt = this.#planned;
    const { clock } = this.#options;
    const random = this.#random('interrupt');
    const chance = random.next();
    const { bargeIn, noise, backchannel } = callerModel.mix;
    const at = uniform(random, 500, 1_500);
    const still = () => !this.#over && spell.to > this.#now() && (!this.#live || this.#live.answer !== null);
    if (chance < bargeIn)
      clock.after(at, () => {
        if (still() && this.#ears?.expectation?.speech) this.#speak(true);
      });
    else if (chance < bargeIn + noise) clock.after(at, () => still() && this.#cough(random));
    else if (chance < bargeIn + noise + backchannel)
      clock.after(at, () => still() && this.#backchannel(random));
  }

  /** Noise on the line that the detector takes for a voice. Not counted while the caller speaks: it is part of that then. */
  lineNoise(detected: Detected): void {
    const busy = this.#live && this.#now() < this.#live.to;
    if (this.#over || busy || this.#now() < this.#noiseUntil + AFTER_NOISE_MS) return;
    this.noises.onLine++;
    this.#noiseIsCough = false;
    this.#noise([], detected.offsetKnown, { detected: [detected] });
  }

  #cough(random: Random): void {
    this.noises.coughs++;
    this.#noiseIsCough = true;
    this.#noise([], uniform(random, 60, 300));
  }

  #backchannel(random: Random): void {
    this.noises.backchannels++;
    this.#noiseIsCough = false;
    const text = pick(
      random,
      this.#options.language === 'zh-HK' ? ['嗯', '係'] : ['mm-hm', 'uh-huh', 'okay'],
    );
    const to = uniform(random, 180, 400);
    this.#noise([{ text, mistaken: null, untilFinal: false, from: 0, to }], to);
  }

  #noise(tokens: readonly Token[], ms: number, spoken?: Pick<Arranged, 'detected'>): void {
    this.#noiseAt = this.#now();
    this.#noiseUntil = this.#noiseAt + ms;
    this.#ears?.speak(tokens, [{ from: 0, to: ms }], spoken);
  }

  /** The turn's own chance: the same whatever happened in other turns. */
  #random(what: string): Random {
    return stream(this.#options.seed, what, this.#options.call, this.#planned);
  }
}

/** Where there is a voice: words that follow each other without a pause are one stretch. */
export function runsOf(tokens: readonly Token[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const { from, to } of tokens) {
    const last = runs.at(-1);
    if (last && from - last.to < 1) last.to = to;
    else runs.push({ from, to });
  }
  return runs;
}
