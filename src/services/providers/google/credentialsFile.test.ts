import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { gapicOptions } from './endpoint.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'google-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

const refusal = async (credentialsFile: string): Promise<unknown> => {
  const settings = { project: 'p', location: 'global', sttModel: 'telephony', credentialsFile };
  return gapicOptions(settings, 'tts').catch((error: unknown) => error);
};

describe('a file of credentials', () => {
  it('is a regular one below 64 KB, or is not read', async () => {
    const long = path.join(folder, 'long.json');
    writeFileSync(long, ' '.repeat(64 * 1024));
    const pipe = path.join(folder, 'pipe');
    const pipes = spawnSync('mkfifo', [pipe]).status === 0 ? [pipe] : [];
    for (const file of [long, folder, '/dev/zero', ...pipes]) {
      expect(await refusal(file)).toMatchObject({
        failure: { kind: 'refused', message: 'the credentials file cannot be read' },
      });
    }
    const small = path.join(folder, 'small.json');
    writeFileSync(small, ' '.repeat(64 * 1024 - 1));
    expect(await refusal(small)).toMatchObject({
      failure: { message: 'the credentials are not the JSON of a service account key' },
    });
  });
});
