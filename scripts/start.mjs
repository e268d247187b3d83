/** `npm start`: installs what is missing, then serves. Arguments go to `weaver serve`. */
import { join } from 'node:path';
import { become, ensureNode, ensurePackages, ensurePrograms, programs, root } from './ensure.mjs';
import { ensureWebApp } from './webApp.mjs';

await ensurePackages();
await ensurePrograms([programs.espeak]);
await ensureWebApp();
become(ensureNode(), [join(root, 'src/cli/main.ts'), 'serve', ...process.argv.slice(2)]);
