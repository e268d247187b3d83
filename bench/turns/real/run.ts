/**
 * Whole calls in wall time: the real server in a process of its own, real sockets, real speech activity on the line. The
 * callers are those of the run in virtual time, call by call and turn by turn.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { sharedTicker, TwilioSimulator } from '../../../src/simulator/index.ts';
import { systemClock } from '../../../src/types/clock.ts';
import { Caller } from '../caller.ts';
import { callerModel } from '../callerModel.ts';
import { stream } from '../draw.ts';
import { addUp } from '../merge.ts';
import type { RunOptions, RunResult } from '../run.ts';
import { Speaker } from '../speech/spoken.ts';
import { WORKFLOW } from '../workflow.ts';
import { favoured } from './favour.ts';
import { Telephone } from './line.ts';
import { sharedOffset, type Said, type ServerReport } from './messages.ts';
import { startRealServer, type CallNews, type RealServer } from './server.ts';
import { buzzingLine, spokenLine } from './sound.ts';
import { stagesOf, type TurnStages } from './stages.ts';

export interface RealOptions extends RunOptions {
  /** Callers hang up between two turns as soon as there are as many as wanted; otherwise calls go on to their end. */
  readonly cutShort?: boolean;
  readonly answered?: (turns: number) => void;
}

export interface RealResult {
  readonly run: RunResult;
  readonly stages: readonly TurnStages[];
  readonly server: ServerReport;
  /** From the server's hand-over of the first byte to its arrival at the carrier. */
  readonly socketMs: readonly number[];
  readonly callers: {
    readonly cpuSeconds: number;
    readonly lateTicks: number;
    readonly maxLateMs: number;
    readonly violations: Readonly<Record<string, number>>;
  };
}

type TurnNews = Extract<CallNews, { readonly type: 'turn' }>;

/** Callers do not all ring in the same instant. */
const SPREAD_MS = 100;
/** The server's mark of a first byte, and the carrier's, are of the same byte when they are so near. */
const SAME_BYTE_MS = 100;

export async function runReal(options: RealOptions): Promise<RealResult> {
  const { seed, part, choice, tails, episodes, speech } = options;
  const speaker = speech ? await Speaker.open(speech) : null;
  const server = await startRealServer({ seed, part, choice, tails, episodes });
  favoured();
  try {
    return await new RealRun(server, speaker, options).run();
  } finally {
    await server.stop();
  }
}

class RealRun {
  readonly #server: RealServer;
  readonly #speaker: Speaker | null;
  readonly #options: RealOptions;
  readonly #network: TwilioSimulator;
  readonly #callers: Caller[] = [];
  readonly #stages: TurnStages[] = [];
  readonly #socketMs: number[] = [];
  readonly #violations: Record<string, number> = {};
  #scored = 0;

  constructor(server: RealServer, speaker: Speaker | null, options: RealOptions) {
    this.#server = server;
    this.#speaker = speaker;
    this.#options = options;
    this.#network = new TwilioSimulator({ ...server.account, seed: options.seed });
  }

