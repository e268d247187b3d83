/**
 * A server in a process of its own, to be killed. Arguments: WEAVER_HOME, the port (0: any), the folder of the web app. Tells
 * its address on standard output.
 */
import { writeSync } from 'node:fs';
import { startServer } from '../../../src/server/index.ts';

const [, , home = '', port = '0', webApp = ''] = process.argv;
const server = await startServer({
  env: { PORT: port, WEAVER_HOME: home, WEAVER_LOG_LEVEL: 'silent', WEAVER_VAD: 'energy' },
  webApp,
});
writeSync(1, `${server.url}\n`);
