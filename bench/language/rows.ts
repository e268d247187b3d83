/** Rows of the language data: `<name>.*.jsonl` in the folder `language` of the data, whatever halves are there. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export type Row = Readonly<Record<string, unknown>>;

/** @param half Only files of this half, such as `dev`; undefined: all that are there. */
export function rowsOf<T = Row>(data: string, name: string, half?: string): T[] {
  return rowsIn<T>(join(data, 'language'), name, half);
}

/** The same, of the folder itself. */
export function rowsIn<T = Row>(folder: string, name: string, half?: string): T[] {
  const files = readdirSync(folder)
    .sort()
    .filter((file) => file.startsWith(`${name}.`) && file.endsWith('.jsonl'));
  const wanted = half === undefined ? files : files.filter((file) => file === `${name}.${half}.jsonl`);
  return wanted.flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as T),
  );
}
