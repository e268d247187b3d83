/** Recordings of calls whose workflow keeps them: one file each in the folder of the server, for its owner only. */
import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync } from 'node:fs';
import { open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import type { CallTape } from '../../services/performanceOrchestrator.ts';
import type { RecordingPeaks } from '../../types/apiMonitoring.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { plainError } from '../logging.ts';
import { PeakFinder } from './peaks.ts';
import { TwoTracks } from './twoTracks.ts';
import { CHANNELS, HEADER_BYTES, SAMPLES_PER_MS, startMsOf, wavHeader } from './wav.ts';

export interface StoredRecording {
  readonly bytes: number;
  readonly startMs: number;
  /** `from` to `to`, both included. */
  read(from: number, to: number): Readable;
}

export class Recordings {
  readonly #folder: string;
  readonly #log: Logger;
  /** Files still being written, by their path. */
  readonly #open = new Map<string, Promise<void>>();

  constructor(home: string, log: Logger) {
    this.#folder = path.join(home, 'recordings');
    this.#log = log;
  }

  /** A new recording. What cannot be written costs the recording, never the call. */
  start(callSid: string, startMs: number): CallTape {
    const file = this.#file(callSid);
    let written = 0;
    let broken = false;
    let last: Promise<FileHandle | null> = this.#create(file, startMs);
    const next = (work: (handle: FileHandle) => Promise<unknown>) => {
      last = last.then(async (handle) => {
        if (!handle || broken) return handle;
        try {
          await work(handle);
        } catch (error) {
          broken = true;
          this.#failed(error);
        }
        return handle;
      });
    };
    const tracks = new TwoTracks(startMs, (bytes) => {
      const at = HEADER_BYTES + written;
      written += bytes.length;
      next((handle) => handle.write(bytes, 0, bytes.length, at));
    });
    const closed = Promise.withResolvers<void>();
    this.#open.set(file, closed.promise);
    return {
      add: (track, mulaw, atMs) => tracks.add(track, mulaw, atMs),
      end: () => {
        tracks.end();
        next((handle) => handle.write(wavHeader(written, startMs), 0, HEADER_BYTES, 0));
        void last
          .then((handle) => handle?.close())
          .catch((error: unknown) => this.#failed(error))
          .finally(() => {
            this.#open.delete(file);
            closed.resolve();
          });
      },
    };
  }

  /** @throws WeaverError CALL_NO_RECORDING also while the call goes on */
  async find(callSid: string): Promise<StoredRecording> {
    const file = this.#file(callSid);
    if (this.#open.has(file)) throw new WeaverError('CALL_NO_RECORDING');
    const size = await stat(file).then(
      (found) => found.size,
      () => 0,
    );
    if (size < HEADER_BYTES) throw new WeaverError('CALL_NO_RECORDING');
    const handle = await open(file, 'r');
    const { buffer } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    await handle.close();
    const startMs = startMsOf(buffer);
    if (startMs === null) throw new WeaverError('CALL_NO_RECORDING');
    return { bytes: size, startMs, read: (from, to) => createReadStream(file, { start: from, end: to }) };
  }

  async has(callSid: string): Promise<boolean> {
    return this.find(callSid).then(
      () => true,
      () => false,
    );
  }

  /** @throws WeaverError CALL_NO_RECORDING */
  async peaks(callSid: string): Promise<RecordingPeaks> {
    const { bytes, startMs, read } = await this.find(callSid);
    const samples = Math.floor((bytes - HEADER_BYTES) / CHANNELS);
    const finder = new PeakFinder(samples);
    if (samples > 0) for await (const part of read(HEADER_BYTES, bytes - 1)) finder.add(part as Buffer);
    return { durationMs: samples / SAMPLES_PER_MS, startMs, ...finder.result() };
  }

  /** Those of calls that are being deleted; one that is still written goes when it is closed. */
  async remove(callSids: readonly string[]): Promise<void> {
    for (const callSid of callSids) {
      const file = this.#file(callSid);
      const writing = this.#open.get(file);
      // Nobody waits for the end of a call.
      if (writing)
        void writing.then(() => rm(file, { force: true })).catch((error: unknown) => this.#failed(error));
      else await rm(file, { force: true });
    }
  }

  /** What no call is known of any more: its record was lost, or deleted while the file could not be. */
  async removeOlderThan(before: number): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names) {
      const file = path.join(this.#folder, name);
      const { mtimeMs } = await stat(file);
      if (mtimeMs < before && !this.#open.has(file)) await rm(file, { force: true });
    }
  }

  /** Waits for what is being written. */
  async close(): Promise<void> {
    await Promise.all(this.#open.values());
  }

  async #create(file: string, startMs: number): Promise<FileHandle | null> {
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      const handle = await open(file, 'w', 0o600);
      await handle.write(wavHeader(0, startMs), 0, HEADER_BYTES, 0);
      return handle;
    } catch (error) {
      this.#failed(error);
      return null;
    }
  }

  /** Ids are the carrier's: as a name of a file they are not trusted. */
  #file(callSid: string): string {
    return path.join(this.#folder, `${createHash('sha256').update(callSid).digest('hex')}.wav`);
  }

  #failed(error: unknown): void {
    this.#log.error({ err: plainError(error) }, 'a recording could not be written');
  }
}
