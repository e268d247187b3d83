/**
 * A list of keys in order of use, which also knows the order of each workspace's own: the oldest of all, or of some, is
 * found without a walk. The links are in the keys' records, so that moving one makes no garbage.
 */

/** A workspace, and what it holds. */
export class Owner {
  readonly workspace: string;
  /** Only this one, as a set. */
  readonly alone: ReadonlySet<Owner> = new Set([this]);
  entries = 0;
  bytes = 0;
  over = false;
  /** By shelf. */
  readonly oldest: (Held | null)[] = [];
  readonly newest: (Held | null)[] = [];

  constructor(workspace: string) {
    this.workspace = workspace;
  }
}

/** Whose keys may go; null: anybody's. */
export type Givers = ReadonlySet<Owner> | null;

/** A key that is held. */
export class Held {
  readonly key: string;
  readonly hash: number;
  readonly owner: Owner;
  readonly pinned: boolean;
  bytes: number;
  shelf: Shelf | null = null;
  /** When it came to its shelf or was used there: greater is later. */
  order = 0;
  older: Held | null = null;
  newer: Held | null = null;
  ownOlder: Held | null = null;
  ownNewer: Held | null = null;

  constructor(key: string, hash: number, owner: Owner, bytes: number, pinned: boolean) {
    this.key = key;
    this.hash = hash;
    this.owner = owner;
    this.bytes = bytes;
    this.pinned = pinned;
  }
}

export class Shelf {
  entries = 0;
  bytes = 0;
  /** Different for every shelf of a policy; small. */
  readonly #place: number;
  #oldest: Held | null = null;
  #newest: Held | null = null;
  #order = 0;

  constructor(place: number) {
    this.#place = place;
  }

  /** The oldest that one of `givers` holds here. */
  oldest(givers: Givers): Held | null {
    if (givers === null) return this.#oldest;
    let first: Held | null = null;
    for (const { oldest } of givers) {
      const held = oldest[this.#place] ?? null;
      if (held && (!first || held.order < first.order)) first = held;
    }
    return first;
  }

  /** Puts it in as the newest; it is on no shelf before. */
  push(held: Held): void {
    held.shelf = this;
    held.order = ++this.#order;
    held.older = this.#newest;
    if (this.#newest) this.#newest.newer = held;
    else this.#oldest = held;
    this.#newest = held;
    this.#pushOwn(held);
    this.entries++;
    this.bytes += held.bytes;
  }

  remove(held: Held): void {
    const { older, newer } = held;
    if (older) older.newer = newer;
    else this.#oldest = newer;
    if (newer) newer.older = older;
    else this.#newest = older;
    held.older = null;
    held.newer = null;
    held.shelf = null;
    this.#removeOwn(held);
    this.entries--;
    this.bytes -= held.bytes;
  }

  resize(held: Held, bytes: number): void {
    this.bytes += bytes - held.bytes;
    held.bytes = bytes;
  }

  renew(held: Held): void {
    if (this.#newest === held) return;
    this.remove(held);
    this.push(held);
  }

  #pushOwn(held: Held): void {
    const { oldest, newest } = held.owner;
    const last = newest[this.#place] ?? null;
    held.ownOlder = last;
    if (last) last.ownNewer = held;
    else oldest[this.#place] = held;
    newest[this.#place] = held;
  }

  #removeOwn(held: Held): void {
    const { owner, ownOlder, ownNewer } = held;
    if (ownOlder) ownOlder.ownNewer = ownNewer;
    else owner.oldest[this.#place] = ownNewer;
    if (ownNewer) ownNewer.ownOlder = ownOlder;
    else owner.newest[this.#place] = ownOlder;
    held.ownOlder = null;
    held.ownNewer = null;
  }
}
