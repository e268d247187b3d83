/** A log-linear model of ends against cuts, learned by steps that shrink with what was seen (AdaGrad). */

export interface Sample {
  readonly features: readonly string[];
  readonly isEnd: boolean;
  /** How often such a silence happens, beside the others of its side. */
  readonly weight: number;
  /** How often it was seen, where equal ones are one sample; default once. */
  readonly times?: number;
  readonly corpus?: string;
}

export interface EndingTable {
  readonly bias: number;
  readonly endings: Readonly<Record<string, number>>;
}

export interface TrainOptions {
  readonly rounds: number;
  readonly rate: number;
  readonly decay: number;
  /** Rarer features are left out, and those of fewer corpora: they would know a domain, not a language. */
  readonly minSeen: number;
  readonly minCorpora: number;
  /** Smaller weights are left out. */
  readonly least: number;
}

export const defaultTraining = {
  rounds: 4,
  rate: 0.08,
  decay: 0.002,
  minSeen: 60,
  minCorpora: 2,
  least: 0.21,
} satisfies TrainOptions;

/** Ends and cuts weigh the same in sum: how often there is which is for the decision, not for the words. */
export function trainEndings(
  samples: readonly Sample[],
  options: TrainOptions = defaultTraining,
): EndingTable {
  const { rounds, rate, decay, minSeen, minCorpora, least } = options;
  const names = namesOf(samples, minSeen, minCorpora);
  const index = new Map(names.map((name, i) => [name, i]));
  const rows = samples.map((it) => Uint32Array.from(it.features.flatMap((name) => index.get(name) ?? [])));
  const total = { end: 0, cut: 0 };
  for (const { isEnd, weight } of samples) total[isEnd ? 'end' : 'cut'] += weight;
  const scale = { end: samples.length / (2 * total.end), cut: samples.length / (2 * total.cut) };
  const weights = new Float64Array(names.length);
  const sums = new Float64Array(names.length).fill(1);
  let [bias, biasSum] = [0, 1];
  const order = samples.map((_, i) => i).sort((a, b) => scrambled(a) - scrambled(b));
  for (let round = 0; round < rounds; round++) {
    for (const i of order) {
      const [row, sample] = [rows[i]!, samples[i]!];
      let score = bias;
      for (const at of row) score += weights[at]!;
      const error =
        (1 / (1 + Math.exp(-score)) - (sample.isEnd ? 1 : 0)) *
        sample.weight *
        scale[sample.isEnd ? 'end' : 'cut'];
      biasSum += error * error;
      bias -= (rate * error) / Math.sqrt(biasSum);
      for (const at of row) {
        const slope = error + decay * weights[at]!;
        sums[at]! += slope * slope;
        weights[at]! -= (rate * slope) / Math.sqrt(sums[at]!);
      }
    }
  }
  const kept = names.flatMap((name, i) =>
    Math.abs(weights[i]!) < least ? [] : [[name, round2(weights[i]!)] as const],
  );
  return { bias: round2(bias), endings: Object.fromEntries(kept) };
}

function namesOf(samples: readonly Sample[], minSeen: number, minCorpora: number): string[] {
  const seen = new Map<string, { count: number; readonly corpora: Set<string> }>();
  for (const { features, corpus = '', times = 1 } of samples) {
    for (const name of features) {
      const entry = seen.get(name) ?? { count: 0, corpora: new Set<string>() };
      entry.count += times;
      entry.corpora.add(corpus);
      seen.set(name, entry);
    }
  }
  const isKept = ({ count, corpora }: { count: number; corpora: ReadonlySet<string> }) =>
    count >= minSeen && corpora.size >= minCorpora;
  return [...seen].filter(([, entry]) => isKept(entry)).map(([name]) => name);
}

const round2 = (value: number) => Math.round(value * 100) / 100;
const scrambled = (n: number): number => Math.imul(n, 2_654_435_761) >>> 0;

export function oddsWith({ bias, endings }: EndingTable, features: readonly string[]): number {
  return features.reduce((sum, it) => sum + (endings[it] ?? 0), bias);
}
