/** What the server keeps in its folder beside the database: secrets that it made up itself. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { SimulatorAccount } from '../../types/api.ts';
import { simulatorAccount } from '../../types/api.ts';
import { WeaverError } from '../../types/errors/index.ts';

const OWNER_ONLY = 0o600;

/** Makes the folder (for its owner only) when it is not there. */
export function openHome(home: string): void {
  inHome(() => mkdirSync(home, { recursive: true, mode: 0o700 }));
}

/** The account of the simulated carrier: made at the first start, the same ever after. */
export function simulatedAccount(home: string): SimulatorAccount {
  return kept(path.join(home, 'simulator-account.json'), simulatorAccount, () => ({
    accountSid: `AC${randomBytes(16).toString('hex')}`,
    authToken: randomBytes(16).toString('hex'),
  })).value;
}

/** The sign-in token for a server that others can reach and that was given none. `isNew`: to be shown once. */
export function generatedToken(home: string): { token: string; isNew: boolean } {
  const schema = z.object({ token: z.string().min(16) });
  const { value, isNew } = kept(path.join(home, 'token.json'), schema, () => ({
    token: randomBytes(24).toString('base64url'),
  }));
  return { token: value.token, isNew };
}

function kept<T>(file: string, schema: z.ZodType<T>, make: () => T): { value: T; isNew: boolean } {
  const stored = readJson(file);
  const parsed = schema.safeParse(stored);
  if (parsed.success) {
    inHome(() => chmodSync(file, OWNER_ONLY));
    return { value: parsed.data, isNew: false };
  }
  const value = make();
  inHome(() => {
    // Whole or not at all: a start that is killed in between leaves no half a secret behind.
    writeFileSync(`${file}.new`, `${JSON.stringify(value)}\n`, { mode: OWNER_ONLY });
    renameSync(`${file}.new`, file);
  });
  return { value, isNew: true };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError || code(error) === 'ENOENT') return undefined;
    throw new WeaverError('API_HOME_UNUSABLE', { reason: code(error) });
  }
}

function inHome(work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new WeaverError('API_HOME_UNUSABLE', { reason: code(error) });
  }
}

function code(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
