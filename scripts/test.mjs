/**
 * `npm test`: installs what is missing, then type check, lint, format check, tests and examples. The last line adds all of
 * them up: `N passed, N failed` (and `, N skipped`). Ends with 0 only if nothing failed.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureNode, ensurePackages, ensurePrograms, programs, root, say } from './ensure.mjs';
import { ensureWebApp } from './webApp.mjs';
import { addUp, readVitestReport, summaryLine } from './testCount.mjs';

const EXAMPLE_LIMIT_MS = 120_000;
const children = new Set();

await ensurePackages();
await ensurePrograms([programs.espeak, programs.postgres, programs.chromium]);
const node = ensureNode();
await ensureWebApp();
const scratch = mkdtempSync(join(tmpdir(), 'weaver-test-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => stopAll(signal));

const counts = [
  await check('type check', 'typescript/bin/tsc', ['-p', 'tsconfig.json']),
  await check('type check, web app', 'typescript/bin/tsc', ['-p', 'tsconfig.web.json']),
  await check('lint', 'oxlint/bin/oxlint', ['--deny-warnings']),
  await check('format', 'prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']),
  await tests(),
];
for (const file of examples()) counts.push(await example(file));

const total = addUp(counts);
process.exitCode = total.failed === 0 ? 0 : 1;
process.stdout.write(`${summaryLine(total)}\n`);

/** One tool that passes or fails as a whole. */
async function check(name, tool, args) {
  const { code, output, seconds } = await run(join(root, 'node_modules', tool), args, { capture: true });
  return verdict(name, code, output, seconds);
}

async function tests() {
  const report = join(scratch, 'vitest.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const { code } = await run(vitest, [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  return readVitestReport(report, code);
}

/** An example that begins with `// @ci` must run to its end by itself. */
function examples() {
  return readdirSync(join(root, 'examples'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join('examples', name))
    .filter((file) => readFileSync(join(root, file), 'utf8').startsWith('// @ci'));
}

async function example(file) {
  const { code, output, seconds } = await run(join(root, file), [], {
    capture: true,
    flags: ['--conditions=weaver-source'],
    limitMs: EXAMPLE_LIMIT_MS,
  });
  return verdict(`example ${file}`, code, output, seconds);
}

function verdict(name, code, output, seconds) {
  const passed = code === 0;
  if (!passed) say(output.trimEnd());
  say(`${passed ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

/** Runs a script on our Node. With `capture`, its output is kept instead of shown. */
async function run(script, args, { capture = false, flags = [], limitMs = 0 } = {}) {
  const began = Date.now();
  const output = [];
  const child = spawn(node, [...flags, script, ...args], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    stdio: ['ignore', capture ? 'pipe' : 2, capture ? 'pipe' : 2],
  });
  children.add(child);
  child.stdout?.on('data', (data) => output.push(data));
  child.stderr?.on('data', (data) => output.push(data));
  const limit = limitMs > 0 && setTimeout(() => child.kill('SIGKILL'), limitMs);
  const code = await new Promise((resolve) => {
    child.on('error', () => resolve(127));
    child.on('close', (status, signal) => resolve(status ?? (signal ? 1 : 0)));
  });
  clearTimeout(limit || undefined);
  children.delete(child);
  const text = Buffer.concat(output).toString();
  return { code, output: text, seconds: Math.round((Date.now() - began) / 1000) };
}

function stopAll(signal) {
  for (const child of children) child.kill(signal);
  setTimeout(() => {
    for (const child of children) child.kill('SIGKILL');
    process.exit(1);
  }, 3_000).unref();
  if (children.size === 0) process.exit(1);
}
