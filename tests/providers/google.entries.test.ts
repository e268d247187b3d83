import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { googleEntries } from '../../src/services/providers/google/entries.ts';
import type { GoogleSettings } from '../../src/services/providers/google/endpoint.ts';

const require = createRequire(import.meta.url);
const loaded = () =>
  Object.keys(require.cache).filter((path) => /@google-cloud|grpc-js|google-gax/.test(path));
const base: GoogleSettings = { project: 'p', location: 'global', sttModel: 'telephony' };

/** A port on which nothing may listen. */
const nobody = 'http://127.0.0.1:1';

describe('Google in the registry', () => {
  it('loads nothing of the clients until one is needed', async () => {
    const [recogniser, synthesiser] = googleEntries(() => ({ ...base, sttUrl: nobody, ttsUrl: nobody }));
    const parts = [await recogniser?.load(), await synthesiser?.load()];
    expect(parts.map((part) => part?.name)).toEqual(['google', 'google']);
    expect(loaded()).toEqual([]);
    for (const part of parts) await expect(part?.warm()).rejects.toThrow('cannot connect');
    // The check can fail: by now they are there.
    expect(loaded()).not.toEqual([]);
    for (const part of parts) await part?.close();
  });

  it('says what is missing', () => {
    const unavailable = (settings: GoogleSettings | undefined) =>
      googleEntries(() => settings).map((entry) => entry.unavailable());
    expect(unavailable(undefined)).toEqual([expect.stringMatching(/^Set /), expect.stringMatching(/^Set /)]);
    expect(unavailable(base)).toEqual([expect.stringMatching(/key file/), expect.stringMatching(/key file/)]);
    expect(unavailable({ ...base, credentials: '{}' })).toEqual([undefined, undefined]);
    expect(unavailable({ ...base, credentialsFile: '/x' })).toEqual([undefined, undefined]);
    expect(unavailable({ ...base, sttUrl: 'http://127.0.0.1:1' })).toEqual([undefined, expect.any(String)]);
  });

  it('serves languages as the settings allow', () => {
    const supports = (settings: GoogleSettings | undefined, language: string) =>
      googleEntries(() => settings).map((entry) => entry.supports(language));
    expect(supports(base, 'en-US')).toEqual([true, true]);
    expect(supports(base, 'zh-HK')).toEqual([false, true]);
    expect(supports({ ...base, location: 'asia-southeast1' }, 'zh-HK')).toEqual([true, true]);
    expect(supports(undefined, 'zh-HK')).toEqual([true, true]);
    expect(supports(base, 'xx-XX')).toEqual([false, false]);
  });
});
