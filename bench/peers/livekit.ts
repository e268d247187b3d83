/** Installs LiveKit agents-js outside the lock file, and runs its side of a bench in that folder. */
import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const LIVEKIT_VERSION = '1.9.0';
const packages = [`@livekit/agents@${LIVEKIT_VERSION}`, `@livekit/agents-plugin-openai@${LIVEKIT_VERSION}`];
const INSTALL_LIMIT_MS = 240_000;

export interface PeerHost {
  readonly url: string;
  readonly key: string;
  readonly model: string;
}

export interface PeerJob {
  readonly kind: 'model' | 'synthesiser';
  readonly hosts: readonly PeerHost[];
  readonly texts: readonly string[];
  readonly concurrency: number;
  readonly limitMs: number;
}

export interface PeerTurn {
  readonly firstMs: number | null;
  readonly text: string;
  /** 16-bit PCM, base64. */
  readonly pcm: string;
  readonly rate: number;
  /** `end`, `limit`, or how it failed. */
  readonly how: string;
}

export interface Peer {
  run(job: PeerJob): Promise<readonly PeerTurn[]>;
  stop(): Promise<void>;
}

/** null when it cannot be installed or does not run here; `note` says why. */
export async function startLivekit(note: (line: string) => void): Promise<Peer | null> {
  const folder = await livekitFolder(note);
  if (folder === null) return null;
  const script = join(folder, 'fallback.mjs');
  copyFileSync(join(import.meta.dirname, 'livekitFallback.mjs'), script);
  const child = spawn(process.execPath, [script], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const first = await answer<{ ready: true }>(child).catch(() => null);
  if (!first) {
    note('LiveKit agents-js does not start here: its column is left out.');
    return null;
  }
  return {
    async run(job) {
      const coming = answer<{ results: readonly PeerTurn[] }>(child);
      child.send(job);
      return (await coming).results;
    },
    async stop() {
      if (child.exitCode !== null) return;
      child.kill();
      await once(child, 'exit');
    },
  };
}

/** The folder with its packages, installed where they are not yet there; null when they cannot be: `note` says so. */
export async function livekitFolder(note: (line: string) => void): Promise<string | null> {
  const folder = join(tmpdir(), `weaver-peer-livekit-${LIVEKIT_VERSION}`);
  return (await install(folder, note)) ? folder : null;
}

async function install(folder: string, note: (line: string) => void): Promise<boolean> {
  if (existsSync(join(folder, 'node_modules/@livekit/agents-plugin-openai'))) return true;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}');
  note(`Installing ${packages.join(' and ')} into ${folder}, outside the lock file…`);
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', ...packages];
  const child = spawn('npm', args, { cwd: folder, stdio: 'ignore', timeout: INSTALL_LIMIT_MS });
  const [code] = (await Promise.race([once(child, 'exit'), once(child, 'error').then(() => [1])])) as [
    number | null,
  ];
  if (code === 0) return true;
  note('LiveKit agents-js cannot be installed here: its column is left out.');
  return false;
}

function answer<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('the peer ended'));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message as T);
    });
  });
}
