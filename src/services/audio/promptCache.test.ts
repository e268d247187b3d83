import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PromptCache, promptKey } from './promptCache.ts';

describe('PromptCache', () => {
  it('drops what was used longest ago', () => {
    const cache = new PromptCache(1_000);
    for (const key of ['a', 'b', 'c', 'd']) cache.set(key, new Uint8Array(250));
    cache.get('a');
    cache.set('e', new Uint8Array(250));
    expect(['a', 'b', 'c', 'd', 'e'].map((key) => cache.get(key) !== undefined)).toEqual([
      true,
      false,
      true,
      true,
      true,
    ]);
    cache.set('huge', new Uint8Array(900));
    expect(cache.get('huge')).toBeUndefined();
    expect(cache.size).toBe(4);
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
