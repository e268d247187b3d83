import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WeaverError } from '../../types/errors/index.ts';
import { ProviderRegistry } from './registry.ts';
import { configurableProviders, providerEnvironment } from './settings.ts';
import { ProviderSettingsSource } from './settingsSource.ts';
import { fieldsOf, isSecretField, shownValue } from './settingsSourceFields.ts';
import { reportProviders } from './settingsSourceReport.ts';

const field = (source: ProviderSettingsSource, provider: string, name: string) =>
  source.describe(provider).fields.find((it) => it.name === name);

describe('the settings of providers', () => {
  it('come from the environment, with defaults, without a server', () => {
    const source = new ProviderSettingsSource({ AZURE_SPEECH_KEY: ' abc ' });
    expect(source.get('azure')).toEqual({ key: 'abc', region: 'eastasia' });
    expect(source.get('deepgram')).toBeUndefined();
    expect(source.describe('deepgram')).toMatchObject({
      configured: false,
      missing: 'Set key (DEEPGRAM_API_KEY).',
      problem: null,
    });
  });

  it('are taken from the environment first, field by field', () => {
    const source = new ProviderSettingsSource({ OPENAI_MODEL: 'from-env', OPENAI_BASE_URL: '  ' });
    source.set('openai', { key: 'stored', model: 'stored-model', url: 'https://stored.example/v1/' });
    expect(source.get('openai')).toMatchObject({
      key: 'stored',
      model: 'from-env',
      url: 'https://stored.example/v1',
    });
    expect(field(source, 'openai', 'model')).toMatchObject({ from: 'environment', stored: true });
    expect(field(source, 'openai', 'url')).toMatchObject({ from: 'store', stored: true });
    expect(field(source, 'openai', 'ttsVoice')).toMatchObject({ from: 'default', value: 'alloy' });
    source.remove('openai');
    expect(source.get('openai')).toBeUndefined();
    expect(field(source, 'openai', 'model')).toMatchObject({ from: 'environment', stored: false });
  });

  it('follow the environment as it is now, and are the same object while nothing changes', () => {
    const env: Record<string, string | undefined> = {};
    const source = new ProviderSettingsSource(env);
    expect(source.get('groq')).toBeUndefined();
    env['GROQ_API_KEY'] = 'later';
    const settings = source.get('groq');
    expect(settings).toMatchObject({ key: 'later' });
    expect(source.get('groq')).toBe(settings);
  });

  it('count as there only when everything needed is there', () => {
    const google = (env: Record<string, string>) => new ProviderSettingsSource(env).describe('google');
    expect(google({ GOOGLE_CLOUD_PROJECT: 'p' }).missing).toMatch(/GOOGLE_CREDENTIALS_JSON.* or /);
    expect(google({ GOOGLE_APPLICATION_CREDENTIALS: '/k.json' }).missing).toMatch(/GOOGLE_CLOUD_PROJECT/);
    expect(google({ GOOGLE_CLOUD_PROJECT: 'p', GOOGLE_APPLICATION_CREDENTIALS: '/k' }).configured).toBe(true);
    expect(google({ GOOGLE_CLOUD_PROJECT: 'p', GOOGLE_CREDENTIALS_JSON: '{}' }).configured).toBe(true);
    expect(google({ GOOGLE_CLOUD_PROJECT: 'p', GOOGLE_TTS_URL: 'http://127.0.0.1:1' }).configured).toBe(true);
    expect(google({ GOOGLE_CLOUD_PROJECT: 'p', GOOGLE_TTS_URL: 'https://x.org' }).configured).toBe(false);
    const open = new ProviderSettingsSource({ WEAVER_MODEL: 'm', WEAVER_EMBEDDING_DIMENSIONS: '64' });
    expect(open.get('openai-compatible')).toBeUndefined();
    open.set('openai-compatible', { url: 'http://localhost:11434/v1' });
    expect(open.get('openai-compatible')).toMatchObject({ model: 'm', embeddingDimensions: 64 });
  });

  it('that do not fit are refused by field, and change nothing', () => {
    const source = new ProviderSettingsSource({});
    source.set('openai', { key: 'good' });
    const wrong: Record<string, string>[] = [
      { url: 'sk-secret-value' },
      { model: '' },
      { 'sk-secret-value': 'x' },
    ];
    for (const record of wrong) {
      try {
        source.set('openai', record);
        expect.unreachable();
      } catch (error) {
        expect(error).toMatchObject({ code: 'PROVIDER_SETTINGS_INVALID' });
        expect(JSON.stringify((error as WeaverError).detail) + String(error)).not.toContain('sk-secret');
      }
    }
    expect(source.get('openai')).toMatchObject({ key: 'good' });
    expect(() => source.set('flite', {})).toThrow(
      expect.objectContaining({ code: 'PROVIDER_NOT_CONFIGURABLE' }),
    );
  });

  it('that do not fit in the environment are a problem, not a crash', () => {
    const source = new ProviderSettingsSource({ GROQ_API_KEY: 'k', GROQ_BASE_URL: 'sk-pasted-wrongly' });
    expect(source.get('groq')).toBeUndefined();
    const { configured, missing, problem } = source.describe('groq');
    expect({ configured, missing }).toEqual({ configured: false, missing: null });
    expect(problem?.message).toMatch(/url \(GROQ_BASE_URL\)/);
    expect(JSON.stringify(problem)).not.toContain('sk-pasted');
  });

  it('credentials in GOOGLE_APPLICATION_CREDENTIALS, base64 or JSON, are refused and not shown', () => {
    const json = JSON.stringify({ type: 'service_account', private_key: 'never-to-be-seen'.repeat(60) });
    const base64 = Buffer.from(json).toString('base64');
    const wrong = [
      json,
      base64,
      base64.slice(0, 400),
      Buffer.from(JSON.stringify(JSON.parse(json), null, 2)).toString('base64url'),
      `/keys/\n${base64}`,
      'x'.repeat(600),
      `/${'x'.repeat(5_000)}`,
    ];
    for (const value of wrong) {
      const source = new ProviderSettingsSource({
        GOOGLE_CLOUD_PROJECT: 'p',
        GOOGLE_APPLICATION_CREDENTIALS: value,
      });
      const description = source.describe('google');
      expect(description.problem).toMatchObject({
        code: 'PROVIDER_SETTINGS_INVALID',
        message: expect.stringContaining('GOOGLE_CREDENTIALS_JSON') as string,
      });
      expect(source.get('google')).toBeUndefined();
      expect(field(source, 'google', 'credentialsFile')?.value).toBe('…');
      expect(source.problemVariables('google')).toEqual(['GOOGLE_APPLICATION_CREDENTIALS']);
    }
    for (const path of [
      '/run/secrets/google.json',
      'key.json',
      'C:\\keys\\google.json',
      `/${'deep/'.repeat(200)}k`,
    ])
      expect(
        new ProviderSettingsSource({ GOOGLE_CLOUD_PROJECT: 'p', GOOGLE_APPLICATION_CREDENTIALS: path }).get(
          'google',
        )?.credentialsFile,
      ).toBe(path);
  });

  it('unusable keys and addresses are not accepted', () => {
    const source = new ProviderSettingsSource({});
    const invalid = expect.objectContaining({ code: 'PROVIDER_SETTINGS_INVALID' });
    for (const key of ['two words', 'line\nbreak', 'schlüssel', 'k\u0000', '“quoted”'])
      expect(() => source.set('deepgram', { key })).toThrow(invalid);
    for (const url of ['https://[', 'https://a b', 'https://x:99999', 'https://x\\@y', 'ftp://x', 'https://'])
      expect(() => source.set('deepgram', { url })).toThrow(invalid);
    source.set('deepgram', { key: ' k-._~+/=:!" ', url: 'https://x.example:8443/a?b=c' });
    expect(source.get('deepgram')).toMatchObject({ key: 'k-._~+/=:!"' });
    // The credentials are JSON: spaces and line breaks are in it.
    source.set('google', { project: 'p', credentials: '{\n  "type": "service_account"\n}' });
    expect(source.describe('google').problem).toBeNull();
  });

  it('tell who listens, and a listener that throws hurts nobody', () => {
    const source = new ProviderSettingsSource({});
    const heard: string[] = [];
    const stop = source.onChange((name) => void heard.push(name));
    source.set('groq', { key: 'k' });
    source.remove('groq');
    source.remove('groq');
    stop();
    source.set('groq', { key: 'k' });
    expect(heard).toEqual(['groq', 'groq']);
  });

  it('never show a secret, wherever it is set', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9+/=]{16,60}$/);
    const provider = fc.constantFrom(...configurableProviders);
    fc.assert(
      fc.property(provider, secret, fc.boolean(), (name, value, byEnvironment) => {
        const secrets = fieldsOf(name).filter(isSecretField);
        const variables = providerEnvironment[name] as Readonly<Record<string, string>>;
        const env = Object.fromEntries(secrets.map((it) => [variables[it], value]));
        const source = new ProviderSettingsSource(byEnvironment ? env : {});
        if (!byEnvironment) source.set(name, Object.fromEntries(secrets.map((it) => [it, value])));
        const { fields } = source.describe(name);
        expect(fields.filter((it) => it.secret).every((it) => it.from !== null && it.value === null)).toBe(
          true,
        );
        expect(JSON.stringify(fields)).not.toContain(JSON.stringify(value).slice(1, -1));
      }),
    );
  });

  it('show addresses without what signs in', () => {
    expect(shownValue('https://bob:pw@example.com/v1/?key=abc#x')).toBe('https://…@example.com/v1/?…#…');
    expect(shownValue('https://example.com/v1')).toBe('https://example.com/v1');
    expect(shownValue('wss://example.com')).toBe('wss://example.com');
    expect(shownValue('https://user:pw@[broken')).toBe('…');
    expect(shownValue('gpt-4.1')).toBe('gpt-4.1');
  });

  it('are reported with what each provider does', () => {
    const source = new ProviderSettingsSource({});
    const report = reportProviders(new ProviderRegistry(), source);
    expect(report.map(({ name }) => name)).toEqual(
      expect.arrayContaining([...configurableProviders, 'moonshine', 'flite']),
    );
    expect(report.find(({ name }) => name === 'flite')).toMatchObject({
      configurable: false,
      configured: true,
      fields: [],
      works: [expect.objectContaining({ work: 'synthesiser', available: true })],
    });
  });
});
