/** The processes of the contenders: started once, used for one cell at a time, all at the same priority. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { nextMessage } from '../engine/childMessage.ts';
import type { FromPeer, Job, PeerFigures, Ran, ToPeer } from './jobs.ts';
import type { RelayServer } from './relayCaller.ts';
import type { Mode } from './script.ts';

export const contenders = ['ourMedia', 'ourRelay', 'livekit', 'livekitEach', 'relaySample'] as const;
/** `livekit`: one process for all calls. `livekitEach`: one a call, as it is deployed. */
export type Contender = (typeof contenders)[number];

/** Whose calls come from the carrier. */
export const isRelay = (contender: Contender): boolean =>
  contender === 'ourRelay' || contender === 'relaySample';

/** They resolve their imports where the packages are. */
const LIVEKIT_FILES = ['livekitSession.mjs', 'livekitParts.mjs'] as const;
type Part = Contender | 'carrier';
const START_LIMIT_MS = 120_000;
const RUN_LIMIT_MS = 600_000;
const STOP_LIMIT_MS = 5_000;
/** Only root may raise it; elsewhere the figures include what else the machine does. */
const PRIORITY = -10;
const hasNice = spawnSync('nice', ['true']).status === 0;
/** Importing LiveKit costs two seconds of a core: more at a time would only wait for each other. */
const STARTS_AT_A_TIME = 3;

export class PeerProcess {
  readonly server: RelayServer | null;
  readonly #child: ChildProcess;

  private constructor(
    child: ChildProcess,
    { url, token }: { readonly url?: string; readonly token?: string },
  ) {
    this.#child = child;
    this.server = url === undefined ? null : { url, ...(token === undefined ? {} : { token }) };
  }

  static async start(script: string, args: readonly string[], folder: string): Promise<PeerProcess> {
    const [command, given] = favoured([process.execPath, script, ...args]);
    const child = spawn(command, given, {
      cwd: folder,
      env: { ...process.env, BENCH_PEERS: import.meta.dirname },
      // What a peer prints must not get between the lines of a result.
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    const ready = await nextMessage<FromPeer, 'ready'>(child, 'ready', START_LIMIT_MS);
    return new PeerProcess(child, ready);
  }

  async begin(): Promise<void> {
    await this.#ask({ type: 'begin' }, 'begun');
  }

  async run(job: Job): Promise<Ran> {
    return this.#ask({ type: 'run', job }, 'ran');
  }

  async end(): Promise<PeerFigures> {
    return (await this.#ask({ type: 'end' }, 'ended')).figures;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const exit = once(this.#child, 'exit');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_LIMIT_MS);
    this.#child.disconnect();
    await exit;
    clearTimeout(timer);
  }

  #ask<K extends FromPeer['type']>(message: ToPeer, answer: K): Promise<Extract<FromPeer, { type: K }>> {
    const coming = nextMessage<FromPeer, K>(this.#child, answer, RUN_LIMIT_MS);
    this.#child.send(message);
    return coming;
  }
}

/** Processes that are not at work wait here. */
export class Pool {
  readonly #seed: number;
  readonly #livekit: string | null;
  readonly #idle = new Map<string, PeerProcess[]>();
  readonly #all: PeerProcess[] = [];
  #starting: Promise<unknown>[] = [];

  /** `livekit`: the folder with its packages; null: it takes no part. */
  constructor(seed: number, livekit: string | null) {
    this.#seed = seed;
    this.#livekit = livekit;
    if (livekit === null) return;
    for (const name of LIVEKIT_FILES) copyFileSync(join(import.meta.dirname, name), join(livekit, name));
  }

  takesPart(contender: Contender): boolean {
    return this.#livekit !== null || (contender !== 'livekit' && contender !== 'livekitEach');
  }

  async take(part: Part, mode: Mode, count: number): Promise<PeerProcess[]> {
    return Promise.all(
      Array.from({ length: count }, async () => {
        const waiting = this.#idle.get(keyOf(part, mode))?.pop();
        return waiting ?? this.#inTurn(() => this.#start(part, mode));
      }),
    );
  }

  give(part: Part, mode: Mode, processes: readonly PeerProcess[]): void {
    const key = keyOf(part, mode);
    this.#idle.set(key, [...(this.#idle.get(key) ?? []), ...processes]);
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((one) => one.stop()));
  }

  async #start(part: Part, mode: Mode): Promise<PeerProcess> {
    const isLivekit = part === 'livekit' || part === 'livekitEach';
    const folder = isLivekit ? (this.#livekit ?? '') : import.meta.dirname;
    const script = join(folder, isLivekit ? LIVEKIT_FILES[0] : `${part}.ts`);
    const started = await PeerProcess.start(script, [mode, String(this.#seed)], folder);
    this.#all.push(started);
    return started;
  }

  async #inTurn<T>(start: () => Promise<T>): Promise<T> {
    while (this.#starting.length >= STARTS_AT_A_TIME) await Promise.race(this.#starting);
    const starting = start();
    const settled = starting.then(
      () => undefined,
      () => undefined,
    );
    this.#starting.push(settled);
    try {
      return await starting;
    } finally {
      this.#starting = this.#starting.filter((one) => one !== settled);
    }
  }
}

/** A relay server has its script from the start; the others get it with their work, and LiveKit's two layouts share theirs. */
function keyOf(part: Part, mode: Mode): string {
  if (part === 'ourRelay' || part === 'relaySample') return `${part} ${mode}`;
  return part === 'livekitEach' ? 'livekit' : part;
}

/** All threads of a process: one whose collector's threads wait for the core waits with them. */
function favoured(command: readonly string[]): [string, readonly string[]] {
  const [first = '', ...rest] = hasNice ? ['nice', '-n', String(PRIORITY), ...command] : command;
  return [first, rest];
}
