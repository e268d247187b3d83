/** For this room's tests: virtual time, a carrier that plays what it is sent, and real speech. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Clock } from '../../types/clock.ts';
import type { AudioTransport } from '../../types/transport.ts';
import { decodeMulaw, SAMPLES_PER_MS } from './mulaw.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly fn: () => void;
}

/** Time that moves only when told to. */
export class VirtualClock implements Clock {
  #now = 0;
  #order = 0;
  #timers: Timer[] = [];

  now(): number {
    return this.#now;
  }

  wall(): number {
    return 1_795_000_000_000 + this.#now;
  }

  after(ms: number, fn: () => void): Timer {
    const timer = { at: this.#now + Math.max(0, ms), order: this.#order++, fn };
    this.#timers.push(timer);
    return timer;
  }

  cancel(handle: unknown): void {
    this.#timers = this.#timers.filter((timer) => timer !== handle);
  }

  /** Runs what is due on the way. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = this.#timers
        .filter((timer) => timer.at <= end)
        .sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (!due) break;
      this.cancel(due);
      this.#now = Math.max(this.#now, due.at);
      due.fn();
    }
    this.#now = end;
  }
}

/** A clock whose timers come late by as much as the script says, as those of a busy machine do. */
export class LaggingClock extends VirtualClock {
  lagMs = 0;

  override after(ms: number, fn: () => void): Timer {
    return super.after(ms + this.lagMs, fn);
  }
}

/** Plays at real time and returns marks, as twilio-protocol §2.5 says. */
export class PlayingTransport implements AudioTransport {
  readonly kind = 'audio';
  backlogBytes = 0;
  readonly sent: { at: number; bytes: number }[] = [];
  readonly marks: string[] = [];
  readonly clears: number[] = [];
  readonly bytes: number[] = [];
  loseMarks = false;
  onMark: (name: string) => void = () => undefined;
  /** Until when the queue plays. */
  playsUntil = 0;
  /** Milliseconds of silence heard in the middle of what was sent. */
  dryMs = 0;
  #pending = new Map<string, unknown>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  sendAudio(mulaw: Uint8Array): void {
    const now = this.#clock.now();
    if (mulaw.length % 160 !== 0) throw new Error(`a broken frame of ${mulaw.length} bytes`);
    if (this.sent.length > 0 && this.playsUntil < now) this.dryMs += now - this.playsUntil;
    this.playsUntil = Math.max(this.playsUntil, now) + mulaw.length / SAMPLES_PER_MS;
    this.sent.push({ at: now, bytes: mulaw.length });
    for (const byte of mulaw) this.bytes.push(byte);
  }

  mark(name: string): void {
    if (this.marks.includes(name)) throw new Error(`mark ${name} used twice`);
    this.marks.push(name);
    if (this.loseMarks) return;
    const wait = Math.max(0, this.playsUntil - this.#clock.now());
    this.#pending.set(
      name,
      this.#clock.after(wait, () => this.#return(name)),
    );
  }

  clear(): void {
    this.clears.push(this.#clock.now());
    this.playsUntil = this.#clock.now();
    for (const [name, handle] of this.#pending) {
      this.#clock.cancel(handle);
      this.#pending.set(
        name,
        this.#clock.after(5, () => this.#return(name)),
      );
    }
  }

  close(): void {
    this.#pending.clear();
  }

  #return(name: string): void {
    this.#pending.delete(name);
    this.onMark(name);
  }
}

export const dataFolder = resolve(process.env['WEAVER_DATA'] ?? '../shared/data', 'audio');
export const hasData = existsSync(dataFolder);
if (!hasData) process.stderr.write(`tests on real audio are skipped: ${dataFolder} is absent\n`);

/** Samples of a WAV file: mu-law or 16-bit, first channel, at whatever rate it has. */
export function readWav(...path: string[]): Int16Array {
  const file = readFileSync(join(dataFolder, ...path));
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  let format = 1;
  let channels = 1;
  for (let at = 12; at + 8 <= file.length;) {
    const id = file.toString('latin1', at, at + 4);
    const size = Math.min(view.getUint32(at + 4, true), file.length - at - 8);
    if (id === 'fmt ') {
      format = view.getUint16(at + 8, true);
      channels = view.getUint16(at + 10, true);
    } else if (id === 'data') {
      const data = file.subarray(at + 8, at + 8 + size);
      return format === 7 ? fromMulaw(data) : fromPcm(data, channels);
    }
    at += 8 + size + (size & 1);
  }
  throw new Error(`no samples in ${path.join('/')}`);
}

function fromMulaw(data: Uint8Array): Int16Array {
  const pcm = new Int16Array(data.length);
  decodeMulaw(data, pcm);
  return pcm;
}

function fromPcm(data: Buffer, channels: number): Int16Array {
  return Int16Array.from({ length: Math.floor(data.length / 2 / channels) }, (_, i) =>
    data.readInt16LE(i * 2 * channels),
  );
}

export interface LabelledClip {
  readonly file: string;
  readonly source: string;
  readonly seconds: number;
  /** Hand-made segments of each speaker, seconds. */
  readonly speakers?: readonly (readonly [number, number, string])[];
}

export function manifest(): LabelledClip[] {
  return JSON.parse(
    readFileSync(join(dataFolder, 'telephony-8k', 'manifest.json'), 'utf8'),
  ) as LabelledClip[];
}
