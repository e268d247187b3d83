/**
 * Writes without pause and tells each write on standard output once it is acknowledged; ends by being killed.
 * Arguments: the store's address, a prefix for this round's names.
 */
import { writeSync } from 'node:fs';
import { openStore } from '../../../src/services/storage/index.ts';
import { sampleAnswer, sampleEntry, sampleObservation } from './cacheSamples.ts';
import { sampleCall, sampleDocument, sampleTurn } from './samples.ts';

const [, , url = '', prefix = ''] = process.argv;
const store = await openStore(url);
// Synchronously: the line is out before the next write is asked for, and nothing waits in a buffer when the end comes.
const acknowledged = (...words: (string | number)[]) => writeSync(1, `${words.join(' ')}\n`);

async function calls(lane: number): Promise<void> {
  for (let n = 0; ; n++) {
    const callSid = `${prefix}-${lane}-${n}`;
    await store.calls.start(sampleCall(callSid));
    acknowledged('call', callSid);
    for (let index = 0; index < 3; index++) {
      const turn = store.calls
        .addTurn(callSid, sampleTurn(index))
        .then(() => acknowledged('turn', callSid, index));
      await store.calls.addEvents(callSid, [{ seq: index, at: index, json: { index } }]);
      acknowledged('event', callSid, index);
      await turn;
    }
    await store.calls.finish(callSid, { end: 'completed' });
    acknowledged('finish', callSid);
  }
}

async function drafts(): Promise<void> {
  const { id, etag } = await store.workflows.create({
    slug: prefix,
    name: prefix,
    document: sampleDocument(prefix),
  });
  for (let n = 0, last = etag; ; n++) {
    last = await store.workflows.saveDraft(id, sampleDocument(`${prefix} ${n}`), last);
    acknowledged('draft', id, n);
    const { version } = await store.workflows.publish(id, String(n));
    acknowledged('version', id, version, n);
  }
}

async function cache(): Promise<void> {
  for (let n = 0; ; n++) {
    const id = `${prefix}-${n}`;
    const observed = [1, 2, 3].map((call) => sampleObservation(id, 'yes', `CA${call}`));
    await store.cache.write([
      { kind: 'entry', entry: sampleEntry(id) },
      { kind: 'answer', answer: sampleAnswer(id, 'yes') },
    ]);
    acknowledged('entry', id);
    acknowledged('answer', id, 'yes');
    await Promise.all(
      observed.map(async (observation) => {
        await store.cache.write([{ kind: 'observation', observation }]);
        acknowledged('observation', id, 'yes', observation.callSid);
      }),
    );
    await store.cache.write([{ kind: 'entry', entry: sampleEntry(`${id}-evicted`) }]);
    await store.cache.write([{ kind: 'remove', entryId: `${id}-evicted` }]);
    acknowledged('evicted', `${id}-evicted`);
  }
}

acknowledged('ready');
await Promise.all([calls(1), calls(2), calls(3), drafts(), cache()]);
