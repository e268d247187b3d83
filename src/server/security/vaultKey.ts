/** The key that seals stored secrets: given by the operator, or made here and kept in a file for its owner only. */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { WeaverError } from '../../types/errors/index.ts';

const KEY_BYTES = 32;
const OWNER_ONLY = 0o600;
const FILE = 'secret.key';

/** 32 bytes written as 64 hexadecimal digits or in base64 (either alphabet); undefined when it is neither. */
export function parseVaultKey(text: string): Buffer | undefined {
  const given = text.trim();
  if (/^[0-9a-f]{64}$/i.test(given)) return Buffer.from(given, 'hex');
  if (!/^([A-Za-z0-9+/]{43}=?|[A-Za-z0-9_-]{43}=?)$/.test(given)) return undefined;
  const bytes = Buffer.from(given, 'base64');
  return bytes.length === KEY_BYTES ? bytes : undefined;
}

/**
 * The key kept in the folder; undefined when there is none.
 *
 * @param onExposed told the reason when others can read the file and that cannot be changed: it may belong to somebody
 * else, or lie on a disk that cannot be written.
 * @throws WeaverError API_VAULT_KEY_INVALID, API_HOME_UNUSABLE
 */
export function keyIn(
  home: string,
  onExposed: (reason: string) => void = () => undefined,
): Buffer | undefined {
  const file = path.join(home, FILE);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new WeaverError('API_HOME_UNUSABLE', { reason: codeOf(error) });
  }
  hide(file, onExposed);
  const key = parseVaultKey(text);
  // Never replaced by a new one: what the lost key sealed would be lost with it.
  if (!key) throw new WeaverError('API_VAULT_KEY_INVALID');
  return key;
}

function hide(file: string, onExposed: (reason: string) => void): void {
  try {
    if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, OWNER_ONLY);
  } catch (error) {
    onExposed(codeOf(error));
  }
}

/**
 * Makes the key. On the disk before anything is sealed with it, and whole or not at all; when two processes make one at
 * the same time, the first one's counts for both.
 *
 * @throws WeaverError API_HOME_UNUSABLE
 */
export function newKeyIn(home: string): Buffer {
  const file = path.join(home, FILE);
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    const handle = openSync(draft, 'wx', OWNER_ONLY);
    try {
      writeFileSync(handle, `${randomBytes(KEY_BYTES).toString('base64')}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    putUnlessThere(draft, file);
    syncFolder(home);
  } catch (error) {
    throw new WeaverError('API_HOME_UNUSABLE', { reason: codeOf(error) });
  } finally {
    rmSync(draft, { force: true });
  }
  const key = keyIn(home);
  if (!key) throw new WeaverError('API_HOME_UNUSABLE', { reason: 'ENOENT' });
  return key;
}

function putUnlessThere(draft: string, file: string): void {
  try {
    try {
      linkSync(draft, file);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') throw error;
      // Mounted file systems without hard links: nearly as good.
      copyFileSync(draft, file, constants.COPYFILE_EXCL);
    }
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** The file's name must survive a power cut as well. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return; // folders cannot be synchronised there
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
