/** The embedded English synthesiser speaks to the embedded English recogniser: both real, no other data. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mulawDecode } from '../../../lib/g711.ts';
import type { ProviderFailure, RecogniserSink } from '../../../types/ports.ts';
import { FliteSynthesiser } from './fliteSynthesiser.ts';
import { MoonshineRecogniser } from './moonshineRecogniser.ts';
import { DEADLY_SAMPLE } from './testing/deadly.ts';

const flite = new FliteSynthesiser({ threads: 1 });
const moonshine = new MoonshineRecogniser({
  threads: 1,
  module: new URL('./testing/mortalMoonshine.test-worker.ts', import.meta.url),
});
let booking: Int16Array;

beforeAll(async () => {
  await Promise.all([flite.warm(), moonshine.warm()]);
  booking = await say('I would like to book an appointment.', 'rms');
});

afterAll(async () => {
  await Promise.all([flite.close(), moonshine.close()]);
});

async function say(text: string, voice: string, rate = 1): Promise<Int16Array> {
  const pieces: Uint8Array[] = [];
  await new Promise<void>((resolve, reject) =>
    flite.speak(
      { text, language: 'en-US', voice, rate },
      {
        audio: (mulaw) => pieces.push(mulaw),
        done: () => resolve(),
        failed: (it) => reject(new Error(it.message)),
      },
    ),
  );
  return mulawDecode(Buffer.concat(pieces));
}

class Ear implements RecogniserSink {
  readonly partials: string[] = [];
  readonly finals: string[] = [];
  readonly failures: ProviderFailure[] = [];
  partial = (text: string) => void this.partials.push(text);
  final = (text: string) => void this.finals.push(text);
  failed = (failure: ProviderFailure) => void this.failures.push(failure);
}

function open(ear: Ear, sampleRate: 8000 | 16000 = 8000) {
  const session = moonshine.open({ language: 'en-US', sampleRate }, ear);
  const frame = new Int16Array(sampleRate / 50);
  const write = (pcm: Int16Array) => {
    for (let at = 0; at < pcm.length; at += frame.length) {
      const piece = pcm.subarray(at, at + frame.length);
      frame.set(piece);
      session.write(frame.subarray(0, piece.length));
      // What was written is only valid during the call: a session that kept it would hear this instead.
      frame.fill(0);
    }
  };
  return { session, write };
}

/** A busy machine recognises slowly; how fast it should be is the bench's to say. */
const PATIENCE = { timeout: 15_000 };

describe('the embedded synthesiser', () => {
  it('begins and ends with speech, not with silence', () => {
    const loud = (from: number, to: number) => booking.subarray(from, to).some((it) => Math.abs(it) > 150);
    expect(booking.length).toBeGreaterThan(8000);
    expect(booking.length).toBeLessThan(4 * 8000);
    expect(loud(0, 800)).toBe(true);
    expect(loud(booking.length - 1_200, booking.length)).toBe(true);
  });

  it('has two voices that differ, and a rate', async () => {
    const [slt, fast] = [await say('Good morning.', 'slt'), await say('Good morning.', 'slt', 1.6)];
    const rms = await say('Good morning.', 'rms');
    expect(slt.length).not.toBe(rms.length);
    expect(fast.length).toBeLessThan(slt.length * 0.8);
    expect(await say('Good morning.', 'no-such-voice')).toEqual(slt);
  });

  it('has nothing to say for no words', async () => {
    expect(await say(' … ', 'slt')).toHaveLength(0);
  });

  it('is silent after cancel', async () => {
    const heard: string[] = [];
    const sink = {
      audio: () => void heard.push('audio'),
      done: () => void heard.push('done'),
      failed: () => void heard.push('failed'),
    };
    flite.speak({ text: 'Cancelled at once.', language: 'en-US' }, sink).cancel();
    const running = flite.speak(
      {
        text: 'This is the first sentence. This is the second sentence. This is the third.',
        language: 'en-US',
      },
      {
        ...sink,
        audio: () => {
          heard.push('first');
          running.cancel();
        },
      },
    );
    await expect.poll(() => heard, PATIENCE).toEqual(['first']);
    await say('Afterwards.', 'rms');
    expect(heard).toEqual(['first']);
  });
});

