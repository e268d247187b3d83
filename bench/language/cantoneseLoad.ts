/** A process that loads one reader, reads once, and says what that took: `node cantoneseLoad.ts reader|to-jyutping`. */
import { createRequire } from 'node:module';
import type * as ToJyutping from 'to-jyutping';

export interface LoadCost {
  readonly ms: number;
  readonly cpuMs: number;
  /** Resident memory beyond what the process had before. */
  readonly rssMb: number;
}

const rss = process.memoryUsage.rss();
const start = performance.now();
const cpu = process.cpuUsage();
if (process.argv[2] === 'reader') {
  const { warmCantonese } = await import('../../src/services/language/cantonese/reading/readCantonese.ts');
  warmCantonese();
} else {
  const { getJyutpingList } = createRequire(import.meta.url)('to-jyutping') as typeof ToJyutping;
  getJyutpingList('你好');
}
const { user, system } = process.cpuUsage(cpu);
const cost: LoadCost = {
  ms: performance.now() - start,
  cpuMs: (user + system) / 1_000,
  rssMb: (process.memoryUsage.rss() - rss) / 2 ** 20,
};
console.log(JSON.stringify(cost));
