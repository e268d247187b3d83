/** What happens around a change of settings: to the store, to the log, to the calls that follow. */
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import {
  ProviderRegistry,
  ProviderSettingsSource,
  StandInModel,
  StandInSynthesiser,
  type ProviderEntry,
} from '../../src/services/providers/index.ts';
import type { SettingsRepository } from '../../src/services/storage/index.ts';
import { withStoredAccounts } from '../../src/server/providersOffline.ts';
import { renew } from '../../src/server/providersRenewal.ts';
import { SealedRecords } from '../../src/server/providersSealed.ts';
import { Vault } from '../../src/server/security/vault.ts';
import { until } from '../../src/server/testing/testServer.ts';
import { ManualClock } from '../support/manualClock.ts';
import { home, inHome, OTHER_SECRET, put, SECRET, serve, useHome, world } from './providersKit.ts';

useHome();

const about = {
  name: 'openai',
  automatic: true,
  supports: () => true,
  unavailable: () => undefined,
  can: 'x',
  cannot: 'x',
  licence: 'x',
};

/** A model that counts how often it was warmed, and takes as long as it is told. */
function modelEntry(warm: () => Promise<void>): ProviderEntry {
  const load = async () => Object.assign(new StandInModel({ script: () => 'OK' }), { warm });
  return { ...about, work: 'model', load };
}

describe('a change', () => {
  it('does not lose the newer key of another process (lost update)', async () => {
    const { source, registry } = world();
    const server = await serve({ source, registry });
    await put(server, { key: SECRET });
    await withStoredAccounts(inHome(), (accounts) => accounts.change('openai', { key: OTHER_SECRET }));
    expect((await put(server, { model: 'm' })).status).toBe(200);
    expect(source.get('openai')).toMatchObject({ key: OTHER_SECRET, model: 'm' });
  });

  it('leaves the first call after it the provider, made anew and warm', async () => {
    const { source } = world();
    const keys: (string | undefined)[] = [];
    const registry = new ProviderRegistry([
      modelEntry(() => {
        keys.push(source.get('openai')?.key);
        return Promise.resolve();
      }),
    ]);
    const server = await serve({ source, registry });
    await put(server, { key: SECRET });
    expect(registry.made('model', 'openai')).toBeUndefined(); // nobody has used it
    const before = await registry.model('openai');
    await put(server, { key: OTHER_SECRET });
    expect(keys).toEqual([OTHER_SECRET]);
    const after = registry.made('model', 'openai');
    expect(after).toBeDefined();
    expect(after).not.toBe(before);
  });

  it('waits 5 s at most for that, and not for one that fails', async () => {
    const clock = new ManualClock();
    const slow = new ProviderRegistry([modelEntry(() => new Promise(() => undefined))]);
    await slow.model('openai');
    const renewed = renew(slow, 'openai', clock);
    clock.advance(5_000);
    expect(await renewed).toBe(false);

    const { source } = world();
    const broken = new ProviderRegistry([modelEntry(() => Promise.reject(new Error(SECRET)))]);
    const server = await serve({ source, registry: broken });
    await broken.model('openai');
    expect((await put(server, { key: SECRET })).status).toBe(200);
    expect(server.logged()).toContain('not ready with its new settings');
    expect(server.logged()).not.toContain(SECRET);
  });
});

describe('the start', () => {
  it('warns of a bad provider variable by its name', async () => {
    const server = await serve(
      world({ GROQ_API_KEY: SECRET, GROQ_BASE_URL: OTHER_SECRET, DEEPGRAM_API_KEY: `${SECRET}\n${SECRET}` }),
    );
    const lines = server
      .logged()
      .split('\n')
      .filter((line) => line.includes('PROVIDER_SETTINGS_INVALID'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toEqual([
      expect.objectContaining({ level: 'warn', provider: 'deepgram', variables: ['DEEPGRAM_API_KEY'] }),
      expect.objectContaining({ level: 'warn', provider: 'groq', variables: ['GROQ_BASE_URL'] }),
    ]);
    expect(server.logged()).not.toContain(SECRET);
    expect(server.logged()).not.toContain(OTHER_SECRET);
  });
});

describe('a change of the vault’s key', () => {
  it('keeps a record that cannot be sealed anew', async () => {
    const [old, next] = [randomBytes(32), randomBytes(32)];
    const sealed = new Vault({ home, key: old }).seal('provider.groq', JSON.stringify({ key: SECRET }));
    const full: Pick<SettingsRepository, 'get' | 'set'> = {
      get: async (setting) => setting.schema.parse({ sealed }),
      set: () => Promise.reject(new Error(`disk full: ${SECRET}`)),
    };
    const lines: string[] = [];
    const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    const vault = new Vault({ home, key: next, previousKey: old });
    const records = new SealedRecords(full as SettingsRepository, vault, log);
    expect(await records.read('groq')).toEqual({ key: SECRET });
    expect(lines.join('')).toContain('could not be sealed with the new key');
    expect(lines.join('')).not.toContain(SECRET);
  });
});

describe('a check', () => {
  it('that nobody waits for any more ends quietly (Ctrl-C)', async () => {
    const source = new ProviderSettingsSource({ OPENAI_API_KEY: 'k' });
    const seen = { begun: false, cancelled: false };
    const synthesiser = Object.assign(new StandInSynthesiser(), {
      speak: () => {
        seen.begun = true;
        return { cancel: () => void (seen.cancelled = true) };
      },
    });
    const entry: ProviderEntry = { ...about, work: 'synthesiser', load: async () => synthesiser };
    const server = await serve({ source, registry: new ProviderRegistry([entry]) });
    for (const where of ['openai/check', 'check']) {
      Object.assign(seen, { begun: false, cancelled: false });
      const hangUp = new AbortController();
      const answer = server.api(`/api/providers/${where}`, { method: 'POST', signal: hangUp.signal });
      const ended = answer.catch((error: Error) => error.name);
      await until(() => seen.begun);
      hangUp.abort();
      expect(await ended).toBe('AbortError');
      await until(() => seen.cancelled);
    }
    // One more request: what the others had to log is logged.
    expect((await server.api('/api/providers')).status).toBe(200);
    expect(server.logged()).not.toMatch(/API_INTERNAL|"level":"(error|fatal)"/);
  });
});
