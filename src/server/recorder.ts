import type { Logger } from 'pino';
import type { CallRecorder } from '../services/performanceOrchestrator.ts';
import type { CallRepository } from '../services/storage/index.ts';
import { WeaverError } from '../types/errors/index.ts';
import type { JsonValue } from '../types/json.ts';
import type { Recordings } from './recordings/recordings.ts';

/**
 * Writes what happens on calls into the store, behind the call's back: a slow or broken database costs records, never a
 * caller. What could not be written is counted and said once for each kind of failure and minute.
 */
export function storeRecorder(
  calls: CallRepository,
  recordings: Pick<Recordings, 'start'>,
  log: Logger,
): CallRecorder {
  const failures = new Map<string, number>();
  const keep = (what: string, write: () => Promise<void>): void => {
    write().catch((error: unknown) => {
      const code = error instanceof WeaverError ? error.code : 'STORE_FAILED';
      const count = (failures.get(`${what} ${code}`) ?? 0) + 1;
      failures.set(`${what} ${code}`, count);
      // Powers of two: the first at once, a flood in a handful of lines.
      if ((count & (count - 1)) === 0) log.error({ code, what, count }, 'a record of a call was not kept');
    });
  };
  return {
    tape: (callSid, startMs) => recordings.start(callSid, startMs),
    callStarted: (call) => keep('start', () => calls.start(call, call.startedAt)),
    turn: (callSid, turn) => keep('turn', () => calls.addTurn(callSid, turn)),
    events: (callSid, events) =>
      keep('events', () =>
        calls.addEvents(
          callSid,
          events.map(({ seq, at, event }) => ({ seq, at, json: event as unknown as JsonValue })),
        ),
      ),
    callEnded(callSid, { end, endedAt, durationMs, errors, path }) {
      if (!end) return;
      const finish = {
        end,
        errors,
        path,
        ...(endedAt && { endedAt }),
        ...(durationMs !== null && { durationMs }),
      };
      keep('end', () => calls.finish(callSid, finish));
    },
  };
}
