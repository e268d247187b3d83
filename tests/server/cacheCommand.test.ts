/** `weaver cache` as a person runs it, next to a server with a cache that has learned. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { noProviders } from '../../src/server/testing/testServer.ts';
import { sampleCall } from '../support/storage/samples.ts';
import { GREETING, HOURS, OPEN, publishFaq, teach } from '../support/cacheLine.ts';
import { home, inHome, serve, useHome, world } from './providersKit.ts';

useHome();

const main = path.join(import.meta.dirname, '../../src/cli/main.ts');

async function cache(...args: string[]) {
  const child = spawn(process.execPath, [main, 'cache', ...args], {
    // Elsewhere, so that no `.env` of a developer counts; nothing of ours listens on that port.
    cwd: home,
    env: { PATH: process.env['PATH'], PORT: '1', ...inHome() },
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, out, err, json: () => JSON.parse(out) as Record<string, unknown> };
}

// Each command is a process that starts from the sources: seconds on a busy machine.
it('shows, explains, exports, judges and forgets', { timeout: 120_000 }, async () => {
  const server = await serve(world(), {}, { providers: noProviders });
  const id = await publishFaq(server, 'faq', ['zh-HK', 'en-US']);
  await server.context.store.calls.start(sampleCall('CA-mine', { from: '+85291234567' }));
  await teach(server, id, { callSids: ['CA-mine', 'CA-b', 'CA-c'] });
  await teach(server, id, { words: 'is there parking', answer: 'Yes.', callSids: ['CA-mine'] });

  const stats = await cache('stats');
  expect(stats).toMatchObject({ status: 0 });
  expect(stats.out).toContain('faq: shadow, 2 entries');
  expect(stats.out).toMatch(/Chinese.* is matched by characters and sound/);

  const asked = ['explain', HOURS, '--workflow', 'faq', '--node', 'faq', '--language', 'en-US'];
  const explained = await cache(...asked, '--after', GREETING);
  expect(explained.out).toContain(`HIT (exact): “${OPEN}”`);
  expect(explained.out).toContain('no language model is set up');
  const elsewhere = await cache(...asked, '--value', 'time=14:20', '--json');
  expect(elsewhere.json()).toMatchObject({ decision: 'miss', reason: 'not-certified' });
  const unknown = await cache(...asked.slice(0, -3), 'nowhere', '--json');
  expect([unknown.status, unknown.json()]).toMatchObject([1, { errors: [{ code: 'CACHE_NODE_UNKNOWN' }] }]);

  const file = path.join(home, 'cache.jsonl');
  expect((await cache('export', '--text', 'opening', '--output', file)).status).toBe(0);
  const [entry, ...more] = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Entry);
  expect([entry?.words, more]).toEqual([HOURS, []]);
  expect((await cache('export')).out.trimEnd().split('\n')).toHaveLength(2);

  const answer = entry?.answers[0]?.answerId ?? '';
  const judged = await cache('report', entry?.entryId ?? '', answer, '--approve', '--json');
  expect(judged.json()).toMatchObject({ ok: true, standing: 'authored' });
  const refused = await cache('report', 'none', answer);
  expect([refused.status, refused.err]).toEqual([1, expect.stringContaining('[CACHE_ENTRY_UNKNOWN]')]);

  expect((await cache('purge', '--all')).status).toBe(2);
  const mine = await cache('purge', '--caller', '+85291234567', '--json');
  expect(mine.json()).toMatchObject({ ok: true, calls: 1, entries: 1, observations: 2 });
  expect((await cache('purge', '--all', '--yes')).out).toContain('Forgotten: 1 entries');
  expect(server.context.cache.export()).toEqual([]);
});

interface Entry {
  entryId: string;
  words: string;
  answers: { answerId: string }[];
}
