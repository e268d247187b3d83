/**
 * Our side of `bench peers` on the audio transport, in a process of its own: orchestrator, session, turn machine, flow, ears
 * with the energy gate, clauses, pacer and ledger. The carrier's socket is a function call, as LiveKit's room is.
 */
import { mulawEncode } from '../../src/lib/g711.ts';
import { PerformanceOrchestrator, promptCache } from '../../src/services/performanceOrchestrator.ts';
import { systemClock } from '../../src/types/clock.ts';
import { workflowDocument } from '../../src/types/workflow.ts';
import type { AudioTransportSink } from '../../src/types/transport.ts';
import { benchDocument, BENCH_WORKFLOW } from '../engine/workflow.ts';
import { startOf } from '../legStart.ts';
import { setEndpointing } from '../turns/endpointing.ts';
import { Playout } from '../turns/playout.ts';
import { FrameCaller } from './frameCaller.ts';
import { runLines, servePeer, type Job, type Ran } from './jobs.ts';
import { frames, SAME_SILENCE_MS, scriptOf, type ScriptedTurn } from './script.ts';
import { giveFinal, scriptedProviders, type Words } from './scriptedProviders.ts';

const CALLER_FRAME_MS = 20;
const SAMPLES_PER_MS = 8;
/** Lines of one process send 7 ms apart: no two in the same instant. */
const APART_MS = 7;

const { voice, silence } = frames();
const [voiced, silent] = [mulawEncode(voice), mulawEncode(silence)];
const document = workflowDocument.parse(benchDocument);
// Nothing of an answer is there before it is asked for: the figures are of answers that are made.
promptCache.set = () => undefined;
let calls = 0;

servePeer({}, async (job) => {
  setEndpointing(job.mode === 'sameSilence' ? { fixedMs: SAME_SILENCE_MS } : { factor: 1 });
  const script = scriptOf(job.seed, job.mode);
  let answering: Words | null = null;
  const orchestrator = new PerformanceOrchestrator(document.config, {
    flow: document.flow,
    workflow: { id: BENCH_WORKFLOW, slug: BENCH_WORKFLOW, version: 1 },
    providers: scriptedProviders(script, () => answering),
    vad: 'energy',
    cacheEnabled: false,
  });
  await orchestrator.prepare();
  const ran = await runLines(job, (turns, line) =>
    oneCall(orchestrator, script, turns, line, (words) => (answering = words)),
  );
  await orchestrator.close();
  return ran;
});

function oneCall(
  orchestrator: PerformanceOrchestrator,
  script: readonly ScriptedTurn[],
  turns: Job['lines'][number][number],
  line: number,
  answering: (words: Words) => void,
): Promise<Ran> {
  const { promise, resolve } = Promise.withResolvers<Ran>();
  const words: Words = { sink: null, wanted: false, final: null, given: () => caller.finalGiven() };
  let sink: AudioTransportSink | null = null;
  let mediaMs = 0;
  const caller = new FrameCaller({
    script,
    turns,
    frame(isVoice) {
      sink?.audio(isVoice ? voiced : silent, mediaMs);
      mediaMs += CALLER_FRAME_MS;
    },
    partial: (text) => words.sink?.partial(text),
    finalDue(text) {
      words.final = text;
      giveFinal(words);
    },
    over() {
      handle.hangUp();
      void handle.ended.then(() => resolve({ turns: caller.measured, late: caller.late }));
    },
  });
  answering(words);
  const handle = orchestrator.answer({
    kind: 'audio',
    carrier: 'simulator',
    reorder: false,
    reportsKeys: true,
    start: startOf(`CA${String(++calls).padStart(32, '0')}`),
    open(opened) {
      sink = opened;
      return new CallerPlayout(opened, caller);
    },
  });
  caller.start(line * APART_MS);
  return promise;
}

/** Plays in real time, and tells the caller what it hears. */
class CallerPlayout extends Playout {
  readonly #caller: FrameCaller;

  constructor(sink: AudioTransportSink, caller: FrameCaller) {
    super(systemClock, sink, { began: () => undefined, cleared: () => undefined, closed: () => undefined });
    this.#caller = caller;
  }

  override sendAudio(mulaw: Uint8Array): void {
    this.#caller.audio(mulaw.length / SAMPLES_PER_MS);
    super.sendAudio(mulaw);
  }
}
