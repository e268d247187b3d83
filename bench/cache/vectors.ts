/** Embeddings of many texts, once each, kept between runs in the system's temporary folder. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UseLiteEmbedder } from '../../src/services/providers/local/useLiteEmbedder.ts';

const BATCH = 64;

export async function embedAll(
  texts: readonly string[],
  say: (line: string) => void,
): Promise<ReadonlyMap<string, Float32Array>> {
  const unique = [...new Set(texts)];
  const embedder = new UseLiteEmbedder();
  const { dimensions } = embedder;
  const hash = createHash('sha256').update(embedder.name).update(JSON.stringify(unique)).digest('hex');
  const folder = join(tmpdir(), 'weaver-bench');
  const file = join(folder, `${hash.slice(0, 24)}.f32`);
  let all: Float32Array;
  if (existsSync(file)) {
    const bytes = readFileSync(file);
    all = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4).slice();
  } else {
    all = new Float32Array(unique.length * dimensions);
    say(`embedding ${unique.length} texts`);
    await embedder.warm();
    for (let at = 0; at < unique.length; at += BATCH) {
      const rows = await embedder.embed(unique.slice(at, at + BATCH));
      for (const [i, row] of rows.entries()) all.set(row, (at + i) * dimensions);
    }
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, new Uint8Array(all.buffer));
  }
  await embedder.close();
  return new Map(unique.map((text, i) => [text, all.subarray(i * dimensions, (i + 1) * dimensions)]));
}
