/** The carrier's side of relay calls, in a process of its own: what else the bench does must not make its clock late. */
import { runLines, servePeer } from './jobs.ts';
import { relayCall } from './relayCaller.ts';
import { scriptOf } from './script.ts';

servePeer({}, async ({ server, ...job }) => {
  if (!server) throw new TypeError('a carrier calls a server');
  const { mode, seed } = job;
  const script = scriptOf(seed, mode);
  return runLines(job, async (turns) => ({
    turns: await relayCall({ server, mode, script, turns }),
    late: [],
  }));
});
