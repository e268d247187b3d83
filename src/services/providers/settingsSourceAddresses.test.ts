import { describe, expect, it } from 'vitest';
import { ProviderSettingsSource } from './settingsSource.ts';
import type { ProviderRecord } from './settingsSourceFields.ts';

const none = {};
const change = (
  env: Record<string, string>,
  name: string,
  before: ProviderRecord,
  given: Record<string, string>,
) => {
  const after = { ...before, ...given };
  new ProviderSettingsSource(env).ensureMayMove(name, { before, after, given: new Set(Object.keys(given)) });
};
const needsKey = expect.objectContaining({ code: 'PROVIDER_ADDRESS_NEEDS_KEY' });
const foreign = expect.objectContaining({ code: 'PROVIDER_ADDRESS_FOREIGN' });

describe('a stored address takes no secret that it was not given for', () => {
  it('is not used with a key of the environment', () => {
    const env: Record<string, string | undefined> = { OPENAI_API_KEY: 'k' };
    const source = new ProviderSettingsSource(env);
    source.set('openai', { url: 'https://elsewhere.example/v1' });
    expect(source.get('openai')).toBeUndefined();
    const { configured, problem } = source.describe('openai');
    expect({ configured, problem }).toMatchObject({
      configured: false,
      problem: { code: 'PROVIDER_ADDRESS_FOREIGN', message: expect.stringContaining('OPENAI_BASE_URL') },
    });
    expect(source.problemVariables('openai')).toEqual(['OPENAI_BASE_URL']);
    // Nor with one of the environment that hides the one it was stored with.
    source.set('openai', { url: 'https://elsewhere.example/v1', key: 'stored' });
    expect(source.get('openai')).toBeUndefined();
    env['OPENAI_API_KEY'] = undefined;
    expect(source.get('openai')).toMatchObject({ url: 'https://elsewhere.example/v1', key: 'stored' });
    // Where the environment names an address, the operator has decided.
    env['OPENAI_API_KEY'] = 'k';
    env['OPENAI_BASE_URL'] = 'https://ours.example/v1';
    expect(source.get('openai')).toMatchObject({ url: 'https://ours.example/v1', key: 'k' });
  });

  it('is used where there is no secret', () => {
    const source = new ProviderSettingsSource({ WEAVER_MODEL: 'm' });
    source.set('openai-compatible', { url: 'http://10.0.0.7:8000/v1' });
    expect(source.get('openai-compatible')).toMatchObject({ url: 'http://10.0.0.7:8000/v1', model: 'm' });
  });

  it('is not used with a key file: its path is known to everybody', () => {
    const source = new ProviderSettingsSource({ GOOGLE_CLOUD_PROJECT: 'p' });
    const address = { sttUrl: 'https://elsewhere.example' };
    source.set('google', { ...address, credentialsFile: '/etc/key.json' });
    expect(source.get('google')).toBeUndefined();
    source.set('google', { ...address, credentials: '{}' });
    expect(source.get('google')).toMatchObject(address);
  });

  it.each<[string, Record<string, string>, string, ProviderRecord, Record<string, string>]>([
    ['a stored key', none, 'openai', { key: 'k' }, { url: 'https://x.example' }],
    [
      'a stored key and another address',
      none,
      'azure',
      { key: 'k', sttUrl: 'https://a.example' },
      { sttUrl: 'https://b.example' },
    ],
    ['a key of the environment', { OPENAI_API_KEY: 'k' }, 'openai', {}, { url: 'https://x.example' }],
    ['a key file', none, 'google', {}, { credentialsFile: '/etc/key.json', sttUrl: 'https://x.example' }],
  ])('is refused without the key: %s', (_, env, name, before, given) => {
    expect(() => change(env, name, before, given)).toThrow(needsKey);
  });

  it('is refused with a key that does not count', () => {
    const given = { key: 'new', url: 'https://x.example' };
    expect(() => change({ OPENAI_API_KEY: 'k' }, 'openai', {}, given)).toThrow(foreign);
  });

  it.each<[string, ProviderRecord, Record<string, string>]>([
    ['with the key', { key: 'k' }, { key: 'k2', url: 'https://x.example' }],
    ['before the key', {}, { url: 'https://x.example' }],
    [
      'which it was already',
      { key: 'k', url: 'https://x.example' },
      { url: 'https://x.example', model: 'm' },
    ],
  ])('is taken %s', (_, before, given) => {
    expect(() => change({}, 'openai', before, given)).not.toThrow();
  });
});

describe('a stored key crosses no network in the clear', () => {
  it.each([
    'http://10.0.0.7/v1',
    'ws://gateway.local',
    'http://127.0.0.1@evil.example',
    'http://localhost.evil.example',
  ])('%s', (url) => {
    const source = new ProviderSettingsSource({});
    const plain = expect.objectContaining({ code: 'PROVIDER_ADDRESS_PLAIN' });
    expect(() => source.set('openai', { key: 'k', url })).toThrow(plain);
  });

  it.each(['http://127.0.0.1:8000/v1', 'http://localhost/v1', 'ws://[::1]:9', 'https://x.example'])(
    'except %s',
    (url) => {
      const source = new ProviderSettingsSource({});
      source.set('openai', { key: 'k', url });
      expect(source.get('openai')).toMatchObject({ url });
    },
  );

  it('except where the environment says both', () => {
    const source = new ProviderSettingsSource({ GROQ_API_KEY: 'k', GROQ_BASE_URL: 'http://10.0.0.7/v1' });
    expect(source.get('groq')).toMatchObject({ url: 'http://10.0.0.7/v1' });
  });
});

describe('places that become part of a host name', () => {
  it.each(['evil.example/', 'eu@evil.example', 'EU', 'a b', ''])('cannot be %j', (location) => {
    const source = new ProviderSettingsSource({});
    expect(() => source.set('google', { location })).toThrow(
      expect.objectContaining({ code: 'PROVIDER_SETTINGS_INVALID' }),
    );
  });
});
