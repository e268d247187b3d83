/** What a caller said in one turn, kept until it is transcribed, and as the file that is sent. */
import { setImmediate as afterOthers } from 'node:timers/promises';
import { Resampler, warmResampler } from '../../../lib/resampler.ts';
import { pcmBytes } from '../shared/telephoneAudio.ts';

/**
 * What is said after this is not heard until the next turn. Nobody is listened to for so long without an answer; the limit
 * keeps a line that is never silent from filling the memory. Hosts take more: 25 MB, or 25 minutes.
 */
export const LONGEST_TURN_MS = 180_000;

/**
 * A frame of 20 ms is loud above this root mean square: −50 dB of full scale, 20 dB below a quiet talker on a telephone
 * and just above the noise of an idle line. Only what holds no speech for any ear is kept back: these models answer silence
 * with sentences of their training ("Thank you for watching"), but a whisper that is dropped is worse.
 */
const LOUD_RMS = 104;
/** A click is one frame, two when it lies across their border. The shortest syllable has more. */
const LOUD_FRAMES = 3;
/** OpenAI refuses shorter files. */
const SHORTEST_MS = 100;

const FRAME_MS = 20;

export class TurnAudio {
  readonly rate: number;
  #pcm: Int16Array;
  #length = 0;
  /** The frame that is not complete yet. */
  #energy = 0;
  #inFrame = 0;
  #loudFrames = 0;

  constructor(rate: number) {
    this.rate = rate;
    this.#pcm = new Int16Array(4 * rate);
  }

  /** Samples so far. */
  get length(): number {
    return this.#length;
  }

  /** Whether there is anything in it that could be speech. */
  get audible(): boolean {
    return this.#loudFrames >= LOUD_FRAMES && this.#length >= (SHORTEST_MS * this.rate) / 1_000;
  }

  clear(): void {
    this.#length = 0;
    this.#energy = 0;
    this.#inFrame = 0;
    this.#loudFrames = 0;
  }

  push(pcm: Int16Array): void {
    const longest = (LONGEST_TURN_MS * this.rate) / 1_000;
    const length = Math.min(this.#length + pcm.length, longest);
    const taken = pcm.subarray(0, length - this.#length);
    if (length > this.#pcm.length) {
      const grown = new Int16Array(Math.min(longest, Math.max(length, this.#pcm.length * 2)));
      grown.set(this.#pcm.subarray(0, this.#length));
      this.#pcm = grown;
    }
    this.#pcm.set(taken, this.#length);
    this.#length = length;
    this.#weigh(taken);
  }

  /** A copy: the caller may go on while it is on its way. */
  copy(): Int16Array {
    return this.#pcm.slice(0, this.#length);
  }

  #weigh(pcm: Int16Array): void {
    const frame = (FRAME_MS * this.rate) / 1_000;
    for (let i = 0; i < pcm.length; i++) {
      const sample = pcm[i]!;
      this.#energy += sample * sample;
      if (++this.#inFrame < frame) continue;
      if (this.#energy > LOUD_RMS * LOUD_RMS * frame) this.#loudFrames += 1;
      this.#energy = 0;
      this.#inFrame = 0;
    }
  }
}

/** A whole 16-bit mono file. */
export function wavFile(pcm: Int16Array, rate: number): Buffer {
  const file = Buffer.alloc(44 + pcm.byteLength);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + pcm.byteLength, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20); // PCM
  file.writeUInt16LE(1, 22); // channels
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(pcm.byteLength, 40);
  pcmBytes(pcm).copy(file, 44);
  return file;
}

/** Seconds that are resampled at a time, between other calls' audio. */
const PIECE_S = 4;

/** 8 kHz → 16 kHz, in pieces: three minutes take 60 ms. */
export async function upsampled(pcm: Int16Array): Promise<Int16Array> {
  await warmResampler();
  const resampler = new Resampler(8_000, 16_000);
  try {
    const out = new Int16Array(pcm.length * 2);
    let written = 0;
    const add = (samples: Int16Array) => {
      const fitting = samples.subarray(0, out.length - written);
      out.set(fitting, written);
      written += fitting.length;
    };
    for (let at = 0; at < pcm.length; at += PIECE_S * 8_000) {
      if (at > 0) await afterOthers();
      add(resampler.process(pcm.subarray(at, at + PIECE_S * 8_000)));
    }
    add(resampler.flush());
    return out;
  } finally {
    resampler.dispose();
  }
}
