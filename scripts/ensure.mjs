/**
 * What has to be there before anything of this project can run. No dependencies, and only syntax that the oldest Node we
 * meet (20) understands: on a fresh machine nothing is installed when this starts.
 *
 * All messages go to standard error, so that a command's own output stays clean.
 */
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const NEEDED_NODE = 24;
const ORPHAN_LOOK_MS = 500;
const modules = join(root, 'node_modules');
const ownNode = join(modules, '.bin', 'node');

export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Ends with a message instead of a stack: what is missing is the reader's to mend. */
export function fail(line) {
  say(line);
  process.exit(1);
}

/** Installs the packages of package-lock.json unless exactly those are installed, and the `node` package's binary. */
export async function ensurePackages() {
  if (packagesMatchLock() && isNewEnough(ownNode)) return;
  const release = await acquireLock();
  try {
    // Another process may have been quicker.
    if (!packagesMatchLock()) await installPackages();
    if (!isNewEnough(ownNode)) await installNode();
  } finally {
    release();
  }
}

/**
 * npm keeps a copy of the lock of what it installed in node_modules, written last. Comparing contents, not dates, survives
 * a checkout that touches files, and an `npm install` by hand.
 */
export function packagesMatchLock(folder = root) {
  const wanted = packagesIn(join(folder, 'package-lock.json'));
  const installed = packagesIn(join(folder, 'node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  for (const [path, entry] of Object.entries(wanted)) {
    const found = installed[path];
    if (path === '' || (!found && mayBeAbsent(entry))) continue;
    if (!found || found.version !== entry.version || found.integrity !== entry.integrity) return false;
  }
  return Object.keys(installed).every((path) => path in wanted);
}

function packagesIn(file) {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null; // half written: install again
  }
}

/** Built for another platform, or wanted by somebody else only. */
function mayBeAbsent(entry) {
  return Boolean(entry.optional || entry.devOptional || entry.peer || entry.link);
}

/**
 * Without install scripts: native modules here bring their binaries, and npm would still compile those that have a
 * binding.gyp, for which it fetches Node's headers from another host.
 */
