import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PromptCache, promptKey, SCRIPTED_USES } from './promptCache.ts';

const line = (length: number) => new Uint8Array(length);

/** Clauses that a model words for one caller. */
function wordOnce(cache: PromptCache, times: number, from = 0): void {
  for (let n = from; n < from + times; n++) {
    cache.get(`once ${n}`);
    cache.set(`once ${n}`, line(50));
  }
}

describe('PromptCache', () => {
  it('what was worded once does not push out what is said often', () => {
    const cache = new PromptCache(1_000);
    for (const key of ['a', 'b', 'c']) cache.set(key, line(250));
    for (let n = 0; n < 3; n++) for (const key of ['a', 'b', 'c']) cache.get(key);
    wordOnce(cache, 500);
    expect(['a', 'b', 'c'].map((key) => cache.has(key))).toEqual([true, true, true]);
  });

  it('what was just worded is there for the next caller, if not for long', () => {
    const cache = new PromptCache(1_000);
    wordOnce(cache, 100);
    expect([cache.has('once 99'), cache.has('once 50')]).toEqual([true, false]);
  });

  it('lines of a flow come in before they were said, and outlast what was worded once', () => {
    const cache = new PromptCache(1_000);
    wordOnce(cache, 40);
    for (const key of ['a', 'b', 'c']) cache.set(key, line(250), SCRIPTED_USES);
    wordOnce(cache, 40, 40);
    expect(['a', 'b', 'c'].map((key) => cache.has(key))).toEqual([true, true, true]);
  });

  it('makes way for another flow’s lines when its own are said no more', () => {
    const cache = new PromptCache(1_000);
    const say = (flow: string) => {
      for (let n = 0; n < 4; n++) if (!cache.get(`${flow} ${n}`)) cache.set(`${flow} ${n}`, line(250));
    };
    for (let n = 0; n < 50; n++) say('old');
    for (let n = 0; n < 1_000; n++) say('new');
    const before = cache.misses;
    say('new');
    expect(cache.misses - before).toBeLessThan(2);
  });

  it('takes no line that is a quarter of it or more', () => {
    const cache = new PromptCache(1_000);
    cache.set('small', line(250));
    cache.set('huge', line(251));
    cache.set('small', line(251));
    expect([cache.size, cache.bytes]).toEqual([0, 0]);
  });

  it('counts uses, line by line; looking whether one is there is none', () => {
    const cache = new PromptCache();
    cache.set('twice', line(2));
    cache.set('never', line(3));
    cache.keep('kept', line(1));
    expect([cache.has('twice'), cache.has('kept'), cache.has('absent')]).toEqual([true, true, false]);
    for (const key of ['twice', 'kept', 'twice', 'absent']) cache.get(key);
    cache.set('twice', line(4));
    expect([cache.hits, cache.misses]).toEqual([3, 1]);
    expect(cache.entriesByUse(2)).toEqual([
      { key: 'twice', bytes: 4, hits: 2, mulaw: line(4) },
      { key: 'kept', bytes: 1, hits: 1, mulaw: line(1) },
    ]);
    expect(cache.entriesByUse(10)).toHaveLength(3);
  });

  it('is put back as it was', () => {
    const cache = new PromptCache();
    for (const [key, uses] of [
      ['a', 1],
      ['b', 5],
      ['c', 3],
    ] as const) {
      cache.set(key, line(uses));
      for (let n = 0; n < uses; n++) cache.get(key);
    }
    const other = new PromptCache();
    expect(other.load([...cache.entriesByUse(10), ...cache.entriesByUse(1)])).toBe(3);
    expect(other.entriesByUse(10)).toEqual(cache.entriesByUse(10));
    expect([other.bytes, other.hits, other.misses]).toEqual([9, 0, 0]);
  });

  it('puts back the most said while there is room, and nothing over what is newer', () => {
    const cache = new PromptCache(1_000);
    cache.set('here', line(200));
    const rows = Array.from({ length: 10 }, (_, n) => ({ key: `row ${n}`, hits: n, mulaw: line(200) }));
    const loaded = cache.load([...rows, { key: 'here', hits: 99, mulaw: line(1) }]);
    expect([loaded, cache.get('here')?.length]).toEqual([4, 200]);
    expect(cache.entriesByUse(10).map(({ key }) => key)).toEqual([
      'row 9',
      'row 8',
      'row 7',
      'row 6',
      'here',
    ]);
    // Room for what is said now is made by the least said.
    wordOnce(cache, 100);
    expect([9, 8, 7, 6].map((n) => cache.has(`row ${n}`))).toEqual([true, true, true, false]);
  });

  it('never holds more than it may, and counts its bytes right', () => {
    const entry = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.nat(400));
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const cache = new PromptCache(1_000);
        for (const [key, length] of entries) cache.set(key, new Uint8Array(length));
        let bytes = 0;
        for (const key of 'abcdef') bytes += cache.get(key)?.length ?? 0;
        expect(cache.bytes).toBe(bytes);
        expect(bytes).toBeLessThanOrEqual(1_000);
      }),
    );
  });

  it('keeps lines apart that only look alike', () => {
    const keys = [
      promptKey('a', 'en', 'v', 1, 's'),
      promptKey('a', 'en', undefined, 1, 's'),
      promptKey('a","en', 'v', '', 1, 's'),
      promptKey('a', 'en', 'v', 1.2, 's'),
      promptKey('a', 'en', 'v', 1, 't'),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(promptKey(' a ', 'en', 'v', 1, 's')).toBe(keys[0]);
  });

  it('regression: a farewell stays, whatever else is said', () => {
    const cache = new PromptCache(1_000);
    cache.keep('farewell', new Uint8Array(300));
    for (let n = 0; n < 50; n++) cache.set(`line ${n}`, new Uint8Array(200));
    cache.set('farewell', new Uint8Array(1));
    expect(cache.get('farewell')).toHaveLength(300);
  });
});
