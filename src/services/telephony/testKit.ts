/** Fakes for tests of this room and of those that use it: a clock, a socket and sinks that write down what they hear. */
import type { Clock } from '../../types/clock.ts';
import type { JsonValue } from '../../types/json.ts';
import type {
  AudioTransport,
  AudioTransportSink,
  TextTransport,
  TextTransportSink,
} from '../../types/transport.ts';
import type { AudioLegHost, CarrierStart, TextLegHost } from './host.ts';
import type { CarrierSocket } from './socket.ts';

/** Virtual time: `advance` runs what is due, in order. */
export class VirtualClock implements Clock {
  private time = 0;
  private next = 1;
  private readonly due = new Map<number, { at: number; fn: () => void }>();

  now(): number {
    return this.time;
  }
  wall(): number {
    return 1_790_000_000_000 + this.time;
  }
  after(ms: number, fn: () => void): unknown {
    const handle = this.next++;
    this.due.set(handle, { at: this.time + ms, fn });
    return handle;
  }
  cancel(handle: unknown): void {
    this.due.delete(handle as number);
  }
  get pending(): number {
    return this.due.size;
  }
  advance(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      let first: [number, { at: number; fn: () => void }] | undefined;
      for (const entry of this.due) if (first === undefined || entry[1].at < first[1].at) first = entry;
      if (first === undefined || first[1].at > end) break;
      this.due.delete(first[0]);
      this.time = first[1].at;
      first[1].fn();
    }
    this.time = end;
  }
}

export class FakeSocket implements CarrierSocket {
  readonly sent: string[] = [];
  readonly closes: { code: number; reason: string }[] = [];
  bufferedAmount = 0;
  send(text: string): void {
    this.sent.push(text);
  }
  close(code: number, reason: string): void {
    this.closes.push({ code, reason });
  }
  /** What was sent, parsed. */
  get messages(): Record<string, unknown>[] {
    return this.sent.map((text) => JSON.parse(text) as Record<string, unknown>);
  }
}

/** One thing that a sink was told: its name, then what came with it. */
export type Told = readonly [string, ...unknown[]];

export class RecordingAudioHost implements AudioLegHost {
  readonly starts: CarrierStart[] = [];
  readonly told: Told[] = [];
  readonly troubles: Told[] = [];
  leg: AudioTransport | undefined;
  /** What `start` answers instead of a sink. */
  answer: (() => ReturnType<AudioLegHost['start']>) | undefined;
  readonly sink: AudioTransportSink = {
    audio: (mulaw, mediaMs) => this.told.push(['audio', [...mulaw], mediaMs]),
    mark: (name) => this.told.push(['mark', name]),
    key: (digit) => this.told.push(['key', digit]),
    closed: (reason) => this.told.push(['closed', reason]),
    trouble: (code, detail) => this.told.push(['trouble', code, detail]),
  };
  start(start: CarrierStart, leg: AudioTransport): ReturnType<AudioLegHost['start']> {
    this.starts.push(start);
    this.leg = leg;
    return this.answer === undefined ? this.sink : this.answer();
  }
  trouble(code: string, detail: Record<string, JsonValue>): void {
    this.troubles.push([code, detail]);
  }
}

export class RecordingTextHost implements TextLegHost {
  readonly starts: CarrierStart[] = [];
  readonly told: Told[] = [];
  readonly troubles: Told[] = [];
  leg: TextTransport | undefined;
  answer: (() => ReturnType<TextLegHost['start']>) | undefined;
  readonly sink: TextTransportSink = {
    prompt: (text, language, last) => this.told.push(['prompt', text, language, last]),
    interrupt: (heard, playedMs) => this.told.push(['interrupt', heard, playedMs]),
    agentSpeaking: (on) => this.told.push(['agentSpeaking', on]),
    callerSpeaking: (on) => this.told.push(['callerSpeaking', on]),
    tokensPlayed: (text) => this.told.push(['tokensPlayed', text]),
    key: (digit) => this.told.push(['key', digit]),
    closed: (reason) => this.told.push(['closed', reason]),
    trouble: (code, detail) => this.told.push(['trouble', code, detail]),
  };
  start(start: CarrierStart, leg: TextTransport): ReturnType<TextLegHost['start']> {
    this.starts.push(start);
    this.leg = leg;
    return this.answer === undefined ? this.sink : this.answer();
  }
  trouble(code: string, detail: Record<string, JsonValue>): void {
    this.troubles.push([code, detail]);
  }
}
