/** The policy against what it promises, and against the plainest LRU there is. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EvictionPolicy, type EvictionOptions } from './evictionPolicy.ts';

interface Kept {
  readonly key: string;
  bytes: number;
  workspace: string;
  pinned: boolean;
}

interface Admission extends Kept {
  readonly does: 'admit';
}

type Step = Admission | { readonly does: 'touch' | 'remove'; readonly key: string };

/** The oldest first. */
class Model {
  kept: Kept[] = [];
  readonly options: EvictionOptions;

  constructor(options: EvictionOptions) {
    this.options = options;
  }

  get bytes(): number {
    return total(this.kept);
  }

  get full(): boolean {
    return this.kept.length > this.options.entries || this.bytes > this.options.bytes;
  }

  of(workspace: string): Kept[] {
    return this.kept.filter((kept) => kept.workspace === workspace);
  }

  find(key: string): Kept | undefined {
    return this.kept.find((kept) => kept.key === key);
  }

  isOver(workspace: string): boolean {
    const { entries, bytes, share } = this.options;
    const own = this.of(workspace);
    return own.length > entries * share || total(own) > bytes * share;
  }

  take(key: string): Kept | undefined {
    const kept = this.find(key);
    this.kept = this.kept.filter((other) => other !== kept);
    return kept;
  }

  renew(key: string): void {
    const kept = this.take(key);
    if (kept) this.kept.push(kept);
  }

  /** Those of whom the next to go is one. */
  givers(workspace: string): Kept[] {
    const own = this.of(workspace);
    const over = this.kept.filter((kept) => this.isOver(kept.workspace));
    const ways = this.isOver(workspace)
      ? [own.filter(isLearned), own]
      : [over.filter(isLearned), this.kept.filter(isLearned), over, this.kept];
    return ways.find((way) => way.length > 0) ?? [];
  }

  /** Whether it would find no room though all that may go for it went. */
  hopeless({ key, bytes, workspace }: Kept): boolean {
    const { bytes: most, share } = this.options;
    const others = this.kept.filter((kept) => kept.key !== key);
    const staying = bytes > most * share ? others.filter((kept) => kept.workspace !== workspace) : [];
    return total(staying) + bytes > most;
  }
}

const isLearned = (kept: Kept) => !kept.pinned;
const total = (kept: readonly Kept[]) => kept.reduce((sum, { bytes }) => sum + bytes, 0);

const key = fc.constantFrom(...'abcdefghijkl');
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('admit' as const),
      key,
      bytes: fc.oneof(fc.nat(20), fc.nat(60)),
      workspace: fc.constantFrom('u', 'v', 'w'),
      pinned: fc.nat(4).map((n) => n === 0),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('touch' as const), key }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('remove' as const), key }) },
);

const options = (policy: EvictionOptions['policy']): fc.Arbitrary<EvictionOptions> =>
  fc.record({
    policy: fc.constant(policy),
    entries: fc.integer({ min: 1, max: 8 }),
    bytes: fc.integer({ min: 20, max: 120 }),
    share: fc.constantFrom(0, 0.2, 0.34, 0.5, 0.75, 1),
  });

/** Puts the newcomer into the model. False: it cannot be held. */
function come(model: Model, { key: name, bytes, workspace, pinned }: Admission): boolean {
  const lost = model.hopeless({ key: name, bytes, workspace, pinned });
  model.take(name);
  if (!lost) model.kept.push({ key: name, bytes, workspace, pinned });
  return !lost;
}

/** Every key that went, went because it had to, and was one of those that may go. */
function checkGone(model: Model, admission: Admission, gone: readonly string[]): void {
  if (!come(model, admission)) {
    expect(gone).toEqual([admission.key]);
    return;
  }
  for (const name of gone) {
    expect(model.full).toBe(true);
    expect(model.givers(admission.workspace).map((kept) => kept.key)).toContain(name);
    model.take(name);
  }
  expect(model.full).toBe(false);
}

/** What a plain LRU with the same rules would throw out. */
function naiveLru(model: Model, admission: Admission): string[] {
  if (!come(model, admission)) return [admission.key];
  const gone: string[] = [];
  while (model.full) {
    const first = model.givers(admission.workspace)[0] as Kept;
    model.take(first.key);
    gone.push(first.key);
  }
  return gone;
}

/** Answers how many steps were taken. */
function run(
  wanted: EvictionOptions,
  steps: readonly Step[],
  admitted: typeof naiveLru | typeof checkGone,
): number {
  const policy = new EvictionPolicy(wanted);
  const model = new Model(wanted);
  for (const each of steps) {
    if (each.does === 'admit') {
      const gone = policy.admit(each.key, each);
      const expected = admitted(model, each, gone);
      if (expected) expect(gone).toEqual(expected);
    } else if (each.does === 'touch') {
      expect(policy.touch(each.key)).toBe(model.find(each.key) !== undefined);
      model.renew(each.key);
    } else expect(policy.remove(each.key)).toBe(model.take(each.key) !== undefined);
    checkBooks(policy, model);
  }
  return steps.length;
}

function checkBooks(policy: EvictionPolicy, model: Model): void {
  const usage = ['u', 'v', 'w'].map((workspace) => ({
    entries: model.of(workspace).length,
    bytes: total(model.of(workspace)),
  }));
  expect([policy.size, policy.bytes]).toEqual([model.kept.length, model.bytes]);
  expect(['u', 'v', 'w'].map((workspace) => policy.usage(workspace))).toEqual(usage);
  expect(model.kept.every((kept) => policy.has(kept.key))).toBe(true);
  expect(model.full).toBe(false);
}

describe('EvictionPolicy, whatever happens', () => {
  it('tinylfu keeps limits, quotas, pins and its books', () => {
    fc.assert(
      fc.property(options('tinylfu'), fc.array(step, { maxLength: 50, size: 'max' }), (wanted, steps) => {
        expect(run(wanted, steps, checkGone)).toBe(steps.length);
      }),
      { numRuns: 200 },
    );
  });

  it('lru does exactly what a naive one does', () => {
    fc.assert(
      fc.property(options('lru'), fc.array(step, { maxLength: 50, size: 'max' }), (wanted, steps) => {
        expect(run(wanted, steps, naiveLru)).toBe(steps.length);
      }),
      { numRuns: 200 },
    );
  });
});
