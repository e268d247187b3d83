/**
 * The walls of the house (docs/architecture.md): which part of the sources may import which. Imports run one way:
 * types ← rooms of services/ ← the front doors ← server, simulator, cli. A plugin of oxlint.
 */
import { dirname, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The only front door that may know the others, and the room behind it. */
const ORCHESTRATOR = /^src\/services\/(performanceOrchestrator(\.test)?\.ts$|orchestrator\/)/;

/** Where a file belongs. `room` tells apart the rooms of services and the parts at the top of src. */
export function partOf(file) {
  const [top, second, third, fourth] = file.split('/');
  if (top !== 'src') return { kind: 'outside', room: top === 'tests' ? `tests/${second}` : top };
  if (third === undefined) return { kind: 'main', room: '' }; // src/index.ts
  if (second !== 'services') return { kind: second, room: second };
  if (fourth === undefined) return { kind: 'door', room: file.replace(/\.test(?=\.tsx?$)/, '') };
  return { kind: 'room', room: third };
}

const isIndex = (file) => file.endsWith('/index.ts');
const sameRoom = (from, to) => from.kind === to.kind && from.room === to.room;

/** What each part may import besides itself. `door`, `index` and `room` are about services. */
const allowed = {
  types: [],
  lib: ['types'],
  room: ['types', 'lib'],
  door: ['types', 'lib', 'room'],
  server: ['types', 'lib', 'door', 'index'],
  simulator: ['types', 'lib', 'door', 'index'],
  cli: ['types', 'lib', 'door', 'index', 'server', 'simulator', 'main'],
  components: ['types'],
  locales: ['types'],
};

/**
 * Why `from` may not import `to` (both relative to the repository), or null if it may.
 *
 * @param {string} from
 * @param {string} to
 */
export function breach(from, to) {
  const [source, target] = [partOf(from), partOf(to)];
  if (target.kind === 'cli' && source.kind !== 'cli' && source.kind !== 'outside')
    return 'nothing imports cli';
  if (source.kind === 'outside' || source.kind === 'main' || sameRoom(source, target)) return null;
  if (target.kind === 'outside') {
    const isTest = /\.test\.tsx?$/.test(from);
    if (isTest && target.room === 'tests/support') return null;
    return isTest
      ? 'a test beside the code imports only tests/support from outside src'
      : 'src imports nothing outside src';
  }
  const may = allowed[source.kind] ?? [];
  if (ORCHESTRATOR.test(from)) {
    if (target.kind === 'door' || (target.kind === 'room' && (isIndex(to) || ORCHESTRATOR.test(to))))
      return null;
    if (target.kind === 'room') return 'the orchestrator reaches a room through its index.ts';
  }
  if (may.includes(target.kind)) return null;
  if (target.kind === 'room' && may.includes('index')) {
    return isIndex(to) ? null : `${source.kind} reaches a room through its index.ts`;
  }
  if (target.kind === 'room') return `${source.kind} ${source.room} may not import the room ${target.room}`;
  return `${source.kind} may not import ${target.kind}`;
}

const walls = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const from = relative(root, context.filename ?? context.getFilename())
      .split(sep)
      .join(posix.sep);
    const check = (node) => {
      const specifier = node?.value;
      if (typeof specifier !== 'string' || !specifier.startsWith('.')) return;
      const to = posix.normalize(posix.join(posix.dirname(from), specifier));
      const why = breach(from, to);
      if (why) context.report({ node, message: `${why}: ${from} imports ${to}.` });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal ?? node.argument),
    };
  },
};

export default { meta: { name: 'weaver' }, rules: { walls } };
