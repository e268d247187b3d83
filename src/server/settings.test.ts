import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { providerEnvironment } from '../services/providers/index.ts';
import { WeaverError } from '../types/errors/index.ts';
import { createLogger } from './logging.ts';
import { environmentSchema, isLoopbackAddress, isLoopbackName, readSettings } from './settings.ts';

describe('readSettings', () => {
  it('needs nothing', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({ PORT: 8080, HOST: '127.0.0.1', loopback: true, given: [] });
    expect(settings.databaseUrl).toBe(`sqlite:${path.resolve('.weaver', 'weaver.db')}`);
  });

  it('takes empty variables for absent ones', () => {
    expect(readSettings({ PORT: '', WEAVER_TOKEN: ' ' })).toMatchObject({ PORT: 8080, given: [] });
  });

  it.each([
    ['PORT', '99999'],
    ['PORT', 'eighty'],
    ['WEAVER_PUBLIC_URL', 'http://voice.example.com'],
    ['WEAVER_PUBLIC_URL', 'https://voice.example.com/?x=1'],
    ['WEAVER_TOKEN', 'secret-short'],
    ['TWILIO_ACCOUNT_SID', 'AC123'],
    ['WEAVER_VAULT_KEY', 'not-a-key-of-32-bytes'],
  ])('names %s when it is wrong, and does not repeat it', (name, value) => {
    try {
      readSettings({ [name]: value });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(WeaverError);
      expect((error as WeaverError).detail['name']).toBe(name);
      expect((error as WeaverError).message).not.toContain(value);
    }
  });

  it('is documented, every name of it', () => {
    const documented = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
    const ofProviders = Object.values(providerEnvironment).flatMap((fields) => Object.values(fields));
    const names = new Set([...Object.keys(environmentSchema.shape), ...ofProviders]);
    const tables = [...documented.matchAll(/^\| `([A-Z][A-Z_]+)`/gm)].map(([, name]) => name);
    expect(tables.toSorted()).toEqual([...names].toSorted());
  });
});

describe('loopback', () => {
  it('is only what can mean this machine', () => {
    for (const name of ['localhost', '127.0.0.1', '127.8.8.8', '::1'])
      expect(isLoopbackName(name)).toBe(true);
    for (const name of ['0.0.0.0', '::', '127.0.0.1.evil.example', 'localhost.evil.example', '10.0.0.1'])
      expect(isLoopbackName(name)).toBe(false);
    expect(isLoopbackAddress('::ffff:127.0.0.1')).toBe(true);
    expect(isLoopbackAddress('::ffff:10.0.0.1')).toBe(false);
    expect(isLoopbackAddress(undefined)).toBe(false);
  });
});

describe('the log', () => {
  it('removes what is personal or secret, and what errors quote', () => {
    let text = '';
    const log = createLogger(
      'info',
      new Writable({ write: (chunk, _e, done) => ((text += String(chunk)), done()) }),
    );
    log.info({ from: '+85221234567', call: { to: '+85221234567' }, token: 'hush', callSid: 'CA1' }, 'a line');
    log.error({ err: new Error('the caller said +85221234567') }, 'another');
    expect(text).toContain('CA1');
    expect(text).not.toContain('21234567');
    expect(text).not.toContain('hush');
  });
});
