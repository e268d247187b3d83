import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Vault } from './vault.ts';

// Nobody can take the rights of a file from the super-user, as whom tests may run.
vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>();
  return { ...real, chmodSync: vi.fn<typeof fs.chmodSync>(real.chmodSync) };
});

let home: string;
beforeEach(() => void (home = fs.mkdtempSync(path.join(tmpdir(), 'weaver-key-'))));
afterEach(() => {
  vi.mocked(fs.chmodSync).mockReset();
  fs.rmSync(home, { recursive: true, force: true });
});

describe('the key file', () => {
  it('a secret.key that is readable but cannot be chmod-ed still opens, and is warned of once', () => {
    const sealed = new Vault({ home }).seal('a', 'x');
    fs.writeFileSync(path.join(home, 'copy'), fs.readFileSync(path.join(home, 'secret.key')), {
      mode: 0o644,
    });
    fs.renameSync(path.join(home, 'copy'), path.join(home, 'secret.key'));
    vi.mocked(fs.chmodSync).mockImplementation(() => {
      throw Object.assign(new Error('not permitted'), { code: 'EPERM' });
    });
    const warnings: string[] = [];
    const vault = new Vault({ home, onExposed: (reason) => void warnings.push(reason) });
    expect(vault.open('a', sealed)).toEqual({ value: 'x', stale: false });
    expect(vault.open('a', vault.seal('a', 'y'))).toEqual({ value: 'y', stale: false });
    expect(warnings).toEqual(['EPERM']);
  });
});
