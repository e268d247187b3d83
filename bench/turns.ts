/**
 * How long callers wait, in whole calls in virtual time: the product's own turn machine, flow engine, caches, mouth, failover;
 * callers and providers as published figures say. Measured with simulated providers.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { WeaverError } from '../src/types/errors/index.ts';
import { type BenchOptions, runIfMain } from './frame.ts';
import { wholeNumber } from './options.ts';
import { callerHash, callerModel, type CallerSetting } from './turns/callerModel.ts';
import { ENOUGH_TURNS, goalsOf } from './turns/goals.ts';
import { htmlReport } from './turns/html.ts';
import {
  profileAssumptions,
  profileHash,
  profileReport,
  profilesFrom,
  providerChoice,
  type Tails,
} from './turns/profiles.ts';
import { brief, reportOf, type Reports, type SetupReport } from './turns/report.ts';
import type { RunOptions, RunResult } from './turns/run.ts';
import { realBench } from './turns/real/bench.ts';
import { ablation, curve, sensitivity, without, type Setup } from './turns/setups.ts';
import { merged } from './turns/merge.ts';
import { people, speechOf, speechReport } from './turns/speech/report.ts';
import { runInThread } from './turns/thread.ts';

const PARTS = 2;

export const turns = {
  name: 'turns',
  description:
    'three clocks, cut-ins and waste of whole calls in virtual time, with an ablation and a latency/cut-in curve',
  options: {
    turns: `of callers, in the main run (${ENOUGH_TURNS}; quick 1000)`,
    beside: 'turns of each run beside it (a tenth)',
    seed: 'of callers and latencies (1)',
    profile: 'providers: fast, slow, or recogniser,model,synthesiser (fast)',
    episodes: 'slow episodes of providers: on or off (on)',
    speech:
      'what the detector hears: embedded voices, human recordings (WEAVER_DATA), or modelled (embedded)',
    callers: 'pauses of callers: usual, harsh or mild (usual)',
    tails: 'beyond the published percentiles: maximum or lognormal (maximum)',
    only: 'main, or absent for all: the ablation, the curve, the sensitivity run',
    budget: 'latency budget of turns: on or off (on)',
    lines: 'calls at a time on one set of providers and caches (4)',
    html: 'a file for the report with charts',
  },
  flags: {
    real: 'in wall time through the real server (500 turns, 20 calls at a time), beside the same in virtual time',
  },
  async run(options: BenchOptions) {
    const { values } = options;
    const count = wholeNumber(values, 'turns', options.quick ? 1_000 : ENOUGH_TURNS);
    const beside = wholeNumber(values, 'beside', Math.max(100, Math.round(count / 10)));
    let base: RunOptions = {
      turns: count,
      seed: wholeNumber(values, 'seed', 1),
      part: 0,
      choice: providerChoice(values['profile'] ?? 'fast'),
      tails: oneOf<Tails>(values, 'tails', ['maximum', 'lognormal']),
      episodes: oneOf(values, 'episodes', ['on', 'off']) === 'on',
      callers: oneOf<CallerSetting>(values, 'callers', ['usual', 'harsh', 'mild']),
      lines: wholeNumber(values, 'lines', 4),
      endpointing: { factor: 1 },
      streaming: true,
      cache: true,
      prepared: true,
      speculation: true,
      budget: oneOf(values, 'budget', ['on', 'off']) === 'on',
      failover: true,
      languageOptimization: true,
    };
    const speech = speechOf(values['speech'] ?? 'embedded');
    const heard = await speechReport(speech, options);
    if (speech) base = { ...base, speech };
    if (values['real'] !== undefined) {
      const { conditions, ...outcome } = await realBench(base, options);
      return {
        ...outcome,
        conditions: {
          ...conditionsOf({ ...base, ...conditions }, 0),
          ...realConditions,
          speech: heard,
        },
      };
    }
    const main: Setup = { name: 'as delivered', what: 'the product with its defaults', options: base };
    const smaller = { ...base, turns: beside };
    const all = oneOf(values, 'only', ['all', 'main']) === 'all';
    const groups = {
      ablation: all ? ablation(smaller) : [],
      without: all ? without(smaller) : [],
      curve: all ? curve(smaller) : [],
      sensitivity: all ? sensitivity(smaller) : [],
      people: speech?.voices === 'embedded' ? await people(base, options) : [],
    };
    const setups = [main, ...Object.values(groups).flat()];
    const reports = await runAll(setups, options);
    const of = (some: readonly Setup[]) => some.flatMap((setup) => reports.get(setup) ?? []);
    const [mainReport] = of([main]);
    if (!mainReport) throw new TypeError('the main run is missing');
    const results: Reports = {
      main: mainReport,
      ablation: of(groups.ablation),
      without: of(groups.without),
      curve: of(groups.curve),
      sensitivity: of(groups.sensitivity),
      people: of(groups.people),
    };
    const conditions = { ...conditionsOf(base, beside), speech: heard };
    const goals = goalsOf(mainReport);
    const html = values['html'];
    if (html !== undefined) {
      writeFileSync(html, htmlReport({ conditions, results, goals }));
      options.note(`report: ${html}`);
    }
    return { conditions, results: brief(results), goals };
  },
};

/** Each run is done in parts, always as many, so that a seed gives the same turns on any machine. */
async function runAll(setups: readonly Setup[], options: BenchOptions): Promise<Map<Setup, SetupReport>> {
  const progress = options.progress('turns', setups.length * PARTS);
  const tasks = setups.flatMap((setup) => Array.from({ length: PARTS }, (_, part) => ({ setup, part })));
  const done = new Map<Setup, RunResult[]>(setups.map((setup) => [setup, []]));
  let finished = 0;
  const thread = async () => {
    for (let task = tasks.shift(); task; task = tasks.shift()) {
      const { setup, part } = task;
      const turns = Math.ceil(setup.options.turns / PARTS);
      const result = await runInThread({ ...setup.options, part, turns });
      done.get(setup)![part] = result;
      progress.update(++finished);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(PARTS, availableParallelism()) }, thread));
  } finally {
    progress.stop();
  }
  return new Map(setups.map((setup) => [setup, reportOf(setup, merged(done.get(setup)!))]));
}

