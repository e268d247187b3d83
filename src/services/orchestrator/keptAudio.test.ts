import { describe, expect, it } from 'vitest';
import type { StoredCacheAudio } from '../../types/cacheJournal.ts';
import { systemClock } from '../../types/clock.ts';
import { PromptCache, promptKey } from '../audio/index.ts';
import { KeptAudio } from './keptAudio.ts';

const key = (text: string) => promptKey(text, 'en-US', undefined, undefined, 'flite');
const sound = (byte: number) => new Uint8Array(160).fill(byte);

function journal() {
  const rows = new Map<string, StoredCacheAudio>();
  return {
    rows,
    loadAudio: () => Promise.resolve([...rows.values()]),
    putAudio: (audio: readonly StoredCacheAudio[]) => {
      for (const one of audio) rows.set(one.key, one);
      return Promise.resolve();
    },
    removeAudio: (keys: readonly string[]) => {
      for (const one of keys) rows.delete(one);
      return Promise.resolve();
    },
  };
}

function kept(store: ReturnType<typeof journal>, audio: PromptCache, texts: string[]) {
  return new KeptAudio({
    journal: store,
    audio,
    clock: systemClock,
    workspace: 'default',
    publicTexts: () => texts,
    onError: (error) => {
      throw error;
    },
  });
}

describe('audio that is kept', () => {
  it('is there again after a restart, and what holds a caller’s values is not', async () => {
    const store = journal();
    const audio = new PromptCache();
    audio.set(key('We open at nine.'), sound(1));
    audio.set(key('Your table is at seven, Mr Chan.'), sound(2));
    const first = kept(store, audio, ['We open at nine.']);
    await first.open();
    await first.close();
    const again = new PromptCache();
    const second = kept(store, again, []);
    await second.open();
    expect(again.get(key('We open at nine.'))).toEqual(sound(1));
    expect(again.has(key('Your table is at seven, Mr Chan.'))).toBe(false);
    expect([...store.rows.keys()].join()).not.toContain('Chan');
    await second.close();
  });

  it('knows the clauses of a text', async () => {
    const store = journal();
    const audio = new PromptCache();
    audio.set(key('We open at nine.'), sound(1));
    audio.set(key('We close at six.'), sound(2));
    const one = kept(store, audio, ['We open at nine. We close at six.']);
    await one.keep();
    expect(store.rows.size).toBe(2);
  });

  it('forgets what may not be kept any more', async () => {
    const store = journal();
    const audio = new PromptCache();
    audio.set(key('We open at nine.'), sound(1));
    const texts = ['We open at nine.', 'Goodbye.'];
    const one = kept(store, audio, texts);
    await one.keep();
    expect(store.rows.size).toBe(1);
    texts.shift();
    await one.keep();
    expect(store.rows.size).toBe(0);
  });
});
