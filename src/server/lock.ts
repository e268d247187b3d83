/**
 * Which server works in a folder: a file there with its process and port. Commands find the server by it, whatever port it
 * took, and only the server that holds it says of calls that nobody else has them.
 */
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { z } from 'zod';

const FILE = 'server.json';
const ATTEMPTS = 3;
const CONNECT_MS = 1_000;

const holderSchema = z.object({
  pid: z.number().int().positive(),
  port: z.number().int().min(1).max(65_535),
  /** Origin. */
  url: z.url({ protocol: /^http$/ }),
});
export type LockHolder = z.infer<typeof holderSchema>;

/** What this process holds: its own id alone proves nothing, the first process of a container always has the same. */
const held = new Map<string, string>();

/** The server that holds the folder; null when none does, also when one ended without giving it back. */
export async function lockHolder(home: string): Promise<LockHolder | null> {
  const file = path.join(home, FILE);
  const holder = parsed(readText(file));
  return holder && (await isAlive(file, holder)) ? holder : null;
}

/**
 * Takes the folder for a server that listens at `url`. Answers what gives it back; null when another server has it.
 * Throws what the file system throws.
 */
export async function takeLock(home: string, url: string): Promise<(() => void) | null> {
  const file = path.join(home, FILE);
  const mark = randomBytes(6).toString('hex');
  const text = `${JSON.stringify({ pid: process.pid, port: Number(new URL(url).port) || 80, url, mark })}\n`;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (putUnlessThere(file, text, mark)) {
      held.set(file, text);
      return () => release(file, text);
    }
    const there = readText(file);
    const holder = parsed(there);
    if (holder && (await isAlive(file, holder))) return null;
    if (there !== undefined) clear(file, there, mark);
  }
  return null;
}

function release(file: string, text: string): void {
  if (held.get(file) === text) held.delete(file);
  if (readText(file) === text) rmSync(file, { force: true });
}

/** Its process runs and its port answers: ids are used again, above all after a restart of the machine. */
async function isAlive(file: string, { pid, url }: LockHolder): Promise<boolean> {
  if (pid === process.pid) return held.has(file);
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false; // of another user: there
  }
  return listens(url);
}

function listens(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || 80 });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    // Too busy to say so: that is no sign of its end.
    socket.setTimeout(CONNECT_MS, () => end(true));
  });
}

/** Whole or not at all: nobody reads half of it. */
function putUnlessThere(file: string, text: string, mark: string): boolean {
  const draft = `${file}.${mark}`;
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // Mounted file systems without hard links: nearly as good.
    return writeUnlessThere(file, text);
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeUnlessThere(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Removes what was left behind, and nothing that somebody else has put there since it was read. */
function clear(file: string, leftBehind: string, mark: string): void {
  const aside = `${file}.${mark}.old`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return; // somebody was faster
    throw error;
  }
  const taken = readText(aside);
  if (taken !== undefined && taken !== leftBehind) putUnlessThere(file, taken, mark);
  rmSync(aside, { force: true });
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // not there, or nothing that one may know
  }
}

function parsed(text: string | undefined): LockHolder | null {
  try {
    return holderSchema.parse(JSON.parse(text ?? ''));
  } catch {
    return null; // no lock of ours
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
