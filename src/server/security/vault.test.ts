import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Vault } from './vault.ts';
import { newKeyIn, parseVaultKey } from './vaultKey.ts';

let home: string;
beforeEach(() => void (home = mkdtempSync(path.join(tmpdir(), 'weaver-vault-'))));
afterEach(() => rmSync(home, { recursive: true, force: true }));
const keyFile = () => path.join(home, 'secret.key');

describe('the vault', () => {
  it('opens what it sealed, and shows nothing of it', () => {
    const vault = new Vault({ home, key: randomBytes(32) });
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (value) => {
        const sealed = vault.seal('provider.azure', value);
        expect(sealed).toMatch(/^[\w-]+$/);
        expect(vault.open('provider.azure', sealed)).toEqual({ value, stale: false });
      }),
    );
    expect(vault.seal('a', 'same')).not.toBe(vault.seal('a', 'same'));
  });

  it('opens nothing that was changed, cut, or moved to another setting', () => {
    const vault = new Vault({ home, key: randomBytes(32) });
    const sealed = Buffer.from(vault.seal('provider.azure', 'the secret'), 'base64url');
    fc.assert(
      fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
        const bytes = Buffer.from(sealed);
        bytes[bit >> 3] = bytes[bit >> 3]! ^ (1 << (bit & 7));
        expect(vault.open('provider.azure', bytes.toString('base64url'))).toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), (length) => {
        expect(vault.open('provider.azure', sealed.subarray(0, length).toString('base64url'))).toBeNull();
      }),
    );
    expect(vault.open('provider.google', sealed.toString('base64url'))).toBeNull();
    expect(vault.open('provider.azure', 'no such thing, 🔑')).toBeNull();
  });

  it('makes a key for its owner only when the first value is sealed, and finds it again', () => {
    const vault = new Vault({ home });
    expect(vault.open('a', 'AQ')).toBeNull();
    expect(readdirSync(home)).toEqual([]);
    const sealed = vault.seal('a', 'x');
    expect(readdirSync(home)).toEqual(['secret.key']);
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
    chmodSync(keyFile(), 0o644);
    expect(new Vault({ home }).open('a', sealed)).toEqual({ value: 'x', stale: false });
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
  });

  it('keeps the key of whoever was first', () => {
    expect(newKeyIn(home)).toEqual(newKeyIn(home));
    expect(readdirSync(home)).toEqual(['secret.key']);
  });

  it('never replaces a key file that it cannot read', () => {
    writeFileSync(keyFile(), 'half a ke');
    const vault = new Vault({ home });
    expect(() => vault.seal('a', 'x')).toThrow(expect.objectContaining({ code: 'API_VAULT_KEY_INVALID' }));
    expect(readFileSync(keyFile(), 'utf8')).toBe('half a ke');
  });

  it('changes keys: the one before and the file’s still open, and say that they are old', () => {
    const [first, second] = [randomBytes(32), randomBytes(32)];
    const byFile = new Vault({ home }).seal('a', 'of the file');
    const byFirst = new Vault({ home, key: first }).seal('a', 'of the first');
    const vault = new Vault({ home, key: second, previousKey: first });
    expect(vault.open('a', byFile)).toEqual({ value: 'of the file', stale: true });
    expect(vault.open('a', byFirst)).toEqual({ value: 'of the first', stale: true });
    expect(new Vault({ home, key: second }).open('a', byFirst)).toBeNull();
  });

  it('takes keys of 32 bytes in hexadecimal and both alphabets of base64', () => {
    const key = randomBytes(32);
    for (const encoding of ['hex', 'base64', 'base64url'] as const)
      expect(parseVaultKey(` ${key.toString(encoding)}\n`)).toEqual(key);
    for (const wrong of ['', 'x', key.toString('hex').slice(1), randomBytes(31).toString('base64')])
      expect(parseVaultKey(wrong)).toBeUndefined();
  });
});
