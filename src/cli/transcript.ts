/** A call as a person reads it: both sides, the three clocks of each turn, and where its time went. */
import { waterfall, type Stage } from '../services/metrics/index.ts';
import type { Timeline } from '../types/timeline.ts';
import type { Turn } from '../types/turn.ts';

const names: Readonly<Record<Stage, string>> = {
  hangover: 'hear the end',
  endpointing: 'decide',
  recognition: 'final words',
  flow: 'flow',
  lookUp: 'look-up',
  model: 'model',
  clause: 'first clause',
  synthesisQueue: 'voice asked',
  synthesis: 'voice',
  socket: 'to the socket',
  carrier: 'carrier',
};

const BAR_WIDTH = 40;

export function turnLines(turn: Turn): string[] {
  return [
    ...callerLines(turn),
    ...agentLines(turn),
    `    ${clocksLine(turn)}`,
    ...waterfallLines(turn.timeline),
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

/** One bar for each part of what the caller waited for: together they are the whole, without gap or overlap. */
export function waterfallLines(timeline: Timeline): string[] {
  const parts = waterfall(timeline);
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) return [];
  const scale = BAR_WIDTH / (last.to - first.from);
  return parts.map(({ stage, from, to }) => {
    const offset = Math.min(BAR_WIDTH - 1, Math.round((from - first.from) * scale));
    const length = Math.max(1, Math.min(BAR_WIDTH - offset, Math.round((to - from) * scale)));
    const bar = `${' '.repeat(offset)}${'█'.repeat(length)}`.padEnd(BAR_WIDTH);
    return `    ${names[stage].padEnd(13)} ${bar} ${milliseconds(to - from)}`;
  });
}
