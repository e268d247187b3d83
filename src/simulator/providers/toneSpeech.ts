/**
 * Speech for simulated providers and their callers that carries its words exactly: each byte of the text is a pair of
 * tones. A recogniser's stand-in server reads back what was really in the audio, so that a word lost or repeated on the
 * way is seen and not guessed. It survives mu-law, resampling and being cut into frames.
 *
 * A symbol is 50 ms of two tones and 10 ms of silence: about 16 letters a second, the pace of English.
 */

/** One symbol, ms. */
export const SYMBOL_MS = 60;
const TONE_MS = 50;
/** Sixteen tones each; steps wider than the 20-25 Hz that 40-50 ms can tell apart, and no telephone key among the pairs. */
const LOW_HZ = Array.from({ length: 16 }, (_, i) => 310 + 50 * i);
const HIGH_HZ = Array.from({ length: 16 }, (_, i) => 1_210 + 100 * i);
const AMPLITUDE = 6_000;

/** @param rate samples a second */
export function toneSpeech(text: string, rate = 8_000): Int16Array {
  const bytes = new TextEncoder().encode(text);
  const symbol = (SYMBOL_MS * rate) / 1_000;
  const toned = (TONE_MS * rate) / 1_000;
  const ramp = rate / 500;
  const pcm = new Int16Array(bytes.length * symbol);
  for (const [at, byte] of bytes.entries()) {
    const low = (2 * Math.PI * (LOW_HZ[byte >> 4] as number)) / rate;
    const high = (2 * Math.PI * (HIGH_HZ[byte & 15] as number)) / rate;
    for (let i = 0; i < toned; i++) {
      const gain = Math.min(1, (i + 1) / ramp, (toned - i) / ramp);
      pcm[at * symbol + i] = Math.round(AMPLITUDE * gain * (Math.sin(low * i) + Math.sin(high * i)));
    }
  }
  return pcm;
}

/** Milliseconds that a text takes. */
export function toneSpeechMs(text: string): number {
  return new TextEncoder().encode(text).length * SYMBOL_MS;
}

/** Windows in which sound is told from silence, ms. */
const WINDOW_MS = 2;
/** Loud: mean magnitude above this. Tones have 7,000 or so, silence and coding noise next to nothing. */
const LOUD = 800;
/** A shorter sound is a broken piece of a symbol. */
const LEAST_MS = 30;

/** Reads tone speech from a stream, cut anywhere, with any silence in between. */
export class ToneEar {
  readonly #rate: number;
  readonly #window: number;
  #pending = new Int16Array(0);
  #sound: number[] = [];
  readonly #bytes: number[] = [];
  /** Symbols that were cut so short that they could not be read. */
  broken = 0;

  constructor(rate = 8_000) {
    this.#rate = rate;
    this.#window = (WINDOW_MS * rate) / 1_000;
  }

  /** All that has been heard whole so far. */
  get text(): string {
    return new TextDecoder().decode(Uint8Array.from(this.#bytes));
  }

  /** Complete symbols so far. */
  get symbols(): number {
    return this.#bytes.length;
  }

  push(pcm: Int16Array): void {
    const all = new Int16Array(this.#pending.length + pcm.length);
    all.set(this.#pending);
    all.set(pcm, this.#pending.length);
    let at = 0;
    for (; at + this.#window <= all.length; at += this.#window)
      this.#hear(all.subarray(at, at + this.#window));
    this.#pending = all.slice(at);
  }

  /** The line is over: a symbol still open is closed. */
  end(): void {
    this.#close();
  }

  clear(): void {
    this.#bytes.length = 0;
    this.#sound = [];
    this.#pending = new Int16Array(0);
    this.broken = 0;
  }

  #hear(window: Int16Array): void {
    let sum = 0;
    for (const sample of window) sum += Math.abs(sample);
    if (sum / window.length > LOUD) {
      for (const sample of window) this.#sound.push(sample);
      // Two symbols that ran into each other, because the silence between them was cut out.
      if (this.#sound.length >= ((TONE_MS + WINDOW_MS * 2) * this.#rate) / 1_000) this.#close();
    } else this.#close();
  }

  #close(): void {
    const sound = this.#sound;
    if (sound.length === 0) return;
    this.#sound = [];
    if (sound.length < (LEAST_MS * this.#rate) / 1_000) {
      this.broken++;
      return;
    }
    const edge = Math.round(sound.length * 0.08);
    const middle = windowed(sound.slice(edge, sound.length - edge));
    this.#bytes.push((this.#strongest(middle, LOW_HZ) << 4) | this.#strongest(middle, HIGH_HZ));
  }

  #strongest(samples: readonly number[], tones: readonly number[]): number {
    let best = 0;
    let most = -1;
    for (const [i, hz] of tones.entries()) {
      const power = goertzel(samples, hz, this.#rate);
      if (power > most) [best, most] = [i, power];
    }
    return best;
  }
}

/** What a whole recording says. */
export function hearToneSpeech(pcm: Int16Array, rate = 8_000): string {
  const ear = new ToneEar(rate);
  ear.push(pcm);
  ear.end();
  return ear.text;
}

/** A Hann window: keeps neighbouring tones out of each other. */
function windowed(samples: readonly number[]): number[] {
  return samples.map(
    (sample, i) => sample * (0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / samples.length)),
  );
}

/** Power at one frequency. */
function goertzel(samples: readonly number[], hz: number, rate: number): number {
  const w = (2 * Math.PI * hz) / rate;
  const coefficient = 2 * Math.cos(w);
  let [s1, s2] = [0, 0];
  for (const sample of samples) {
    const s = sample + coefficient * s1 - s2;
    s2 = s1;
    s1 = s;
  }
  return s1 * s1 + s2 * s2 - coefficient * s1 * s2;
}
