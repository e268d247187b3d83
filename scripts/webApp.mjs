/**
 * The web app, built when its sources are not those of the last build: `dist/web/.sources` holds their hash. Plain files
 * are compressed once, so that the server need not.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { ensureNode, fail, root, runWithProgress } from './ensure.mjs';

const folder = join(root, 'dist', 'web');
const mark = join(folder, '.sources');
const sources = ['src/components', 'src/locales', 'src/types', 'vite.config.ts', 'package-lock.json'];
/** Smaller files are one packet anyway. */
const WORTH_COMPRESSING = 1_000;

export async function ensureWebApp() {
  const hash = hashOf(sources);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === hash) return;
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  if (!existsSync(vite)) return; // installed without development packages
  const code = await runWithProgress('Building the web app (vite)', ensureNode(), [vite, 'build']);
  if (code !== 0) fail('The web app could not be built; see above.');
  for (const file of filesIn(folder)) compress(file);
  writeFileSync(mark, hash);
}

function compress(file) {
  if (!/\.(js|css|html|svg|json)$/.test(file)) return;
  const content = readFileSync(file);
  if (content.length < WORTH_COMPRESSING) return;
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(
    `${file}.br`,
    brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  );
}

function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesIn(join(root, path)))
      hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesIn(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesIn(join(path, entry.name)))
    .filter((file) => !/\.test\.tsx?$/.test(file));
}

if (process.argv[1]?.endsWith('webApp.mjs')) await ensureWebApp();
