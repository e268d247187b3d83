/** Time as the code may see it. Injected everywhere, so that a test or a simulation can run in virtual time. */
export interface Clock {
  /** Monotonic milliseconds (fractions allowed). Only differences mean anything. */
  now(): number;
  /** Milliseconds since the Unix epoch, for records that people read. */
  wall(): number;
  /** Runs `fn` once after `ms`. Returns a handle for {@link Clock.cancel}. */
  after(ms: number, fn: () => void): unknown;
  cancel(handle: unknown): void;
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  after: (ms, fn) => setTimeout(fn, ms),
  cancel: (handle) => clearTimeout(handle as NodeJS.Timeout),
};

/** Chance as the code may see it. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
}

/** A small seedable generator (mulberry32): the same seed gives the same sequence everywhere. */
export function seededRandom(seed: number): Random {
  let a = seed >>> 0;
  return {
    next() {
      a = (a + 0x6d2b79f5) >>> 0;
      let t = a;
      t = Math.imul(t ^ (t >>> 15), t | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
    },
  };
}
