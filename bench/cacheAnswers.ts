/**
 * The response cache: how much it answers and how often it is wrong, on the dialogue sets of `WEAVER_DATA` beside other
 * rules; on pairs that look alike; in whole calls of the demo workflows; and what a look-up costs. docs/cache.md explains
 * every figure.
 */
import { banking77, dstc2, pawsZh, star, type DataTurn } from './cache/data.ts';
import { DELTAS, dialogueSet } from './cache/dialogues.ts';
import { runFlows, type FlowsResult } from './cache/flows.ts';
import { runLatency, type LatencyResult } from './cache/latency.ts';
import { ownQuestions } from './cache/ownQuestions.ts';
import { suitePairs, testPairs, type PairResult, type SuitePair } from './cache/pairs.ts';
import { testSingles, type SinglesResult } from './cache/singles.ts';
import { embedAll } from './cache/vectors.ts';
import { normalWords } from '../src/services/cache/words.ts';
import { goal, runIfMain, type BenchOptions, type Goal } from './frame.ts';
import { wholeNumber } from './options.ts';

type Note = (line: string) => void;

export const cache = {
  name: 'cache',
  description:
    'the response cache: hits, wrong hits and bounds beside other rules, in whole calls, and its latency',
  options: {
    splits: 'random splits of each dialogue set (30; quick 3)',
    seeds: 'orders of each cold stream (5; quick 1)',
    calls: 'simulated calls of each flow (400; quick 80)',
    only: 'one part: singles, dialogues (or dstc2, star, star-happy), pairs, flows, latency',
  },
  async run(options: BenchOptions) {
    const { quick, values } = options;
    const note: Note = (line) => options.note(line);
    const wanted = (part: string) => values['only'] === undefined || values['only'] === part;
    const splits = wholeNumber(values, 'splits', quick ? 3 : 30);
    const seeds = wholeNumber(values, 'seeds', quick ? 1 : 5);
    const calls = wholeNumber(values, 'calls', quick ? 80 : 400);
    const results: Record<string, unknown> = {};
    const goals: Goal[] = [];
    if (wanted('singles') || wanted('pairs')) {
      const singles = await singleQuestions(quick ? 1 : seeds, note);
      results['singles'] = singles.results;
      goals.push(...singles.goals);
      if (wanted('pairs')) {
        const pairs = await lookAlikes(singles.models, note);
        results['pairs'] = pairs.results;
        goals.push(...pairs.goals);
      }
    }
    for (const [name, load] of dialogueSets(quick)) {
      if (!wanted('dialogues') && !wanted(name)) continue;
      const turns = load();
      if (!turns) {
        results[name] = 'left out: WEAVER_DATA has no such set';
        continue;
      }
      const dialogues = await dialogueSet(name, turns, { splits, seeds }, note);
      results[name] = dialogues.results;
      goals.push(...dialogues.goals);
    }
    if (wanted('flows')) {
      const flows = await runFlows({ calls, say: note });
      results['flows'] = flows;
      goals.push(...flowGoals(flows));
    }
    if (wanted('latency')) {
      const latency = await runLatency({ rounds: quick ? 400 : 2_000, say: note });
      results['latency'] = latency;
      goals.push(...latencyGoals(latency));
    }
    return {
      conditions: { splits, seeds, calls, embedder: 'use-lite', similarityFloor: [0, 0.85] },
      results,
      goals,
    };
  },
};

function dialogueSets(quick: boolean): [string, () => DataTurn[] | null][] {
  return [
    ['dstc2', dstc2],
    ['star-happy', () => star(true)],
    ...(quick ? [] : [['star', () => star(false)] as [string, () => DataTurn[] | null]]),
  ];
}

type Models = Map<string, NonNullable<SinglesResult['model']>>;

