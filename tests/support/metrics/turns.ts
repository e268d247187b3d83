import { clocksOf, type Timeline } from '../../../src/types/timeline.ts';
import type { Turn } from '../../../src/types/turn.ts';

/** A turn whose answer came `ms` after the end of speech, half of it after the decision. */
export function turnOf(ms: number, changes: Partial<Turn> = {}): Turn {
  const timeline: Timeline = {
    speechEnd: 0,
    speechEndDetected: ms / 10,
    finalTranscript: ms / 4,
    decision: ms / 2,
    flowDone: ms / 2,
    synthesisRequested: ms / 2,
    synthesisFirstAudio: ms * 0.9,
    firstAudio: ms,
  };
  return {
    index: 0,
    input: 'speech',
    caller: 'private words +85291234567',
    agent: 'answer',
    heard: 'answer',
    source: 'scripted',
    language: 'en-US',
    nodeId: 'n',
    interrupted: false,
    timeline,
    clocks: clocksOf(timeline),
    ...changes,
  };
}

export const turnLabels = {
  origin: 'measured',
  transport: 'media',
  workflow: 'clinic',
  version: '3',
  recogniser: 'moonshine',
  synthesiser: 'flite',
} as const;