async function installPackages() {
  const code = await npm('Installing packages (npm ci)', 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
  if (code !== 0)
    fail('npm ci failed; see above. Check the connection to the npm registry and run the command again.');
}

/** The one script that is needed: it takes the binary for this platform from the npm registry. */
async function installNode() {
  if (!existsSync(join(modules, 'node'))) return; // installed without development packages
  await npm('Installing Node 24 (npm rebuild node)', 'rebuild', 'node', '--ignore-scripts=false');
}

function npm(title, ...args) {
  const script = process.env.npm_execpath;
  // Not process.execPath: that may be node_modules/.bin/node, which is about to be replaced.
  // Nor the one that npm itself ran on, if it was in node_modules: `npm ci` has just removed it.
  const runner = process.env.npm_node_execpath;
  const [command, first] = script?.endsWith('.js')
    ? [runner && existsSync(runner) ? runner : 'node', [script]]
    : ['npm', []];
  return runWithProgress(title, command, [...first, ...args, '--loglevel=error']);
}

async function acquireLock() {
  const lock = join(root, '.weaver', 'install.lock');
  mkdirSync(dirname(lock), { recursive: true });
  for (let told = false; ; told = true) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      const release = () => rmSync(lock, { force: true });
      process.once('exit', release);
      return release;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = Number(readOrEmpty(lock));
    if (!holder || !isRunning(holder)) rmSync(lock, { force: true });
    else if (!told) say(`Waiting for another process (${holder}) that installs packages…`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

function readOrEmpty(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The Node that runs the TypeScript sources: the `node` package's, or this one if it is new enough. */
export function ensureNode() {
  const found = [ownNode, process.execPath].find(isNewEnough);
  return (
    found ??
    fail(
      `Node ${NEEDED_NODE} or newer is needed; this is ${process.versions.node}, and the node package in node_modules is ` +
        'missing or does not run here. Run `npm rebuild node`, or install Node from https://nodejs.org.',
    )
  );
}

/** Asked of the program itself: a file may be there and yet be for another machine. */
function isNewEnough(program) {
  if (!existsSync(program)) return false;
  const { stdout } = spawnSync(program, ['-p', 'process.versions.node'], { encoding: 'utf8' });
  return Number(stdout?.trim().split('.')[0]) >= NEEDED_NODE;
}

/** Programs outside npm, with the Debian package that brings them and what they are for. */
export const programs = {
  espeak: { names: ['espeak-ng'], package: 'espeak-ng', use: 'voices for languages other than English' },
  postgres: {
    names: ['postgres'],
    folders: ['/usr/lib/postgresql/*/bin'],
    package: 'postgresql',
    use: 'the storage tests against PostgreSQL',
  },
  chromium: { names: ['chromium'], package: 'chromium', use: 'the tests of the web app' },
};

/** Installs what is missing with apt-get where this machine allows it; otherwise says what to install and goes on. */
export async function ensurePrograms(wanted) {
  const missing = wanted.filter((program) => !isInstalled(program));
  if (missing.length === 0) return;
  const names = missing.map((program) => program.package);
  if (mayUseApt() && (await aptInstall(names)) && missing.every(isInstalled)) return;
  for (const program of missing) {
    say(`Not installed: ${program.package} (${program.use}). On Debian: apt-get install ${program.package}`);
  }
}

function isInstalled(program) {
  const folders = (process.env.PATH ?? '').split(':').concat((program.folders ?? []).flatMap(expandVersions));
  return program.names.every((name) => folders.some((folder) => isExecutable(join(folder, name))));
}

/** `…/postgresql/VERSION/bin` for the versions Debian has had; newest first. */
function expandVersions(pattern) {
  return Array.from({ length: 20 }, (_, i) => pattern.replace('*', String(30 - i)));
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // that is the answer
  }
}

function mayUseApt() {
  return process.getuid?.() === 0 && isExecutable('/usr/bin/apt-get') && !process.env.WEAVER_NO_APT;
}

async function aptInstall(names) {
  const apt = (title, args) =>
    runWithProgress(title, '/usr/bin/apt-get', args, { DEBIAN_FRONTEND: 'noninteractive' });
  const title = `Installing ${names.join(', ')} (apt-get)`;
  if ((await apt('Reading Debian package lists', ['update', '-qq'])) !== 0) return false;
  return (await apt(title, ['install', '-y', '-qq', '--no-install-recommends', ...names])) === 0;
}

/** Runs a program quietly: one line at the start, one every 15 s, its output only when it fails. */
export async function runWithProgress(title, command, args, env = {}) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  say(`${title}…`);
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = [];
  child.stdout.on('data', (data) => output.push(data));
  child.stderr.on('data', (data) => output.push(data));
  const timer = setInterval(() => say(`${title}… ${seconds()} s`), 15_000);
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      output.push(Buffer.from(`${error.message}\n`));
      resolve(127);
    });
    child.on('close', (status) => resolve(status ?? 1));
  });
  clearInterval(timer);
  if (code === 0) say(`${title}: done in ${seconds()} s`);
  else say(`${Buffer.concat(output).toString().trimEnd()}\n${title}: failed (status ${code})`);
  return code;
}

/** Runs a program in our place: its streams are ours, signals go through, and we end as it ended. */
export function become(command, args, env = {}) {
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT']) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the whole group, so the child already has it.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
  stopWhenOrphaned(child);
  child.on('error', (error) => fail(`${command} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/**
 * npm runs us through a shell that dies of a signal without passing it on, and would leave the program running with
 * nobody to stop it.
 */
function stopWhenOrphaned(child) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    child.kill('SIGTERM');
  }, ORPHAN_LOOK_MS);
  child.on('exit', () => clearInterval(timer));
}
