/** A call as a person reads it: both sides, the three clocks of each turn, and where its time went. */
import type { Timeline, TimelineMark } from '../types/timeline.ts';
import type { Turn } from '../types/turn.ts';

/** Stages of an answer in the order in which they happen, with the mark that begins and the mark that ends each. */
const stages: readonly { readonly name: string; readonly from: TimelineMark; readonly to: TimelineMark }[] = [
  { name: 'hear the end', from: 'speechEnd', to: 'speechEndDetected' },
  { name: 'decide', from: 'speechEndDetected', to: 'decision' },
  { name: 'final words', from: 'decision', to: 'finalTranscript' },
  { name: 'flow', from: 'decision', to: 'flowDone' },
  { name: 'model', from: 'modelRequested', to: 'modelFirstToken' },
  { name: 'first clause', from: 'modelFirstToken', to: 'firstClause' },
  { name: 'synthesis', from: 'synthesisRequested', to: 'synthesisFirstAudio' },
  { name: 'to the socket', from: 'synthesisFirstAudio', to: 'firstAudio' },
];

const BAR_WIDTH = 40;

export function turnLines(turn: Turn): string[] {
  return [
    ...callerLines(turn),
    ...agentLines(turn),
    `    ${clocksLine(turn)}`,
    ...waterfall(turn.timeline),
    '',
  ];
}

function callerLines({ input, caller }: Turn): string[] {
  switch (input) {
    case 'start':
      return [];
    case 'silence':
      return ['caller  (silence)'];
    case 'keys':
      return [`caller  [keys ${caller}]`];
    case 'speech':
      return [`caller  ${caller}`];
  }
}

function agentLines({ agent, heard, interrupted, source }: Turn): string[] {
  const from = source === null ? '' : ` (${source})`;
  if (!interrupted) return [`agent   ${agent}${from}`];
  return [`agent   ${agent}${from}`, `        cut off; heard: ${heard || '(nothing)'}`];
}

function clocksLine({ clocks: { decisionToAudioMs, speechEndToAudioMs, earEstimateMs } }: Turn): string {
  return [
    `decision→audio ${milliseconds(decisionToAudioMs)}`,
    `speech end→audio ${milliseconds(speechEndToAudioMs)}`,
    `ear estimate ${milliseconds(earEstimateMs)}`,
  ].join('   ');
}

function milliseconds(value: number | null): string {
  return value === null ? '–' : `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

/** One bar for each stage that has both its marks, all on one scale from the first mark to the first audio. */
export function waterfall(timeline: Timeline): string[] {
  const begin = timeline.speechEnd ?? timeline.decision;
  const end = timeline.firstAudio;
  if (begin === undefined || end === undefined || end <= begin) return [];
  const scale = BAR_WIDTH / (end - begin);
  return stages.flatMap(({ name, from, to }) => {
    const [start, stop] = [timeline[from], timeline[to]];
    if (start === undefined || stop === undefined || stop <= start || start < begin || stop > end + 1)
      return [];
    const offset = Math.min(BAR_WIDTH - 1, Math.round((start - begin) * scale));
    const length = Math.max(1, Math.min(BAR_WIDTH - offset, Math.round((stop - start) * scale)));
    const bar = `${' '.repeat(offset)}${'█'.repeat(length)}`.padEnd(BAR_WIDTH);
    return [`    ${name.padEnd(13)} ${bar} ${milliseconds(stop - start)}`];
  });
}
