/** Rows of the language data: `<name>.*.jsonl` in the folder `language` of the data, whatever halves are there. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export type Row = Readonly<Record<string, unknown>>;

/** @param half Only files of this half, such as `dev`; undefined: all that are there. */
export function rowsOf(data: string, name: string, half?: string): Row[] {
  const folder = join(data, 'language');
  const rows: Row[] = [];
  for (const file of readdirSync(folder).sort()) {
    if (!file.startsWith(`${name}.`) || !file.endsWith('.jsonl')) continue;
    if (half !== undefined && file !== `${name}.${half}.jsonl`) continue;
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n'))
      if (line !== '') rows.push(JSON.parse(line) as Row);
  }
  return rows;
}