function conditionsOf(base: RunOptions, beside: number) {
  const { choice, tails, part: _part, ...rest } = base;
  return {
    kind: 'measured with simulated providers, in virtual time',
    ...rest,
    parts: PARTS,
    turnsBeside: beside,
    profileHash,
    profilesFrom,
    providers: profileReport(choice, tails),
    tails,
    callerModelHash: callerHash,
    callerModel,
    assumptions: {
      ...profileAssumptions,
      independence: 'latencies of stages and requests are independent but for slow episodes',
      network: 'no delay between carrier and server, none of the process itself',
      ears: 'no recogniser: partials and finals as the caller model says, and speech edges where speech is modelled; no recogniser failover',
      embeddings: 'no embedder: the response cache compares by spelling and sound',
    },
    classes: { closed: ['yes-no', 'choice', 'digits'], open: ['question', 'story', 'goodbye'] },
    accounting:
      'intended time: clocks start at the planned end of speech; a turn without an answer counts with the wait until the caller hangs up; callers do not wait for each other',
    falseCutIn: 'more than 150 ms of agent audio that began inside the turn of a caller',
  };
}

const realConditions = {
  kind: 'measured with simulated providers, in virtual time and in wall time',
  parts: 1,
  wallTime: {
    server: 'the real server in a process of its own, its own voice-activity detector and audio path',
    carrier: 'Media Streams over loopback sockets, frames of 20 ms, sent when their last sample is spoken',
    recogniser: 'simulated; a word can be in its text once the audio of that word has come',
    firstByte: 'when it arrives at the carrier',
  },
};

function oneOf<T extends string>(
  values: Readonly<Record<string, string>>,
  name: string,
  known: readonly [T, ...T[]],
): T {
  const given = values[name];
  const found = given === undefined ? known[0] : known.find((one) => one === given);
  if (found !== undefined) return found;
  const reason = `one of ${known.join(', ')}`;
  throw new WeaverError('CLI_OPTION_INVALID', { option: `--${name}`, value: given ?? '', reason });
}

await runIfMain(import.meta, turns);