describe('the embedded recogniser', () => {
  it('hears what the other voice says, with partials on the way', async () => {
    const ear = new Ear();
    const { session, write } = open(ear);
    session.begin();
    write(booking.subarray(0, booking.length / 2));
    await expect.poll(() => ear.partials.length, PATIENCE).toBeGreaterThan(0);
    write(booking.subarray(booking.length / 2));
    session.finish();
    await expect.poll(() => ear.finals, PATIENCE).toHaveLength(1);
    expect(ear.finals[0]).toMatch(/book an appointment/i);
    expect(ear.finals[0]).toBe(ear.finals[0]!.trim());
    session.close();
  });

  it('does not lose words after a long silence, and takes 16 kHz', async () => {
    const ear = new Ear();
    const { session, write } = open(ear, 16000);
    session.begin();
    write(new Int16Array(3 * 16000));
    const doubled = new Int16Array(booking.length * 2);
    for (let i = 0; i < doubled.length; i++) doubled[i] = (booking[i >> 1]! + booking[(i + 1) >> 1]!) / 2;
    write(doubled);
    session.finish();
    await expect.poll(() => ear.finals, PATIENCE).toHaveLength(1);
    expect(ear.finals[0]).toMatch(/appointment/i);
    session.close();
  });

  it('says nothing for silence', async () => {
    const ear = new Ear();
    const { session, write } = open(ear);
    session.begin();
    session.finish();
    write(new Int16Array(8000));
    session.finish();
    await expect.poll(() => ear.finals, PATIENCE).toEqual(['', '']);
    session.close();
  });

  it('gives a final for each pause, of the whole turn, and none for a discarded turn', async () => {
    const ear = new Ear();
    const { session, write } = open(ear);
    session.begin();
    write(booking);
    session.finish();
    session.discard();
    session.begin();
    write(booking);
    session.finish();
    write(new Int16Array(2_400));
    write(await say('On Tuesday morning.', 'rms'));
    session.finish();
    await expect.poll(() => ear.finals, PATIENCE).toHaveLength(2);
    expect(ear.finals[0]).not.toMatch(/morning/i);
    expect(ear.finals[1]).toMatch(/appointment.*morning/i);
    session.close();
  });

  it('needs no second decode when only silence followed the last partial', async () => {
    const ear = new Ear();
    const { session, write } = open(ear);
    session.begin();
    write(booking);
    const hearing = () => {
      write(new Int16Array(800));
      return ear.partials.at(-1);
    };
    await expect.poll(hearing).toMatch(/appointment/i);
    session.finish();
    // `finish` returns first; no thread is asked.
    expect(ear.finals).toEqual([]);
    await Promise.resolve();
    expect(ear.finals).toEqual([ear.partials.at(-1)]);
    session.close();
  });

  it('hears nothing after close', async () => {
    const ear = new Ear();
    const { session, write } = open(ear);
    session.begin();
    write(booking);
    session.finish();
    session.close();
    session.write(booking);
    session.finish();
    const other = new Ear();
    const { session: next } = open(other);
    next.begin();
    next.finish();
    await expect.poll(() => other.finals, PATIENCE).toHaveLength(1);
    expect([...ear.finals, ...ear.failures]).toEqual([]);
  });

  it('says so when its thread dies, and hears again', async () => {
    const ear = new Ear();
    const { session, write } = open(ear);
    session.begin();
    write(Int16Array.from({ length: 800 }, () => DEADLY_SAMPLE));
    session.finish();
    await expect.poll(() => ear.failures, PATIENCE).toHaveLength(1);
    expect(ear.failures[0]).toMatchObject({ provider: 'moonshine', kind: 'internal', retryable: true });
    expect(ear.finals).toEqual([]);
    session.begin();
    write(booking);
    session.finish();
    await expect.poll(() => ear.finals, PATIENCE).toHaveLength(1);
    expect(ear.finals[0]).toMatch(/appointment/i);
    session.close();
  });
});
