import { readFile, writeFile } from 'node:fs/promises';
import { WeaverError } from '../types/errors/index.ts';

export async function readJsonFile(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new WeaverError('CLI_FILE_UNREADABLE', { file, reason: reasonOf(error) });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new WeaverError('CLI_NOT_JSON', { file, reason: reasonOf(error) });
  }
}

export async function writeTextFile(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new WeaverError('CLI_FILE_UNWRITABLE', { file, reason: reasonOf(error) });
  }
}

/** Node's code where there is one: its message repeats the path. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
