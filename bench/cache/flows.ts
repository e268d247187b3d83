/**
 * Whole calls through the real orchestrator, with an oracle for a language model: where answers come from, how often those
 * of the cache are wrong, whether their audio is there when they are to be said.
 */
import { PerformanceOrchestrator, type ProviderSet } from '../../src/services/performanceOrchestrator.ts';
import { PredictiveCache } from '../../src/services/predictiveCache.ts';
import { PromptCache } from '../../src/services/audio/index.ts';
import { compileFlow } from '../../src/services/flow/index.ts';
import { prepareLines } from '../../src/services/orchestrator/prepare.ts';
import { StandInSynthesiser } from '../../src/services/providers/index.ts';
import { UseLiteEmbedder } from '../../src/services/providers/local/useLiteEmbedder.ts';
import type { Embedder } from '../../src/types/ports.ts';
import { mulberry } from './split.ts';
import { repertoire } from './flowsIntents.ts';
import { FlowTally, type HeardTurn, type SetupResult } from './flowsTally.ts';
import { CacheWatch } from './flowsWatch.ts';
import { runCallOn } from './flowsLine.ts';
import { Oracle } from './flowsOracle.ts';
import { planCall, setupOf, type Setup, type SetupName } from './flowsSetups.ts';

export interface FlowsOptions {
  /** Of each setup; @defaultValue 400 */
  readonly calls?: number;
  readonly deltas?: readonly number[];
  readonly setups?: readonly SetupName[];
  readonly seed?: number;
  /** Calls at a time. */
  readonly lines?: number;
  readonly say?: (line: string) => void;
}

export interface FlowsResult {
  readonly calls: number;
  readonly seed: number;
  readonly setups: readonly SetupResult[];
}

export async function runFlows(options: FlowsOptions = {}): Promise<FlowsResult> {
  const { calls = 400, deltas = [0.01, 0.05], setups = ['demos', 'clinic', 'faq'], seed = 1 } = options;
  const say = options.say ?? (() => undefined);
  const embedder = remembering(new UseLiteEmbedder());
  await embedder.warm();
  const results: SetupResult[] = [];
  try {
    for (const name of setups)
      for (const delta of deltas) {
        const { lines = 8 } = options;
        const result = await runSetup(setupOf(name, delta), { delta, calls, seed, lines, embedder, say });
        say(summaryOf(result));
        results.push(result);
      }
  } finally {
    await embedder.close();
  }
  return { calls, seed, setups: results };
}

interface RunOptions {
  readonly delta: number;
  readonly calls: number;
  readonly seed: number;
  readonly lines: number;
  readonly embedder: Embedder;
  readonly say: (line: string) => void;
}

async function runSetup(setup: Setup, options: RunOptions): Promise<SetupResult> {
  const { delta, calls, seed, lines, embedder, say } = options;
  const random = mulberry(seed);
  const repertoires = { 'en-US': repertoire('en-US'), 'zh-HK': repertoire('zh-HK') };
  const meaning = new Map<string, string>();
  const oracle = new Oracle(mulberry(seed + 1), meaning, labelsOf(setup));
  const errors: string[] = [];
  const cache = PredictiveCache.inMemory({
    embedderFor: (language) => Promise.resolve(language.startsWith('en') ? embedder : null),
    random: mulberry(seed + 2),
    onError: (error) => void errors.push(String(error)),
  });
  const watch = new CacheWatch();
  watch.watch(cache);
  // A memory of its own for each run: one run's audio would be ready in the next.
  const audio = new PromptCache();
  const orchestrators = new Map<string, PerformanceOrchestrator>();
  for (const { id, document } of setup.documents) {
    const providers = benchProviders(oracle);
    const compiled = compileFlow(document);
    if (compiled.ok)
      await prepareLines({ flow: compiled.flow, config: document.config, providers, cache: audio });
    const orchestrator = new PerformanceOrchestrator(document.config, {
      flow: document.flow,
      workflow: { id, slug: id, version: 1 },
      providers,
      cache,
      vad: 'energy',
    });
    orchestrators.set(id, orchestrator);
  }
  const tally = new FlowTally({ setup, delta, oracle, audio, cache });
  let next = 0;
  const line = async () => {
    while (next < calls) {
      const index = next++;
      const late = index >= calls / 2;
      const plan = planCall({ setup: setup.name, repertoires, random, meaning }, late);
      const heard: HeardTurn[] = [];
      const callSid = `CA-${setup.name}-${delta}-${index}`;
      const { language, variables, lines: said } = plan;
      await runCallOn(orchestrators.get(plan.workflowId)!, {
        callSid,
        language,
        variables,
        talk: (turn) => said[turn]?.words ?? null,
        turnEnded: (turn) => void heard.push({ turn, reply: watch.take(callSid) }),
      });
      // Calls last minutes elsewhere: what one taught is known when the next ones come.
      await cache.flush();
      tally.add(plan, heard, late);
      if ((index + 1) % 50 === 0) say(`${setup.name} δ ${delta}: ${tally.progress(index + 1)}`);
    }
  };
  await Promise.all(Array.from({ length: lines }, line));
  await cache.flush();
  const result = tally.result(errors);
  for (const orchestrator of orchestrators.values()) await orchestrator.close();
  await cache.close();
  return result;
}

/** Ears are the callers' own (a text leg); the voice is noise of the right length. */
function benchProviders(model: Oracle): ProviderSet {
  const synthesiser = { provider: new StandInSynthesiser(), reason: 'bench' };
  return {
    recogniser: () => null,
    synthesiser: () => synthesiser,
    model: () => model,
    load: () => Promise.resolve(),
    warm: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

/** The same text has the same vector in every run. */
function remembering(embedder: Embedder): Embedder {
  const known = new Map<string, Promise<Float32Array>>();
  return {
    name: embedder.name,
    dimensions: embedder.dimensions,
    supports: (language) => embedder.supports(language),
    warm: () => embedder.warm(),
    close: () => embedder.close(),
    async embed(texts) {
      const missing = texts.filter((text) => !known.has(text));
      if (missing.length > 0) {
        const made = embedder.embed(missing);
        for (const [i, text] of missing.entries())
          known.set(
            text,
            made.then((vectors) => vectors[i]!),
          );
      }
      return Promise.all(texts.map((text) => known.get(text)!));
    },
  };
}

/** Chinese labels of the facts by what is asked. */
function labelsOf({ documents }: Setup): Map<string, string> {
  const labels = new Map<string, string>();
  for (const { document } of documents)
    for (const { data } of document.flow.nodes) {
      const { knowledge = [] } = data as { knowledge?: { questions: Record<string, string[]> }[] };
      for (const { questions } of knowledge) {
        const [id, label] = [questions['en-US']?.[0], questions['zh-HK']?.[0]];
        if (id !== undefined && label !== undefined) labels.set(id, label);
      }
    }
  return labels;
}

function summaryOf({ setup, delta, all, secondHalf, audio, certifiedAtCall }: SetupResult): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  return (
    `${setup} δ ${delta}: ${percent(all.withoutModel)} without the model, second half ${percent(secondHalf.withoutModel)}; ` +
    `wrong ${all.wrong}/${all.hits}; audio ready ${percent(audio.ready)}; certified at call ${certifiedAtCall ?? 'never'}`
  );
}

if (import.meta.main) {
  const quick = process.argv.includes('--quick');
  const result = await runFlows({ ...(quick && { calls: 80 }), say: (text) => console.error(text) });
  console.log(JSON.stringify(result, null, 2));
}
