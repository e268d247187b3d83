/** `npm run -s weaver -- …`: the command line tool from the sources. Nothing but the command writes to standard output. */
import { join } from 'node:path';
import { become, ensureNode, ensurePackages, ensurePrograms, programs, root } from './ensure.mjs';

const args = process.argv.slice(2);
await ensurePackages();
if (['serve', 'call', 'bench'].includes(args[0])) await ensurePrograms([programs.espeak]);
become(ensureNode(), [join(root, 'src/cli/main.ts'), ...args]);
