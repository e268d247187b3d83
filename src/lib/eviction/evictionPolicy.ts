/**
 * What a cache of a certain size keeps, and what goes for a newcomer. Knows keys, not values: whoever holds the values
 * tells it what comes, is used and is taken away, and throws out what it names. Every operation takes the same time,
 * on average, however much is held.
 *
 * Who gives when room is needed:
 * 1. A workspace above its quota makes its own room, its pinned keys last.
 * 2. For one within its quota those give that are above theirs; if there are none, anybody. Pinned keys go when nothing
 *    else is left.
 */
import { hashOf } from './frequencySketch.ts';
import { Lru } from './lru.ts';
import type { Ranking } from './ranking.ts';
import { Held, Owner, Shelf, type Givers } from './shelf.ts';
import { TinyLfu } from './tinyLfu.ts';

export interface EvictionOptions {
  readonly policy: 'tinylfu' | 'lru';
  readonly entries: number;
  readonly bytes: number;
  /** A workspace's quota: its share of entries and of bytes, 0 to 1. It may have more while there is room. */
  readonly share: number;
}

export const defaultEviction = {
  policy: 'tinylfu',
  entries: 10_000,
  bytes: 64 * 1024 * 1024,
  share: 1,
} satisfies EvictionOptions;

export interface Weight {
  readonly bytes: number;
  readonly workspace: string;
  /** Goes only when nothing else is left. Default: false. */
  readonly pinned?: boolean;
  /** How often it was wanted already, or will be for certain. Default: 1. */
  readonly uses?: number;
}

export interface Usage {
  readonly entries: number;
  readonly bytes: number;
}

const NOBODY: readonly string[] = Object.freeze([]);
const PINNED = 0;
/** More than a counter of the sketch can hold means nothing. */
const MOST_USES = 16;

export class EvictionPolicy {
  readonly options: EvictionOptions;
  readonly #held = new Map<string, Held>();
  readonly #owners = new Map<string, Owner>();
  /** Those above their quota: at most 2 / share while everything fits. */
  readonly #over = new Set<Owner>();
  readonly #pinned = new Shelf(PINNED);
  readonly #ranking: Ranking;
  #bytes = 0;

  constructor(options: Partial<EvictionOptions> = {}) {
    this.options = { ...defaultEviction, ...options };
    const { policy, entries, bytes } = this.options;
    this.#ranking = policy === 'lru' ? new Lru(PINNED + 1) : new TinyLfu({ entries, bytes }, PINNED + 1);
  }

  get size(): number {
    return this.#held.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  has(key: string): boolean {
    return this.#held.has(key);
  }

  usage(workspace: string): Usage {
    const owner = this.#owners.get(workspace);
    return { entries: owner?.entries ?? 0, bytes: owner?.bytes ?? 0 };
  }

  /** Whether nothing has to go for so many new keys of this size together. */
  fits(bytes: number, entries = 1): boolean {
    return this.#held.size + entries <= this.options.entries && this.#bytes + bytes <= this.options.bytes;
  }

  /**
   * A key has come, or has come again with another weight. Answers the keys that go for it, first the first: they are
   * held no more. The newcomer may be among them.
   */
  admit(key: string, weight: Weight): readonly string[] {
    const { bytes, workspace, pinned = false, uses = 1 } = weight;
    const known = this.#held.get(key);
    const hash = known?.hash ?? hashOf(key);
    this.#ranking.seen(hash, Math.min(uses, MOST_USES));
    if (!this.#mayCome(weight, known)) {
      if (known) this.#drop(known);
      return [key];
    }
    if (known?.owner.workspace === workspace && known.pinned === pinned) {
      this.#resize(known, bytes);
      this.#renew(known);
      return this.#makeRoom(known);
    }
    if (known) this.#drop(known);
    const held = new Held(key, hash, this.#owner(workspace), bytes, pinned);
    this.#take(held);
    return this.#makeRoom(held);
  }

  /** A key was used. False: it is not held, and this changes nothing. */
  touch(key: string): boolean {
    const held = this.#held.get(key);
    if (!held) return false;
    this.#ranking.seen(held.hash, 1);
    this.#renew(held);
    return true;
  }

  remove(key: string): boolean {
    const held = this.#held.get(key);
    if (held) this.#drop(held);
    return held !== undefined;
  }

  /** Not if all of its workspace would have to go for it, and still it would find no room. */
  #mayCome({ bytes, workspace }: Weight, known: Held | undefined): boolean {
    const { bytes: most, share } = this.options;
    if (bytes > most) return false;
    const others = this.#bytes - (known?.bytes ?? 0);
    const quota = most * share;
    if (bytes <= quota || others + bytes <= most) return true;
    const own = this.usage(workspace).bytes - (known?.owner.workspace === workspace ? known.bytes : 0);
    return others - own + bytes <= most;
  }

  #makeRoom(newcomer: Held): readonly string[] {
    this.#ranking.settle(newcomer);
    let gone: string[] | undefined;
    while (this.#held.size > this.options.entries || this.#bytes > this.options.bytes) {
      const loser = this.#loser(newcomer);
      this.#drop(loser);
      (gone ??= []).push(loser.key);
    }
    return gone ?? NOBODY;
  }

  #loser(newcomer: Held): Held {
    const { owner } = newcomer;
    const givers: Givers = owner.over ? owner.alone : this.#over.size > 0 ? this.#over : null;
    const loser =
      this.#ranking.loser(givers, newcomer) ??
      (owner.over ? null : this.#ranking.loser(null, newcomer)) ??
      this.#pinned.oldest(givers) ??
      this.#pinned.oldest(null);
    // Above a limit, something is held.
    return loser as Held;
  }

  #take(held: Held): void {
    this.#held.set(held.key, held);
    held.owner.entries++;
    this.#weigh(held.owner, held.bytes);
    if (held.pinned) this.#pinned.push(held);
    else this.#ranking.add(held);
  }

  #drop(held: Held): void {
    const { owner } = held;
    this.#held.delete(held.key);
    held.shelf?.remove(held);
    owner.entries--;
    this.#weigh(owner, -held.bytes);
    if (owner.entries === 0) this.#owners.delete(owner.workspace);
  }

  #resize(held: Held, bytes: number): void {
    this.#weigh(held.owner, bytes - held.bytes);
    held.shelf?.resize(held, bytes);
  }

  #renew(held: Held): void {
    if (held.pinned) this.#pinned.renew(held);
    else this.#ranking.touch(held);
  }

  #weigh(owner: Owner, more: number): void {
    const { entries, bytes, share } = this.options;
    this.#bytes += more;
    owner.bytes += more;
    const over = owner.entries > entries * share || owner.bytes > bytes * share;
    if (over === owner.over) return;
    owner.over = over;
    if (over) this.#over.add(owner);
    else this.#over.delete(owner);
  }

  #owner(workspace: string): Owner {
    let owner = this.#owners.get(workspace);
    if (!owner) this.#owners.set(workspace, (owner = new Owner(workspace)));
    return owner;
  }
}
