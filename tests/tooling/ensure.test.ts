import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packagesMatchLock } from '../../scripts/ensure.mjs';

type Packages = Record<string, { version?: string; optional?: boolean }>;

describe('packagesMatchLock', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'weaver-lock-'));
    mkdirSync(join(folder, 'node_modules'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(name: string, packages: Packages) {
    writeFileSync(join(folder, name), JSON.stringify({ packages }));
  }
  const locked = (packages: Packages) => write('package-lock.json', { '': {}, ...packages });
  const installed = (packages: Packages) => write('node_modules/.package-lock.json', packages);

  it('holds when exactly the locked packages are installed', () => {
    locked({ 'node_modules/a': { version: '1.0.0' } });
    installed({ 'node_modules/a': { version: '1.0.0' } });
    expect(packagesMatchLock(folder)).toBe(true);
  });
  it('does without optional packages of other platforms', () => {
    locked({
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '1.0.0', optional: true },
    });
    installed({ 'node_modules/a': { version: '1.0.0' } });
    expect(packagesMatchLock(folder)).toBe(true);
  });
  it('fails on another version, a missing package, one too many, or nothing installed', () => {
    locked({ 'node_modules/a': { version: '1.0.0' } });
    expect(packagesMatchLock(folder)).toBe(false);
    installed({ 'node_modules/a': { version: '1.0.1' } });
    expect(packagesMatchLock(folder)).toBe(false);
    installed({});
    expect(packagesMatchLock(folder)).toBe(false);
    installed({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } });
    expect(packagesMatchLock(folder)).toBe(false);
  });
  it('fails on a lock that was cut off while being written', () => {
    locked({ 'node_modules/a': { version: '1.0.0' } });
    writeFileSync(join(folder, 'node_modules/.package-lock.json'), '{"packages": {');
    expect(packagesMatchLock(folder)).toBe(false);
  });
});
