/**
 * Synthesised lines in memory, limited in bytes: what an agent says word for word on every call is synthesised once. Lines
 * that are said often stay; what was worded once for one caller passes through and pushes none of them out.
 */
import { EvictionPolicy } from '../../lib/eviction/evictionPolicy.ts';

export interface AudioCache {
  get(key: string): Uint8Array | undefined;
  set(key: string, mulaw: Uint8Array): void;
}

/** 64 MB is 2 h 19 min of mu-law. */
export const DEFAULT_PROMPT_CACHE_BYTES = 64 * 1024 * 1024;

/**
 * To be given to {@link PromptCache.set} for a line of a flow, which every call will say: it counts as said so often. Enough
 * to take the place of several shorter lines that were worded once.
 */
export const SCRIPTED_USES = 8;

/** Half a second of speech: what few lines are shorter than. Sizes the books, not the audio. */
const SMALL_LINE_BYTES = 4_096;
const LEAST_LINES = 1_024;

/** A line, and how often it was said from here. */
export interface SaidLine {
  readonly key: string;
  readonly bytes: number;
  readonly hits: number;
  readonly mulaw: Uint8Array;
}

interface Line {
  mulaw: Uint8Array;
  hits: number;
}

export class PromptCache implements AudioCache {
  hits = 0;
  misses = 0;
  readonly #maxBytes: number;
  readonly #eviction: EvictionPolicy;
  readonly #lines = new Map<string, Line>();
  readonly #kept = new Map<string, Line>();

  constructor(maxBytes: number = DEFAULT_PROMPT_CACHE_BYTES) {
    this.#maxBytes = maxBytes;
    this.#eviction = new EvictionPolicy({
      policy: 'tinylfu',
      entries: Math.max(LEAST_LINES, Math.ceil(maxBytes / SMALL_LINE_BYTES)),
      bytes: maxBytes,
    });
  }

  /** Without what is kept for good. */
  get bytes(): number {
    return this.#eviction.bytes;
  }

  /** Without what is kept for good. */
  get size(): number {
    return this.#lines.size;
  }

  get(key: string): Uint8Array | undefined {
    const line = this.#lines.get(key) ?? this.#kept.get(key);
    if (!line) {
      this.misses++;
      return undefined;
    }
    this.hits++;
    line.hits++;
    this.#eviction.touch(key);
    return line.mulaw;
  }

  /** Whether it is there; not counted as a use. */
  has(key: string): boolean {
    return this.#lines.has(key) || this.#kept.has(key);
  }

  /** As {@link set}, and never thrown out: what has to be there when nobody can speak any more. A few lines a workflow. */
  keep(key: string, mulaw: Uint8Array): void {
    const hits = (this.#kept.get(key) ?? this.#lines.get(key))?.hits ?? 0;
    this.#drop(key);
    this.#kept.set(key, { mulaw, hits });
  }

  /** `uses`: how often it is sure to be said, as far as is known ({@link SCRIPTED_USES}). */
  set(key: string, mulaw: Uint8Array, uses = 1): void {
    if (this.#kept.has(key)) return;
    // One line may not push out everything else.
    if (mulaw.length > this.#maxBytes / 4) {
      this.#drop(key);
      return;
    }
    const known = this.#lines.get(key);
    if (known) known.mulaw = mulaw;
    else this.#lines.set(key, { mulaw, hits: 0 });
    this.#admit(key, mulaw, uses);
  }

  /** What was said most, most first: worth having again after a restart. Also what is kept for good. */
  entriesByUse(limit: number): SaidLine[] {
    const rows: SaidLine[] = [];
    for (const lines of [this.#kept, this.#lines])
      for (const [key, { mulaw, hits }] of lines) rows.push({ key, bytes: mulaw.length, hits, mulaw });
    return rows.toSorted((a, b) => b.hits - a.hits).slice(0, limit);
  }

  /**
   * Puts back what {@link entriesByUse} gave, the most said first while there is room: what is here already is newer, and
   * goes for nothing of it. Answers how many lines were put back.
   */
  load(rows: readonly Omit<SaidLine, 'bytes'>[]): number {
    const loaded = new Map<string, (typeof rows)[number]>();
    let bytes = 0;
    for (const row of rows.toSorted((a, b) => b.hits - a.hits)) {
      const { length } = row.mulaw;
      if (this.has(row.key) || loaded.has(row.key) || length > this.#maxBytes / 4) continue;
      if (!this.#eviction.fits(bytes + length, loaded.size + 1)) continue;
      bytes += length;
      loaded.set(row.key, row);
    }
    // The most said last, so that it does not look like the one unused for longest.
    for (const { key, mulaw, hits } of [...loaded.values()].toReversed()) {
      this.#lines.set(key, { mulaw, hits });
      this.#admit(key, mulaw, 1 + hits);
    }
    return loaded.size;
  }

  #admit(key: string, mulaw: Uint8Array, uses: number): void {
    const gone = this.#eviction.admit(key, { bytes: mulaw.length, workspace: '', uses });
    for (const lost of gone) this.#lines.delete(lost);
  }

  #drop(key: string): void {
    this.#lines.delete(key);
    this.#eviction.remove(key);
  }
}

/**
 * The key of a line. Its parts cannot run into each other.
 *
 * @param spoken what is said for the text, where that is not the text itself: read otherwise, it is other audio
 */
export function promptKey(
  text: string,
  language: string,
  voice: string | undefined,
  rate: number | undefined,
  synthesiser: string,
  spoken: string = text,
): string {
  const parts = [text.trim(), language, voice ?? '', rate ?? 1, synthesiser];
  return JSON.stringify(spoken.trim() === text.trim() ? parts : [...parts, spoken.trim()]);
}