  async run(): Promise<RealResult> {
    const began = performance.now();
    const cpu = process.cpuUsage();
    const lateBefore = sharedTicker.statistics().late;
    const { lines } = this.#options;
    await Promise.all(Array.from({ length: lines }, (_, line) => this.#line(line)));
    const server = await this.#server.report();
    const { user, system } = process.cpuUsage(cpu);
    const { late, maxLateMs } = sharedTicker.statistics();
    const wallSeconds = (performance.now() - began) / 1_000;
    return {
      run: this.#result(server, wallSeconds),
      stages: this.#stages,
      server,
      socketMs: this.#socketMs,
      callers: {
        cpuSeconds: (user + system) / 1e6,
        lateTicks: late - lateBefore,
        maxLateMs,
        violations: this.#violations,
      },
    };
  }

  get #enough(): boolean {
    return this.#scored >= this.#options.turns;
  }

  async #line(line: number): Promise<void> {
    await sleep(line * SPREAD_MS);
    while (!this.#enough) await this.#call();
  }

  async #call(): Promise<void> {
    const { seed, part, callers: setting } = this.#options;
    const call = part * 1_000_000 + this.#callers.length;
    const language = stream(seed, 'language', call).next() < callerModel.mix.cantonese ? 'zh-HK' : 'en-US';
    const sounds = stream(seed, 'sounds', call);
    let meant: Said['meant'] = null;
    let planned = 0;
    const telephone = new Telephone({
      clock: systemClock,
      sound: this.#speaker ? spokenLine(this.#speaker, seed, call, sounds) : buzzingLine(sounds),
      said: ({ fromMs, streamBegan, tokens }) => {
        const shared = streamBegan + sharedOffset();
        this.#server.said(simulated.callSid, { fromMs, tokens, meant, streamBegan: shared });
        meant = null;
      },
      watch: {
        began: (spell) => caller.agentBegan(spell),
        cleared: () => caller.agentCleared(),
        closed: () => caller.ended(),
      },
    });
    const simulated = this.#network.prepareCall(
      {
        voiceUrl: `${this.#server.url}/twilio/voice?workflow=${WORKFLOW}&transport=media`,
        statusCallback: `${this.#server.url}/twilio/status`,
      },
      telephone,
    );
    const caller = new Caller({
      clock: systemClock,
      seed,
      call,
      language,
      setting,
      agentAudible: () => telephone.playing,
      speaker: this.#speaker,
      hangUp: () => simulated.hangUp(),
      meant: (words, meaning) => {
        planned++;
        meant = { words, meaning };
      },
    });
    this.#callers.push(caller);
    caller.listenWith(telephone);
    const hear = (news: CallNews) => {
      if (news.type === 'expect') telephone.expectation = news.expectation;
      else this.#turnEnded(call, caller, news);
      // Not in the middle of a turn: it would count as one without an answer.
      const between = planned === caller.turns.length;
      if (this.#options.cutShort && this.#enough && between) simulated.hangUp();
    };
    await this.#server.expectCall({ callSid: simulated.callSid, call, language }, hear);
    await this.#network.run(simulated);
    for (const { code } of simulated.violations.list)
      this.#violations[code] = (this.#violations[code] ?? 0) + 1;
    this.#count();
  }

  /** The carrier's time of the answer stands in place of the server's. */
  #turnEnded(call: number, caller: Caller, { turn, lateMs }: TurnNews): void {
    const offset = sharedOffset();
    const local = Object.fromEntries(
      Object.entries(turn.timeline).map(([mark, at]) => [mark, at - offset] as const),
    );
    const handedOver = local['firstAudio'];
    const answer = caller.turns.find(
      ({ answerAt, decisionToAudioMs }) =>
        decisionToAudioMs === null &&
        answerAt !== null &&
        handedOver !== undefined &&
        Math.abs(answerAt - handedOver) < SAME_BYTE_MS,
    );
    const arrived = answer?.answerAt ?? null;
    const timeline = { ...local, ...(arrived !== null && { firstAudio: arrived }) };
    caller.turnEnded({ ...turn, timeline });
    if (arrived !== null && handedOver !== undefined) this.#socketMs.push(arrived - handedOver);
    const stages = stagesOf(call, caller.turns, { ...turn, timeline });
    if (stages) this.#stages.push({ ...stages, lateMs });
    this.#count();
  }

  #count(): void {
    const scored = this.#callers.reduce((sum, { turns }) => sum + turns.length, 0);
    if (scored === this.#scored) return;
    this.#scored = scored;
    this.#options.answered?.(scored);
  }

  #result({ counts }: ServerReport, wallSeconds: number): RunResult {
    const callers = this.#callers;
    const turns = callers.flatMap((caller) => caller.turns);
    return {
      turns,
      calls: callers.length,
      virtualHours: 0,
      wallSeconds,
      noises: addUp(callers.map(({ noises }) => noises)),
      gaveUp: callers.filter(({ gaveUp }) => gaveUp).length,
      cacheHits: turns.filter(
        ({ source }) => source !== null && source !== 'scripted' && source !== 'generated',
      ).length,
      stages: this.#stages,
      ...counts,
    };
  }
}
