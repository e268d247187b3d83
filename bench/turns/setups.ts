/** The runs of a bench: the product as it is, and beside it what was taken away or set otherwise. */
import type { RunOptions } from './run.ts';
import { choices } from './profiles.ts';

export interface Setup {
  readonly name: string;
  readonly what: string;
  readonly options: RunOptions;
}

/** What other products wait after any speech: Pipecat and LiveKit begin at 500 ms and below; latency.md 2.3 uses this. */
const SERIAL_SILENCE_MS = 500;

/** The seed's phase table: each line adds to the one above. */
export function ablation(base: RunOptions): Setup[] {
  const serial: RunOptions = {
    ...base,
    endpointing: { fixedMs: SERIAL_SILENCE_MS },
    streaming: false,
    prepared: false,
    cache: false,
    speculation: false,
    prediction: false,
    budget: false,
    failover: false,
    languageOptimization: false,
  };
  const streaming: RunOptions = { ...serial, endpointing: base.endpointing, streaming: true };
  const predicted: RunOptions = {
    ...streaming,
    prepared: true,
    cache: true,
    speculation: true,
    prediction: true,
  };
  return [
    {
      name: 'traditional serial',
      what: `${SERIAL_SILENCE_MS} ms of silence after whatever was said, then the whole answer, then its voice; nothing kept`,
      options: serial,
    },
    {
      name: '+ streaming relay',
      what: 'tokens and audio as they come; endpointing by expectation',
      options: streaming,
    },
    {
      name: '+ cache and prediction',
      what: 'scripted lines prepared, audio and answers kept, speculation, prediction',
      options: predicted,
    },
    {
      name: '+ language layer and failover',
      what: 'as delivered: language layer, hedging and failover',
      options: { ...base, languageOptimization: true, failover: true },
    },
  ];
}

/** One part of the delivered product off. */
export function without(base: RunOptions): Setup[] {
  return [
    {
      name: 'no speculation',
      what: 'nothing is begun before the decision',
      options: { ...base, speculation: false },
    },
    {
      name: 'no latency budget',
      what: 'hedges at the learned P95 only; first clauses end at their marks',
      options: { ...base, budget: false },
    },
    {
      name: 'no prediction',
      what: 'nothing is made ready while the agent asks',
      options: { ...base, prediction: false },
    },
    { name: 'no response cache', what: 'every answer is generated', options: { ...base, cache: false } },
    {
      name: 'no failover or hedging',
      what: 'one provider of each kind',
      options: { ...base, failover: false },
    },
  ];
}

export const curveFactors = [0.4, 0.7, 1, 1.5, 2.2] as const;

/** Silences of the product times a factor: how latency buys fewer cut-ins. */
export function curve(base: RunOptions): Setup[] {
  return curveFactors.map((factor) => ({
    name: `× ${factor}`,
    what: `end-of-turn silences and caps times ${factor}`,
    options: { ...base, endpointing: { factor } },
  }));
}

/** The declared assumptions, changed one at a time. */
export function sensitivity(base: RunOptions): Setup[] {
  const callers = (['usual', 'harsh', 'mild'] as const)
    .filter((setting) => setting !== base.callers)
    .map((setting) => ({
      name: `callers ${setting}`,
      what: 'pauses and hesitations of the caller model',
      options: { ...base, callers: setting },
    }));
  const slow = base.choice === choices.slow;
  return [
    {
      name: slow ? 'fast providers' : 'slow providers',
      what: slow ? 'Groq-class model' : 'gpt-4o-mini-class model',
      options: { ...base, choice: slow ? choices.fast : choices.slow },
    },
    {
      name: base.episodes ? 'no slow episodes' : 'slow episodes',
      what: 'providers that turn slow for a while',
      options: { ...base, episodes: !base.episodes },
    },
    {
      name: base.tails === 'maximum' ? 'lognormal tails' : 'published maxima',
      what: 'beyond the last published percentile',
      options: { ...base, tails: base.tails === 'maximum' ? 'lognormal' : 'maximum' },
    },
    ...callers,
  ];
}
