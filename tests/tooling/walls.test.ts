import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { breach } from '../../scripts/lint/walls.mjs';

const allowed = [
  ['src/types/call.ts', 'src/types/language.ts'],
  ['src/lib/emitter.ts', 'src/types/clock.ts'],
  ['src/services/flow/step.ts', 'src/services/flow/nodes/say.ts'],
  ['src/services/flow/step.ts', 'src/types/flow.ts'],
  ['src/services/flow/step.ts', 'src/lib/workerUrl.ts'],
  ['src/services/predictiveCache.ts', 'src/services/cache/exact.ts'],
  ['src/services/performanceOrchestrator.ts', 'src/services/conversationRelay.ts'],
  ['src/server/app.ts', 'src/services/performanceOrchestrator.ts'],
  ['src/server/app.ts', 'src/services/storage/index.ts'],
  ['src/simulator/caller.ts', 'src/services/providers/index.ts'],
  ['src/cli/commands/serve.ts', 'src/server/index.ts'],
  ['src/cli/commands/call.ts', 'src/simulator/index.ts'],
  ['src/components/ui/progress.tsx', 'src/types/api.ts'],
  ['src/services/storage/store.test.ts', 'tests/support/postgres.ts'],
  ['tests/e2e/call.test.ts', 'src/cli/commands/call.ts'],
  ['bench/overhead.ts', 'src/simulator/index.ts'],
] as const;

const forbidden = [
  ['src/types/call.ts', 'src/lib/emitter.ts', 'types may not import lib'],
  ['src/lib/emitter.ts', 'src/services/flow/index.ts', 'lib lib may not import the room flow'],
  ['src/services/flow/step.ts', 'src/services/cache/index.ts', 'room flow may not import the room cache'],
  ['src/services/flow/step.ts', 'src/services/predictiveCache.ts', 'room may not import door'],
  [
    'src/services/flow/step.test.ts',
    'src/services/cache/index.ts',
    'room flow may not import the room cache',
  ],
  ['src/services/predictiveCache.ts', 'src/services/languageOptimizer.ts', 'door may not import door'],
  ['src/services/predictiveCache.ts', 'src/server/index.ts', 'door may not import server'],
  ['src/server/app.ts', 'src/services/storage/schema.ts', 'server reaches a room through its index.ts'],
  ['src/server/app.ts', 'src/simulator/index.ts', 'server may not import simulator'],
  ['src/simulator/network/leg.ts', 'src/server/index.ts', 'simulator may not import server'],
  [
    'src/components/App.tsx',
    'src/services/flow/index.ts',
    'components components may not import the room flow',
  ],
  ['src/server/app.ts', 'src/cli/main.ts', 'nothing imports cli'],
  ['src/services/flow/step.ts', 'tests/support/postgres.ts', 'src imports nothing outside src'],
  ['src/services/flow/step.test.ts', 'bench/frame.ts', 'only tests/support'],
] as const;

describe('walls', () => {
  it.each(allowed)('%s may import %s', (from, to) => expect(breach(from, to)).toBeNull());
  it.each(forbidden)('%s may not import %s', (from, to, why) => expect(breach(from, to)).toContain(why));
});

describe('the lint rule', () => {
  const root = join(import.meta.dirname, '../..');
  const scratch: string[] = [];
  afterEach(() => {
    for (const folder of scratch.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  /** A small house with one source file, linted by the real linter. */
  function lint(file: string, source: string) {
    const folder = mkdtempSync(join(tmpdir(), 'weaver-walls-'));
    scratch.push(folder);
    cpSync(join(root, 'scripts/lint'), join(folder, 'scripts/lint'), { recursive: true });
    writeFileSync(
      join(folder, '.oxlintrc.json'),
      JSON.stringify({ jsPlugins: ['./scripts/lint/walls.mjs'], rules: { 'weaver/walls': 'error' } }),
    );
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), source);
    const linter = join(root, 'node_modules/oxlint/bin/oxlint');
    return spawnSync(process.execPath, [linter, file], { cwd: folder, encoding: 'utf8' });
  }

  it.each([
    ['a value', "import { x } from '../flow/index.ts';\nexport const y = x;\n"],
    ['a type', "import type { X } from '../flow/index.ts';\nexport type Y = X;\n"],
    ['a re-export', "export * from '../flow/index.ts';\n"],
    ['a named re-export', "export { x } from '../flow/index.ts';\n"],
    ['a dynamic import', "export const load = () => import('../flow/index.ts');\n"],
  ])('reports %s that crosses a wall', (_, source) => {
    const { status, stdout } = lint('src/services/cache/exact.ts', source);
    expect(stdout).toContain('room cache may not import the room flow');
    expect(status).toBe(1);
  });

  it('is content with what stays inside', () => {
    const { status, stdout } = lint('src/services/cache/exact.ts', "export * from './key.ts';\n");
    expect(stdout).not.toContain('walls');
    expect(status).toBe(0);
  });
});
