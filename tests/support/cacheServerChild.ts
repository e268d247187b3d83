/**
 * A server whose cache learns without pause, and tells on standard output what is committed; ends by being killed.
 * Arguments: WEAVER_HOME, a prefix for what it learns.
 */
import { writeSync } from 'node:fs';
import path from 'node:path';
import { startServer } from '../../src/server/index.ts';
import { noProviders } from '../../src/server/testing/testServer.ts';
import { publishFaq, teach } from './cacheLine.ts';

const [, , home = '', prefix = ''] = process.argv;
const server = await startServer({
  providers: noProviders,
  env: {
    PORT: '0',
    WEAVER_HOME: home,
    WEAVER_DATABASE_URL: `sqlite:${path.join(home, 'weaver.db')}`,
    WEAVER_DEMO: 'off',
    WEAVER_LOG_LEVEL: 'silent',
  },
});
const known = await server.context.store.workflows.get('faq');
const workflowId = known?.id ?? (await publishFaq(server));
const letters = 'abcdefghijklmnopqrstuvwxyz';
for (let n = 0; ; n++) {
  const product = `${letters[Math.floor(n / 26) % 26]}${letters[n % 26]}`;
  const words = `do you sell ${prefix}${product}`;
  await teach(server, workflowId, { words, answer: 'Yes, we do.' });
  // Synchronously: the line is out before the next lesson begins.
  writeSync(1, `${words}\n`);
}
