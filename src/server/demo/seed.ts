/** The demo workflows: what an empty server starts with, so that there is something to call. */
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { Store } from '../../services/storage/index.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { blocking, inspect, readDocument } from '../documents.ts';

export const EXAMPLES = fileURLToPath(new URL('../../../examples/workflows', import.meta.url));

/** Puts every example into an empty store and publishes it. One that does not fit this server is left out, and said. */
export async function seedDemos(store: Store, log: Logger, folder = EXAMPLES): Promise<string[]> {
  if ((await store.workflows.list()).length > 0) return [];
  const seeded: string[] = [];
  for (const file of await exampleFiles(folder)) {
    const slug = path.basename(file, '.json');
    try {
      await seedOne(store, slug, await readFile(path.join(folder, file), 'utf8'));
      seeded.push(slug);
    } catch (error) {
      const code = error instanceof WeaverError ? error.code : 'API_INTERNAL';
      log.warn({ code, workflow: slug }, 'a demo workflow was left out');
    }
  }
  return seeded;
}

async function seedOne(store: Store, slug: string, json: string): Promise<void> {
  const document = readDocument(json);
  const errors = blocking(inspect(document));
  if (errors.length > 0)
    throw new WeaverError('API_PROBLEMS', { count: errors.length, first: errors[0]?.code });
  const { id } = await store.workflows.create({ slug, name: document.config.name, document });
  await store.workflows.publish(id, 'Demo');
}

/** Sorted, so that every server is seeded in the same order. Installed without the examples there are none. */
async function exampleFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.json')).sort();
}
