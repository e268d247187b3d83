/** `weaver languages` as a person runs it, with a server of the same folder and without one. */
import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { languageTable } from '../../src/lib/languages/table.ts';
import { noProviders } from '../../src/server/testing/testServer.ts';
import type { LanguageSummary } from '../../src/types/apiLanguages.ts';
import { home, inHome, serve, useHome, world } from './providersKit.ts';

useHome();
afterEach(() => languageTable.useCustom([]));

const main = path.join(import.meta.dirname, '../../src/cli/main.ts');

async function languages(...args: string[]) {
  const child = spawn(process.execPath, [main, 'languages', ...args], {
    // Elsewhere, so that no `.env` of a developer counts; nothing of ours listens on that port.
    cwd: home,
    env: { PATH: process.env['PATH'], PORT: '1', ...inHome() },
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, out, err, json: () => JSON.parse(out) as Record<string, unknown> };
}

const hokkien = {
  tag: 'nan-TW',
  language: 'nan',
  names: { english: 'Taiwanese Hokkien', own: '臺語' },
  script: 'Hant',
  providers: { azure: { stt: { code: 'zh-TW', exact: false } } },
};

const file = (name: string, content: unknown): string => {
  const where = path.join(home, name);
  writeFileSync(where, JSON.stringify(content));
  return where;
};

const row = (out: string, tag: string) => out.split('\n').find((line) => line.startsWith(`${tag} `));

// Each command is a process that starts from the sources: seconds on a busy machine.
describe('weaver languages', { timeout: 120_000 }, () => {
  it('without a server shows what comes along, and makes no store to look into', async () => {
    const list = await languages();
    expect(list.status).toBe(0);
    expect(list.err).toContain('No server answers');
    expect(list.out.split('\n')[0]).toMatch(
      /^tag +name +own name +Azure +Google +ElevenLabs +Deepgram +embedded +ConversationRelay$/,
    );
    expect(row(list.out, 'zh-MO')).toMatch(/廣東話（澳門） +~~ +~~ +\+- +~- +-[+-] +~~$/);
    expect(row(list.out, 'bn-BD')).toMatch(/ -\+ +\+\? +\+- +\+- /);
    expect((await languages('--json')).json()).toMatchObject({ languages: expect.any(Array) });
    const shown = await languages('show', 'yue-MO');
    expect(shown.out).toContain('yue-MO is zh-MO.');
    expect(shown.out).toMatch(/zh-HK \(a substitute\)/);
    expect(shown.out).toMatch(/unconfirmed: yue-HK-Chirp3-HD-Aoede/);
    const unknown = await languages('show', 'tlh', '--json');
    expect([unknown.status, unknown.json()]).toMatchObject([1, { errors: [{ code: 'LANGUAGE_UNKNOWN' }] }]);
    expect((await languages('nosuch')).status).toBe(2);
    expect(existsSync(path.join(home, 'weaver.db'))).toBe(false);
  });

  it('without a server changes the store; a server that starts has it', async () => {
    const record = file('hokkien.json', hokkien);
    const added = await languages('add', record, '--json');
    expect([added.status, added.json()]).toMatchObject([0, { ok: true, record: { tag: 'nan-TW' } }]);
    expect((await languages('add', record, '--json')).json()).toMatchObject({
      errors: [{ code: 'LANGUAGE_EXISTS' }],
    });
    expect(row((await languages()).out, 'nan-TW')).toMatch(/Taiwanese Hokkien \(yours\) +臺語 +~\?/);
    const server = await serve(world(), {}, { providers: noProviders });
    expect((await server.api('/api/languages/nan-TW')).body).toMatchObject({ custom: true });
  });

  it('with a server asks and changes that one', async () => {
    const server = await serve(world(), {}, { providers: noProviders });
    expect((await languages('add', file('hokkien.json', hokkien))).status).toBe(0);
    expect((await server.api('/api/languages/nan-TW')).status).toBe(200);
    const shown = await languages('show', 'nan-TW', '--json');
    expect(shown.err).toBe('');
    // What was shown can be edited and given back.
    const changed = file('changed.json', { ...shown.json(), record: { ...hokkien, hints: ['大稻埕'] } });
    expect((await languages('add', changed, '--replace')).status).toBe(0);
    expect((await server.api('/api/languages/nan-TW')).body).toMatchObject({ record: { hints: ['大稻埕'] } });
    const listed = (await languages('list', '--json')).json() as unknown as { languages: LanguageSummary[] };
    expect(listed.languages.filter(({ custom }) => custom).map(({ tag }) => tag)).toEqual(['nan-TW']);
    expect((await languages('remove', 'nan-TW')).status).toBe(0);
    expect((await server.api('/api/languages/nan-TW')).code).toBe('LANGUAGE_UNKNOWN');
    const refused = await languages('add', file('bad.json', { ...hokkien, script: 'traditional' }), '--json');
    expect([refused.status, refused.json()]).toMatchObject([
      1,
      { errors: [{ code: 'LANGUAGE_RECORD_INVALID' }] },
    ]);
    expect(refused.out).toContain('script');
  });
});
