/** How long the response cache takes to decide, by layer, with 10,000 entries; embedding apart; what it holds in memory. */
import { performance } from 'node:perf_hooks';
import { CacheEmbedding } from '../../src/services/cache/embedding.ts';
import { UseLiteEmbedder } from '../../src/services/providers/local/useLiteEmbedder.ts';
import { seededRandom } from '../../src/types/clock.ts';
import type { CacheLayer } from '../../src/types/cache.ts';
import { type LayerTimes, Stock, summary, type Times } from './latencyStock.ts';
import { sentenceMaker } from './latencyTexts.ts';

export interface LatencyOptions {
  readonly entries?: number;
  /** Decisions measured of each layer. */
  readonly rounds?: number;
  readonly say?: (line: string) => void;
}

export interface StockResult {
  readonly scopes: number;
  readonly entries: number;
  readonly layers: Readonly<Record<CacheLayer, LayerTimes>>;
  /** Heap and array buffers beyond what was there before, MB. */
  readonly memoryMb: number;
  readonly vectorMb: number;
}

export interface LatencyResult {
  readonly stocks: readonly StockResult[];
  readonly embedding: Readonly<Record<'short' | 'long' | 'batchOf8', Times>>;
  readonly budgetsMs: Readonly<Record<CacheLayer, number>>;
  readonly missed: readonly string[];
}

export const budgetsMs = { exact: 0.05, pattern: 0.2, contextual: 0.5, semantic: 5 } as const;

export async function runLatency({
  entries = 10_000,
  rounds = 2_000,
  say = () => undefined,
}: LatencyOptions = {}): Promise<LatencyResult> {
  const stocks: StockResult[] = [];
  for (const scopes of [1, 100]) {
    const stock = measureStock(entries, scopes, rounds);
    stocks.push(stock);
    say(line(stock));
  }
  const embedding = await embeddingTimes(Math.min(rounds, 300));
  say(`embedding: short P50 ${ms(embedding.short.p50)}, long P50 ${ms(embedding.long.p50)}`);
  const missed = stocks.flatMap(({ scopes, layers }) =>
    (Object.keys(budgetsMs) as CacheLayer[])
      .filter((layer) => layers[layer].times.p99 >= budgetsMs[layer])
      .map((layer) => `${layer} in ${scopes} scopes: P99 ${ms(layers[layer].times.p99)}`),
  );
  return { stocks, embedding, budgetsMs, missed };
}

/** A stock of entries, and questions that each layer answers. */
function measureStock(entries: number, scopes: number, rounds: number): StockResult {
  globalThis.gc?.();
  const before = held();
  const stock = new Stock(entries, scopes);
  globalThis.gc?.();
  const memoryMb = (held() - before) / 2 ** 20;
  const layers = {
    exact: stock.measure('exact', rounds),
    pattern: stock.measure('pattern', rounds),
    contextual: stock.measure('contextual', rounds),
    semantic: stock.measure('semantic', rounds),
  };
  return { scopes, entries: stock.memory.entries.size, layers, memoryMb, vectorMb: stock.vectorMb };
}

async function embeddingTimes(rounds: number): Promise<LatencyResult['embedding']> {
  const embedder = new UseLiteEmbedder();
  await embedder.warm();
  const texts = sentenceMaker(seededRandom(23));
  let said = 0;
  const timed = async (batch: number, words: () => string): Promise<Times> => {
    const cache = new CacheEmbedding(() => Promise.resolve(embedder));
    const times: number[] = [];
    for (let round = -20; round < rounds; round++) {
      const asked = Array.from({ length: batch }, () => `${words()} ${said++}`);
      const began = performance.now();
      await Promise.all(asked.map((one) => cache.request(one, 'en-US')));
      if (round >= 0) times.push(performance.now() - began);
    }
    return summary(times);
  };
  const short = await timed(1, () => texts.word());
  const long = await timed(1, () => texts.sentence(said));
  const batchOf8 = await timed(8, () => texts.sentence(said));
  await embedder.close();
  return { short, long, batchOf8 };
}

function held(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function ms(value: number): string {
  return `${value.toFixed(3)} ms`;
}

function line({ scopes, layers, memoryMb }: StockResult): string {
  const parts = Object.entries(layers).map(
    ([layer, { times, answered }]) =>
      `${layer} P50 ${ms(times.p50)} P99 ${ms(times.p99)} (${answered}/${times.count})`,
  );
  return `${scopes} scopes: ${parts.join(', ')}; ${memoryMb.toFixed(0)} MB`;
}

if (import.meta.main) {
  const result = await runLatency({ say: (text) => console.error(text) });
  console.log(JSON.stringify(result, null, 2));
}
