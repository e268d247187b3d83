import { describe, expect, it } from 'vitest';
import { EvictionPolicy, type EvictionOptions } from './evictionPolicy.ts';

const one = { bytes: 1, workspace: 'a' };

/** What each admission pushed out. */
function admitAll(
  policy: EvictionPolicy,
  keys: readonly string[],
  weight: Partial<typeof one> = {},
): string[] {
  return keys.flatMap((key) => [...policy.admit(key, { ...one, ...weight })]);
}

const both: readonly EvictionOptions['policy'][] = ['lru', 'tinylfu'];

describe('EvictionPolicy', () => {
  it('lru: what was used longest ago goes first', () => {
    const policy = new EvictionPolicy({ policy: 'lru', entries: 3 });
    expect(admitAll(policy, ['x', 'y', 'z'])).toEqual([]);
    expect(policy.touch('x')).toBe(true);
    expect(admitAll(policy, ['new', 'newer'])).toEqual(['y', 'z']);
    expect(policy.touch('y')).toBe(false);
  });

  it('tinylfu: what is wanted often outlasts what comes once', () => {
    const policy = new EvictionPolicy({ policy: 'tinylfu', entries: 10 });
    admitAll(policy, ['often', 'seldom']);
    for (let n = 0; n < 5; n++) policy.touch('often');
    admitAll(
      policy,
      Array.from({ length: 100 }, (_, n) => `once ${n}`),
    );
    expect([policy.has('often'), policy.size]).toEqual([true, 10]);
  });

  it('tinylfu: what comes again and again is let in in the end', () => {
    const policy = new EvictionPolicy({ policy: 'tinylfu', entries: 10 });
    admitAll(
      policy,
      Array.from({ length: 10 }, (_, n) => `old ${n}`),
    );
    for (let n = 0; n < 5; n++) admitAll(policy, ['wanted', `once ${n}`]);
    admitAll(policy, ['last', 'very last']);
    expect(policy.has('wanted')).toBe(true);
  });

  it('tinylfu: uses that are certain count as seen', () => {
    const policy = new EvictionPolicy({ policy: 'tinylfu', entries: 10 });
    admitAll(
      policy,
      Array.from({ length: 10 }, (_, n) => `old ${n}`),
    );
    policy.admit('scripted', { ...one, uses: 4 });
    policy.admit('worded once', one);
    const gone = admitAll(policy, ['a', 'b', 'c']);
    expect(gone).toContain('worded once');
    expect(policy.has('scripted')).toBe(true);
  });

  it('tinylfu: what was used again is not measured by its count alone', () => {
    const policy = new EvictionPolicy({ policy: 'tinylfu', entries: 10 });
    admitAll(
      policy,
      Array.from({ length: 10 }, (_, n) => `old ${n}`),
    );
    policy.touch('old 0');
    for (let n = 0; n < 20; n++) policy.admit(`wanted ${n}`, { ...one, uses: 5 });
    expect(['old 0', 'old 1', 'wanted 0'].map((key) => policy.has(key))).toEqual([true, false, true]);
  });

  it('tinylfu: a hundredth of the bytes is for what has just come', () => {
    const policy = new EvictionPolicy({ policy: 'tinylfu', bytes: 10_000 });
    for (let n = 0; n < 1_000; n++) policy.admit(`old ${n}`, { ...one, bytes: 10, uses: 2 });
    const keys = Array.from({ length: 30 }, (_, n) => `once ${n}`);
    admitAll(policy, keys, { bytes: 10 });
    expect(keys.filter((key) => policy.has(key))).toEqual(keys.slice(-10));
    policy.admit('once 29', { ...one, bytes: 50 });
    expect(keys.filter((key) => policy.has(key))).toEqual(keys.slice(-6));
  });

  describe.each(both)('%s', (name) => {
    it('what is too heavy goes at once and pushes nothing out', () => {
      const policy = new EvictionPolicy({ policy: name, bytes: 100 });
      policy.admit('small', { ...one, bytes: 60 });
      expect(policy.admit('huge', { ...one, bytes: 101 })).toEqual(['huge']);
      expect(policy.admit('small', { ...one, bytes: 101 })).toEqual(['small']);
      expect([policy.size, policy.bytes, policy.usage('a').bytes]).toEqual([0, 0, 0]);
    });

    it('a key that comes again has its new weight, workspace and pin', () => {
      const policy = new EvictionPolicy({ policy: name, bytes: 100 });
      policy.admit('key', { ...one, bytes: 60 });
      policy.admit('key', { ...one, bytes: 30 });
      expect([policy.size, policy.bytes]).toEqual([1, 30]);
      policy.admit('key', { bytes: 40, workspace: 'b', pinned: true });
      expect([policy.usage('a'), policy.usage('b')]).toEqual([
        { entries: 0, bytes: 0 },
        { entries: 1, bytes: 40 },
      ]);
      expect(policy.admit('other', { ...one, bytes: 70 })).toEqual(['other']);
    });

    it('pinned keys go when nothing else is left', () => {
      const policy = new EvictionPolicy({ policy: name, entries: 3 });
      policy.admit('p', { ...one, pinned: true });
      policy.admit('q', { ...one, pinned: true });
      admitAll(policy, ['x', 'y', 'z', 'v', 'w']);
      expect([policy.has('p'), policy.has('q'), policy.size]).toEqual([true, true, 3]);
      policy.admit('r', { ...one, pinned: true });
      expect(policy.admit('learned', one)).toEqual(['learned']);
      policy.touch('p');
      expect(policy.admit('s', { ...one, pinned: true })).toEqual(['q']);
    });

    it('a workspace above its quota makes its own room, even of pinned keys', () => {
      const policy = new EvictionPolicy({ policy: name, entries: 10, share: 0.5 });
      admitAll(policy, ['b1', 'b2', 'b3', 'b4', 'b5'], { workspace: 'b' });
      for (let n = 0; n < 5; n++) policy.admit(`p${n}`, { ...one, pinned: true });
      expect(admitAll(policy, ['a1', 'a2'])).toEqual(['a1', 'a2']);
      expect(policy.admit('p5', { ...one, pinned: true })).toEqual(['p0']);
      expect(policy.usage('b').entries).toBe(5);
    });

    it('a workspace may have more than its quota while there is room, and gives it back', () => {
      const policy = new EvictionPolicy({ policy: name, entries: 10, share: 0.5 });
      admitAll(
        policy,
        Array.from({ length: 10 }, (_, n) => `a${n}`),
      );
      expect(policy.usage('a').entries).toBe(10);
      const gone = admitAll(policy, ['b1', 'b2', 'b3', 'b4', 'b5'], { workspace: 'b' });
      expect(gone).toHaveLength(5);
      expect(gone.every((key) => key.startsWith('a'))).toBe(true);
      expect(policy.usage('b').entries).toBe(5);
    });

    it('a heavy key does not cost its workspace everything for nothing', () => {
      const policy = new EvictionPolicy({ policy: name, bytes: 100, share: 0.5 });
      policy.admit('other', { bytes: 50, workspace: 'b' });
      policy.admit('own', { ...one, bytes: 40 });
      expect(policy.admit('heavy', { ...one, bytes: 60 })).toEqual(['heavy']);
      expect(policy.has('own')).toBe(true);
    });
  });
});
