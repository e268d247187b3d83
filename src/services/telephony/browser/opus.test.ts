import { Decoder, Encoder } from '@evan/opus';
import { beforeAll, describe, expect, it } from 'vitest';
import { mulawDecode, mulawEncode } from '../../../lib/g711.ts';
import type { OpusSettings, ReceiveBuffer } from './link.ts';
import { OpusReceiver } from './opusReceiver.ts';
import { OpusSender } from './opusSender.ts';
import { FRAME_SAMPLES } from './path.ts';

const mono = { channels: 1, sample_rate: 8_000 } as const;

/** Frames in the order of their numbers; silence for what is missing. */
class PlainBuffer implements ReceiveBuffer {
  readonly targetMs = 20;
  readonly counts = { concealed: 0 };
  readonly frames = new Map<number, Int16Array>();
  #next = 0;
  get bufferedMs() {
    return this.frames.size * 20;
  }
  put(sequence: number, pcm: Int16Array): void {
    this.frames.set(sequence, pcm.slice());
  }
  play(out: Int16Array): void {
    const frame = this.frames.get(this.#next++);
    if (frame) out.set(frame);
    else {
      out.fill(0);
      this.counts.concealed++;
    }
  }
}

const settings: OpusSettings = { bitrate: 24_000, fec: false, frameMs: 20 };

function tone(samples: number): Uint8Array {
  const pcm = Int16Array.from(
    { length: samples },
    (_, i) => 8_000 * Math.sin((2 * Math.PI * 440 * i) / 8_000),
  );
  return mulawEncode(pcm);
}

function energy(pcm: Int16Array): number {
  return Math.sqrt(pcm.reduce((sum, one) => sum + one * one, 0) / pcm.length);
}

interface Packet {
  readonly timestamp: number;
  readonly payload: Uint8Array;
}

function speak(ms: number, frames: OpusSettings = settings) {
  const packets: Packet[] = [];
  const marks: string[] = [];
  const sender = new OpusSender({
    encoder: new Encoder({ ...mono, application: 'voip' }),
    policy: () => frames,
    send: (payload, timestamp) => packets.push({ payload: payload.slice(), timestamp }),
    marked: (name) => marks.push(name),
  });
  sender.push(tone(ms * 8));
  sender.mark('end');
  return { sender, packets, marks };
}

describe('speaking by Opus', () => {
  it('sends one packet a frame on its own schedule, silence after the last word', () => {
    const { sender, packets } = speak(100);
    for (let at = 0; at < 200; at += 10) sender.tick(at);
    expect(packets.map(({ timestamp }) => timestamp)).toEqual(Array.from({ length: 10 }, (_, i) => i * 960));
  });

  it('confirms a mark when the page can have heard it', () => {
    const { sender, marks } = speak(100);
    sender.heard({ loss: 0, roundTripMs: 40, bufferMs: 60 });
    for (let at = 0; at <= 170; at += 10) sender.tick(at);
    expect(marks).toEqual([]);
    // Sent from 80 to 100 ms, 20 ms on the way, 60 in the page's buffer.
    sender.tick(180);
    expect(marks).toEqual(['end']);
  });

  it('returns what is queued and what is under way when it is cleared', () => {
    const { sender, marks } = speak(100);
    for (let at = 0; at <= 90; at += 10) sender.tick(at);
    sender.push(tone(800));
    sender.mark('more');
    sender.clear();
    expect(marks).toEqual(['end', 'more']);
  });

  it('does not make up for a long pause of the process by a burst', () => {
    const { sender, packets } = speak(100);
    sender.tick(0);
    sender.tick(10_000);
    expect(packets.length).toBe(2);
  });

  it('takes the policy’s settings with the page’s next report', () => {
    const encoder = new Encoder({ ...mono, application: 'voip' });
    const sent: number[] = [];
    const sender = new OpusSender({
      encoder,
      policy: (_before, { loss }) =>
        loss > 0 ? { bitrate: 8_000, fec: true, frameMs: 60 } : { bitrate: 32_000, fec: false, frameMs: 20 },
      send: (payload) => sent.push(payload.length),
      marked: () => undefined,
    });
    expect(encoder.bitrate).toBe(32_000);
    sender.heard({ loss: 0.2, roundTripMs: 10, bufferMs: 20 });
    expect([encoder.bitrate, encoder.inband_fec, encoder.packet_loss]).toEqual([8_000, true, 20]);
    for (let at = 0; at < 180; at += 10) sender.tick(at);
    expect(sent.length).toBe(3);
  });
});

describe('hearing by Opus', () => {
  let packets: Packet[];
  beforeAll(() => {
    const said = speak(400);
    for (let at = 0; at < 400; at += 20) said.sender.tick(at);
    ({ packets } = said);
  });

  function listen() {
    const buffer = new PlainBuffer();
    const heard: Int16Array[] = [];
    const times: number[] = [];
    const reports: { loss: number; delayGrowthMs: number }[] = [];
    const receiver = new OpusReceiver({
      decoder: new Decoder(mono),
      buffer,
      policy: (_before, report) => {
        reports.push(report);
        return settings;
      },
      audio(mulaw, mediaMs) {
        heard.push(mulawDecode(mulaw).slice());
        times.push(mediaMs);
      },
    });
    return { buffer, heard, times, reports, receiver };
  }

  it('turns packets into an even line of 20 ms frames that sound as what was said', () => {
    const { receiver, heard, times } = listen();
    packets.forEach((packet, i) => {
      receiver.packet({ ...packet, sequence: (65_530 + i) & 0xffff }, i * 20);
      receiver.tick(i * 20 + 1);
    });
    receiver.tick(1_000);
    expect(times.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, i) => i * 20));
    expect(energy(heard[10] as Int16Array)).toBeGreaterThan(4_000);
  });

  it('takes a packet of 60 ms as three frames', () => {
    const long = speak(120, { ...settings, frameMs: 60 });
    for (let at = 0; at < 120; at += 20) long.sender.tick(at);
    const { receiver, buffer } = listen();
    long.packets.forEach((packet, i) => receiver.packet({ ...packet, sequence: i }, i * 60));
    expect([...buffer.frames.keys()]).toEqual([0, 1, 2, 3, 4, 5]);
    for (const frame of buffer.frames.values()) expect(frame.length).toBe(FRAME_SAMPLES);
  });

  it('tells how many packets were lost and how delay grew', () => {
    const { receiver, reports } = listen();
    packets.forEach((packet, i) => {
      if (i % 4 !== 3) receiver.packet({ ...packet, sequence: i }, i * 20);
    });
    receiver.report();
    expect(reports.at(-1)?.loss).toBeCloseTo(4 / 19, 1);
    packets.forEach((packet, i) => {
      const timestamp = packet.timestamp + 20 * 960;
      receiver.packet({ timestamp, payload: packet.payload, sequence: 20 + i }, 400 + i * 20 + 50);
    });
    receiver.report();
    expect(reports.at(-1)?.delayGrowthMs).toBeCloseTo(50, 5);
  });

  it('survives what is no Opus', () => {
    const { receiver } = listen();
    receiver.packet({ sequence: 0, timestamp: 0, payload: new Uint8Array([0xff, 0xff, 0xff, 0xff]) }, 0);
    receiver.packet({ sequence: 1, timestamp: 960, payload: new Uint8Array(0) }, 20);
    receiver.packet({ sequence: 2, timestamp: 0x7fffffff, payload: new Uint8Array([1]) }, 40);
    expect(() => receiver.tick(500)).not.toThrow();
  });
});