async function singleQuestions(seeds: number, note: Note) {
  const results: Record<string, unknown> = {};
  const goals: Goal[] = [];
  const models: Models = new Map();
  const sets = { banking77: banking77(), own: ownQuestions() };
  for (const [name, set] of Object.entries(sets)) {
    if (!set) {
      results[name] = 'left out: WEAVER_DATA has no such set';
      continue;
    }
    note(`single questions: ${name}`);
    const vectors = await embedAll(
      set.map(({ text }) => text),
      note,
    );
    const runs = Array.from({ length: seeds }, (_, seed) => testSingles(set, vectors, seed + 1));
    const [first] = runs;
    if (first?.model) models.set(name, first.model);
    results[name] = runs.map(({ model: _model, ...rest }) => rest);
    if (name !== 'banking77') continue;
    const worst = (delta: number, pick: (row: SinglesResult['rows'][number]) => number, most: boolean) => {
      const found = runs.flatMap(({ rows }) =>
        rows.filter((row) => row.delta === delta && row.floor === 0).map(pick),
      );
      return found.length === 0 ? null : most ? Math.max(...found) : Math.min(...found);
    };
    goals.push(
      goal(
        'banking77 warm, bound 2 %: hits',
        '>=',
        0.45,
        worst(0.02, (row) => row.hitShare, false),
        'of questions',
      ),
      goal(
        'banking77 warm, bound 2 %: wrong among hits',
        '<=',
        0.02,
        worst(0.02, (row) => row.wrongAmongHits, true),
        'of hits',
      ),
      goal(
        'banking77 warm, bound 5 %: hits',
        '>=',
        0.7,
        worst(0.05, (row) => row.hitShare, false),
        'of questions',
      ),
      goal(
        'banking77 warm, bound 5 %: wrong among hits',
        '<=',
        0.05,
        worst(0.05, (row) => row.wrongAmongHits, true),
        'of hits',
      ),
    );
  }
  return { results, goals, models };
}

async function lookAlikes(models: Models, note: Note) {
  note('pairs that look alike');
  const model = models.get('banking77') ?? models.get('own');
  if (!model) return { results: 'left out: nothing was certified', goals: [] };
  const suites = suitePairs();
  const paws = (pawsZh() ?? []).map(({ a, b, label }): SuitePair => ({
    suite: label === 1 ? 'PAWS-X zh, same' : 'PAWS-X zh, different',
    language: 'zh-CN',
    heard: a,
    remembered: b,
    same: label === 1,
  }));
  const english = suites.filter(({ language }) => language === 'en-US');
  const vectors = await embedAll(
    english.flatMap(({ heard, remembered }) => [normalWords(heard), normalWords(remembered)]),
    note,
  );
  const byBound: Record<string, PairResult[]> = {};
  let [forbidden, wanted] = [0, 0];
  for (const delta of DELTAS) {
    const threshold = model.thresholds.get(delta);
    if (threshold === undefined) continue;
    const context = { model: model.models, threshold, vectors };
    const found = [...testPairs(suites, context), ...testPairs(paws, context)];
    byBound[String(delta)] = found;
    const same = (suite: string) => suite === 'paraphrases' || suite === 'PAWS-X zh, same';
    forbidden += found.filter(({ suite }) => !same(suite)).reduce((sum, { hits }) => sum + hits, 0);
    wanted = Math.max(
      wanted,
      found.filter(({ suite }) => same(suite)).reduce((sum, { hits }) => sum + hits, 0),
    );
  }
  return {
    results: byBound,
    goals: [
      goal('look-alike pairs: wrong hits at any bound', '=', 0, forbidden, 'hits'),
      goal('true paraphrases: hits at the loosest bound', '>', 0, wanted, 'hits'),
    ],
  };
}

function flowGoals({ setups }: FlowsResult): Goal[] {
  return setups.flatMap(({ setup, delta, secondHalf, audio }) => {
    const name = `${setup}, bound ${delta * 100} %, second half`;
    const { withoutModel, hits, wrong } = secondHalf;
    return [
      goal(`${name}: from cache or script`, '>=', 0.6, withoutModel, 'of answers'),
      goal(`${name}: wrong among hits`, '<=', delta, hits === 0 ? null : wrong / hits, 'of hits'),
      goal(
        `${setup}, bound ${delta * 100} %: audio ready`,
        '>=',
        0.9,
        audio.clauses === 0 ? null : audio.ready,
        'of clauses',
      ),
    ];
  });
}

function latencyGoals({ stocks, budgetsMs }: LatencyResult): Goal[] {
  return stocks.flatMap(({ scopes, layers }) =>
    (Object.keys(budgetsMs) as (keyof typeof budgetsMs)[]).map((layer) =>
      goal(
        `${layer}, 10,000 entries in ${scopes} scopes, P99`,
        '<',
        budgetsMs[layer],
        layers[layer].times.p99,
        'ms',
      ),
    ),
  );
}

await runIfMain(import.meta, cache);
