/** A telephone line without a telephone: simulated callers on text legs, in real time, through the real orchestrator. */
import { startOf } from '../legStart.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PerformanceOrchestrator } from '../../src/services/performanceOrchestrator.ts';
import type { JsonValue } from '../../src/types/json.ts';
import type { LanguageTag } from '../../src/types/language.ts';
import type { TextLeg } from '../../src/types/leg.ts';
import type { TextTransportSink } from '../../src/types/transport.ts';
import type { Turn } from '../../src/types/turn.ts';

/** What the caller's recogniser takes from the last partial to the final: an embedding has this long to be made. */
const PARTIAL_TO_FINAL_MS = 80;
const TURN_TIMEOUT_MS = 8_000;

/** What a caller says next; null: hangs up. */
export type Talk = (turn: number, agent: string) => string | null;

export interface LineCall {
  readonly callSid: string;
  readonly language: LanguageTag;
  readonly variables: Record<string, JsonValue>;
  readonly talk: Talk;
  /** Told of each turn as it ends. */
  readonly turnEnded: (turn: Turn) => void;
}

/** All turns of the call. */
export async function runCallOn(orchestrator: PerformanceOrchestrator, call: LineCall): Promise<Turn[]> {
  const { callSid, language, variables, talk, turnEnded } = call;
  const turns: Turn[] = [];
  let sink: TextTransportSink | null = null;
  let woken: (() => void) | null = null;
  const line = { over: false };
  const wake = () => woken?.();
  const leg: TextLeg = {
    kind: 'text',
    carrier: 'simulator',
    reportsPlayout: true,
    start: startOf(callSid),
    open(given) {
      sink = given;
      const played = (token: string) => queueMicrotask(() => given.tokensPlayed(token));
      return {
        kind: 'text',
        sendText: (token) => token !== '' && played(token),
        setLanguage: () => undefined,
        sendDigits: () => undefined,
        end: () => queueMicrotask(() => given.closed('hung-up')),
        close: () => queueMicrotask(() => given.closed('hung-up')),
        backlogBytes: 0,
      };
    },
  };
  const onTurn = (news: { callSid: string; turn: Turn }) => {
    if (news.callSid !== callSid) return;
    turns.push(news.turn);
    turnEnded(news.turn);
    wake();
  };
  orchestrator.on('turn', onTurn);
  const handle = orchestrator.answer(leg, { language, variables });
  void handle.ended.then(() => {
    line.over = true;
    wake();
  });
  const answered = async (count: number) => {
    const until = performance.now() + TURN_TIMEOUT_MS;
    while (!line.over && turns.length < count && performance.now() < until) {
      const { promise, resolve } = Promise.withResolvers<void>();
      woken = resolve;
      const timer = setTimeout(resolve, until - performance.now());
      await promise;
      clearTimeout(timer);
    }
  };
  await answered(1);
  for (let i = 0; !line.over; i++) {
    const words = talk(i, turns.at(-1)?.agent ?? '');
    if (words === null) break;
    const before = turns.length;
    hear(sink, words, language, false);
    await sleep(PARTIAL_TO_FINAL_MS);
    hear(sink, words, language, true);
    await answered(before + 1);
    if (turns.length === before) break;
  }
  handle.hangUp();
  await handle.ended;
  orchestrator.off('turn', onTurn);
  return turns;
}

function hear(sink: TextTransportSink | null, words: string, language: LanguageTag, last: boolean): void {
  sink?.prompt(words, language, last);
}
