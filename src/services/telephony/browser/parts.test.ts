import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AudioTransportSink } from '../../../types/transport.ts';
import { VirtualClock } from '../testKit.ts';
import { parseAudioFrame, Unwrapped } from './audioFrame.ts';
import { BrowserTransport } from './browserTransport.ts';
import { FRAME_SAMPLES, MULAW_SILENCE, type AudioPath, type AudioPathSink } from './path.ts';
import { PlayoutQueue } from './playout.ts';
import { QuietPath } from './quietPath.ts';
import { SocketPath, type PageSocket } from './socketPath.ts';

/** A frame as a page sends it. */
function frame(position: number, mulaw: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + mulaw.length);
  new DataView(bytes.buffer).setUint32(0, position >>> 0, true);
  bytes.set(mulaw, 4);
  return bytes;
}

describe('frames of a page', () => {
  it('gives back what was packed, wherever it lies in its buffer', () => {
    const mulaw = fc.uint8Array({ minLength: 1, maxLength: 8_000 });
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), mulaw, fc.nat(7), (position, samples, offset) => {
        const packed = frame(position, samples);
        const held = new Uint8Array(packed.length + offset);
        held.set(packed, offset);
        expect(parseAudioFrame(held.subarray(offset))).toEqual({ position, mulaw: samples });
      }),
    );
  });

  it('refuses what is no frame', () => {
    for (const length of [0, 3, 4, 8_005]) expect(parseAudioFrame(new Uint8Array(length))).toBeUndefined();
  });

  it('counts on when the counter wraps, and back when packets are out of order', () => {
    const steps = fc.array(fc.integer({ min: -2_000, max: 20_000 }), { maxLength: 100 });
    fc.assert(
      fc.property(fc.nat(65_535), steps, (first, jumps) => {
        const unwrapped = new Unwrapped(65_536);
        let truth = first;
        let highest = first;
        unwrapped.of(first);
        for (const jump of jumps) {
          truth = Math.max(highest + jump, 0);
          highest = Math.max(highest, truth);
          expect(unwrapped.of(truth % 65_536)).toBe(truth);
        }
      }),
    );
  });
});

describe('the queue of the agent’s audio', () => {
  it('plays every sample once, in order, and returns each mark when the samples before it have been taken', () => {
    const push = fc.uint8Array({ minLength: 1, maxLength: 500 }).map((mulaw) => ({ mulaw }));
    const act = fc.oneof(push, fc.constant('mark' as const), fc.constant('take' as const));
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const queue = new PlayoutQueue();
        const queued: number[] = [];
        const played: number[] = [];
        const due = new Map<string, number>();
        const out = new Uint8Array(FRAME_SAMPLES);
        const take = () => {
          const had = queue.samples;
          for (const name of queue.take(out)) {
            expect(due.get(name)).toBeLessThanOrEqual(played.length + Math.min(had, out.length));
            due.delete(name);
          }
          played.push(...out.subarray(0, had));
          for (const rest of out.subarray(had)) expect(rest).toBe(MULAW_SILENCE);
          for (const at of due.values()) expect(at).toBeGreaterThan(played.length);
        };
        for (const one of acts) {
          if (one === 'take') take();
          else if (one === 'mark') {
            due.set(`m${due.size}-${queued.length}`, queued.length);
            queue.mark(`m${due.size - 1}-${queued.length}`);
          } else {
            queue.push(one.mulaw);
            queued.push(...one.mulaw);
          }
        }
        while (queue.samples > 0 || due.size > 0) take();
        expect(played).toEqual(queued);
      }),
    );
  });

  it('returns all marks and keeps no sample when it is cleared', () => {
    const queue = new PlayoutQueue();
    queue.push(new Uint8Array(400).fill(1));
    queue.mark('a');
    queue.push(new Uint8Array(10).fill(2));
    queue.mark('b');
    expect(queue.clear()).toEqual(['a', 'b']);
    queue.push(new Uint8Array(3).fill(3));
    const out = new Uint8Array(FRAME_SAMPLES);
    queue.take(out);
    expect([...out.subarray(0, 4)]).toEqual([3, 3, 3, MULAW_SILENCE]);
  });
});

class FakePage implements PageSocket {
  readonly sent: unknown[] = [];
  bufferedAmount = 0;
  sendAudio(mulaw: Uint8Array): void {
    this.sent.push(mulaw.length);
  }
  sendMark(name: string): void {
    this.sent.push(name);
  }
  sendClear(): void {
    this.sent.push('clear');
  }
}

