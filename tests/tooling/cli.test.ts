import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'weaver-cli-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function weaver(...args: string[]) {
  return spawnSync(process.execPath, [join(root, 'src/cli/main.ts'), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
}

function file(name: string, content: string): string {
  const path = join(scratch, name);
  writeFileSync(path, content);
  return path;
}

/** One object and nothing else: the whole of standard output must parse. */
const object = (text: string) => JSON.parse(text) as Record<string, unknown>;

describe('the weaver command', () => {
  it('validates a sound workflow', () => {
    const { status, stdout } = weaver('flow', 'validate', 'examples/workflows/clinic.json', '--json');
    expect(object(stdout)).toMatchObject({ ok: true });
    expect(status).toBe(0);
  });
  it('prints the problems of a broken one and ends with 1', () => {
    const nodes = [{ id: 'start', type: 'start' }];
    const config = { name: 'Broken', languages: [{ language: 'en-US' }] };
    const document = {
      format: 'call-flow-weaver/workflow',
      formatVersion: 1,
      config,
      flow: { nodes, edges: [] },
    };
    const { status, stdout } = weaver(
      'flow',
      'validate',
      file('broken.json', JSON.stringify(document)),
      '--json',
    );
    const { ok, problems } = object(stdout);
    expect(ok).toBe(false);
    expect(problems).not.toEqual([]);
    expect(status).toBe(1);
  });
  it.each([
    ['a file that is not JSON', ['flow', 'validate', file('not.json', '{"a":'), '--json'], 1, 'CLI_NOT_JSON'],
    [
      'a file that is not there',
      ['flow', 'validate', join(scratch, 'no.json'), '--json'],
      1,
      'CLI_FILE_UNREADABLE',
    ],
    [
      'a JSON file of something else',
      ['flow', 'validate', file('else.json', '[]'), '--json'],
      1,
      'FLOW_DOCUMENT_INVALID',
    ],
    [
      'a server that is not there',
      ['call', '--url', 'http://127.0.0.1:1', '--json'],
      1,
      'CLI_SERVER_UNREACHABLE',
    ],
    ['an unknown option', ['call', '--bogus', '--json'], 2, 'CLI_USAGE'],
    ['an unknown bench', ['bench', 'nothing', '--json'], 1, 'CLI_BENCH_UNKNOWN'],
    [
      'a recording of a text call',
      ['call', '--transport', 'relay', '--record', 'x.wav', '--json'],
      2,
      'CLI_OPTION_INVALID',
    ],
  ])('reports %s with a code', (_, args, expectedStatus, code) => {
    const { status, stdout } = weaver(...args);
    expect(object(stdout)).toMatchObject({ ok: false, errors: [{ code }] });
    expect(status).toBe(expectedStatus);
  });
  it('lists the benches', () => {
    const { benches } = object(weaver('bench', '--json').stdout);
    expect(benches).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'overhead' })]));
  });
});
