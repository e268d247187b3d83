/**
 * The recogniser's token table. The package with the weights has none, so it is written from the LLaMA vocabulary that
 * Moonshine was trained with: one line `base64(piece) <tab> id` for each of 32,768 ids.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const VOCABULARY = 32_768;
/** Of the whole file: an old, torn or foreign file in a shared folder is never used. */
const SHA256 = 'a7048b28eb45320ad1ed97cf3fe7d8050e105ab031c02881d6ab7a58eaa7c90b';

/** Where files that can be made again are kept: `$WEAVER_HOME/cache`, or this user's own temporary folder. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const home = env['WEAVER_HOME'];
  if (home) return join(home, 'cache');
  return join(tmpdir(), `call-flow-weaver-${process.getuid?.() ?? 'user'}`);
}

/** The path of the token table; writes it first where it is not there yet. */
export function tokensFile(folder: string = cacheFolder()): string {
  const path = join(folder, 'moonshine-tokens.txt');
  if (isOurs(path)) return path;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fresh = `${path}.${randomUUID()}`;
  writeFileSync(fresh, tokenTable(), { mode: 0o600 });
  try {
    // Several threads or servers may do this at once: each renames a whole file.
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
  return path;
}

function isOurs(path: string): boolean {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex') === SHA256;
  } catch {
    return false; // not there, or not readable: it is written anew
  }
}

export function tokenTable(): string {
  const require = createRequire(import.meta.url);
  const { default: tokenizer } = require('llama-tokenizer-js') as {
    default: { readonly vocabById: readonly string[] };
  };
  let table = '';
  for (let id = 0; id < VOCABULARY; id++) {
    table += `${bytesOf(tokenizer.vocabById[id], id).toString('base64')}\t${id}\n`;
  }
  return table;
}

function bytesOf(piece: string | undefined, id: number): Buffer {
  if (piece === undefined) return Buffer.from(`<unused${id}>`);
  const byte = /^<0x([0-9A-F]{2})>$/.exec(piece)?.[1];
  return byte ? Buffer.from([Number.parseInt(byte, 16)]) : Buffer.from(piece);
}