function recorder() {
  const told: [string, ...unknown[]][] = [];
  const sink: AudioTransportSink = {
    audio: (mulaw, mediaMs) => told.push(['audio', mulaw.length, mediaMs]),
    mark: (name) => told.push(['mark', name]),
    key: (digit) => told.push(['key', digit]),
    closed: (reason) => told.push(['closed', reason]),
    trouble: (code) => told.push(['trouble', code]),
  };
  return { told, sink };
}

describe('a browser leg', () => {
  const clock = new VirtualClock();
  const ticks = { add: () => undefined, remove: () => undefined };

  it('sends audio, marks and clears to the page in their order', () => {
    const page = new FakePage();
    const { sink } = recorder();
    const transport = new BrowserTransport(clock, () => undefined).connect(sink);
    transport.use((inner) => new SocketPath(page, inner));
    transport.sendAudio(new Uint8Array(160));
    transport.mark('m1');
    transport.clear();
    expect(page.sent).toEqual([160, 'm1', 'clear']);
  });

  it('returns every mark once, also those that a change of path leaves behind', async () => {
    const { told, sink } = recorder();
    const transport = new BrowserTransport(clock, () => undefined).connect(sink);
    const first = transport.use((inner) => new SocketPath(new FakePage(), inner)) as SocketPath;
    transport.mark('m1');
    transport.mark('m2');
    first.marked('m1');
    first.marked('m1');
    transport.use((inner) => new SocketPath(new FakePage(), inner));
    first.marked('m2');
    await Promise.resolve();
    expect(told).toEqual([
      ['mark', 'm1'],
      ['mark', 'm2'],
    ]);
  });

  it('gives the call one line of media time, whatever each path counts from', async () => {
    const { told, sink } = recorder();
    const own = new VirtualClock();
    const transport = new BrowserTransport(own, () => undefined).connect(sink);
    const speak = (path: AudioPath, at: number) =>
      (path as SocketPath).receive(frame(at * 8, new Uint8Array(160)));
    const first = transport.use((inner) => new SocketPath(new FakePage(), inner));
    speak(first, 5_000);
    speak(first, 5_020);
    own.advance(100);
    const second = transport.use((inner) => new SocketPath(new FakePage(), inner));
    speak(first, 5_040);
    speak(second, 0);
    speak(second, 20);
    await Promise.resolve();
    expect(told.map(([, , mediaMs]) => mediaMs)).toEqual([0, 20, 100, 120]);
  });

  it('says once that it has ended, whoever ends it', async () => {
    const { told, sink } = recorder();
    let left = 0;
    const transport = new BrowserTransport(clock, () => left++).connect(sink);
    transport.use((inner) => new SocketPath(new FakePage(), inner));
    transport.close();
    transport.closed('stop');
    transport.closed('socket-closed');
    transport.key('1');
    await Promise.resolve();
    expect(told).toEqual([['closed', 'hung-up']]);
    expect(left).toBe(1);
  });

  it('regression: what a page had heard while the flow was loaded ended the server', async () => {
    const { told, sink } = recorder();
    const own = new VirtualClock();
    const transport = new BrowserTransport(own, () => undefined);
    const path = transport.use((inner) => new SocketPath(new FakePage(), inner)) as SocketPath;
    path.receive(frame(0, new Uint8Array(160)));
    own.advance(5_000);
    transport.connect(sink);
    path.receive(frame(40_000, new Uint8Array(160)));
    // The call is still being put together around the transport.
    expect(told).toEqual([]);
    await Promise.resolve();
    expect(told).toEqual([['audio', 160, 0]]);
  });

  it('plays to a page without ears at the pace of a voice', () => {
    const own = new VirtualClock();
    const listeners: ((now: number) => void)[] = [];
    const marks: [string, number][] = [];
    const path = new QuietPath(own, { ...ticks, add: (listener) => void listeners.push(listener) }, {
      audio: () => undefined,
      mark: (name) => marks.push([name, own.now()]),
    } satisfies AudioPathSink);
    path.sendAudio(new Uint8Array(8_000));
    path.mark('end');
    for (let ms = 0; ms < 1_200; ms += 10) {
      own.advance(10);
      for (const listener of listeners) listener(own.now());
    }
    expect(marks).toEqual([['end', 1_000]]);
  });
});
