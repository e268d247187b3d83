/** The recogniser's worker, but audio that begins with a certain sample kills it. For tests. */
import { parentPort } from 'node:worker_threads';

import { DEADLY_SAMPLE } from './deadly.ts';

parentPort?.on('message', (message: { request?: { pcm: Int16Array } }) => {
  if (message.request?.pcm[0] === DEADLY_SAMPLE) process.exit(1);
});
await import('../moonshineWorker.ts');
