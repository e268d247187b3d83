/** What the compiler leaves behind: files of the sources that are not TypeScript go to `dist` beside the code that reads them. */
import { cpSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'src');

for (const name of readdirSync(source, { recursive: true })) {
  if (/\.(css|js|json|txt)$/.test(name)) cpSync(join(source, name), join(root, 'dist', name));
}
