import { Readable } from 'node:stream';
import { z } from 'zod';
import { recordingPeaks } from '../../types/apiMonitoring.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { ServerContext } from '../context.ts';
import { byteRange } from '../recordings/byteRange.ts';
import { HEADER_BYTES, wavHeader } from '../recordings/wav.ts';
import type { Api } from './api.ts';

const params = z.object({ callSid: z.string().min(1).max(256) });
const tags = ['Calls'];

export function recordingRoutes(app: Api, { store, recordings }: ServerContext): void {
  const config = { needs: 'calls' } as const;
  const ofKnownCall = async (callSid: string) => {
    if (!(await store.calls.get(callSid))) throw new WeaverError('CALL_UNKNOWN', { callSid });
    return recordings.find(callSid);
  };
  app.get(
    '/calls/:callSid/recording',
    {
      config,
      schema: { tags, summary: 'The sound of a call: WAV, left the caller, right the agent', params },
    },
    async (request, reply) => {
      const { bytes, startMs, read } = await ofKnownCall(request.params.callSid);
      const range = byteRange(request.headers.range, bytes);
      reply.header('accept-ranges', 'bytes').header('cache-control', 'private, no-store').type('audio/wav');
      if (range === 'unsatisfiable')
        return reply.code(416).header('content-range', `bytes */${bytes}`).send('');
      const { from, to } = range ?? { from: 0, to: bytes - 1 };
      if (range) reply.code(206).header('content-range', `bytes ${from}-${to}/${bytes}`);
      reply.header('content-length', to - from + 1);
      if (from >= HEADER_BYTES) return reply.send(read(from, to));
      // A process that died left the lengths in the file's own header unwritten.
      const header = wavHeader(bytes - HEADER_BYTES, startMs).subarray(from, to + 1);
      return reply.send(to < HEADER_BYTES ? header : after(header, () => read(HEADER_BYTES, to)));
    },
  );
  app.get(
    '/calls/:callSid/recording/peaks',
    {
      config,
      schema: {
        tags,
        summary: 'What the sound looks like',
        params,
        response: { 200: recordingPeaks },
      },
    },
    async (request) => {
      await ofKnownCall(request.params.callSid);
      return recordings.peaks(request.params.callSid);
    },
  );
}

function after(first: Buffer, rest: () => AsyncIterable<unknown>): Readable {
  return Readable.from(
    (async function* () {
      yield first;
      yield* rest();
    })(),
    { objectMode: false },
  );
}
