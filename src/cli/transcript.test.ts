import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timelineMark, type Timeline } from '../types/timeline.ts';
import type { Turn } from '../types/turn.ts';
import { turnLines, waterfallLines } from './transcript.ts';

const turn: Turn = {
  index: 1,
  input: 'speech',
  caller: 'Opening hours?',
  agent: 'We are open from nine to six.',
  heard: 'We are open',
  source: 'scripted',
  language: 'en-US',
  nodeId: 'hours',
  interrupted: true,
  clocks: { decisionToAudioMs: 2, speechEndToAudioMs: 300, earEstimateMs: 530 },
  timeline: { speechEnd: 1000, speechEndDetected: 1170, decision: 1298, flowDone: 1299, firstAudio: 1300 },
};

describe('turnLines', () => {
  it('shows both sides, what was heard of a cut answer, and the three clocks', () => {
    const text = turnLines(turn).join('\n');
    expect(text).toContain('caller  Opening hours?');
    expect(text).toContain('agent   We are open from nine to six. (scripted)');
    expect(text).toContain('cut off; heard: We are open');
    expect(text).toContain('decision→audio 2.0 ms   speech end→audio 300 ms   ear estimate 530 ms');
  });
  it('shows silence and keys as what they are', () => {
    expect(turnLines({ ...turn, input: 'silence', caller: '' })[0]).toBe('caller  (silence)');
    expect(turnLines({ ...turn, input: 'keys', caller: '3' })[0]).toBe('caller  [keys 3]');
    expect(turnLines({ ...turn, input: 'start', caller: '' })[0]).toMatch(/^agent/);
  });
});

describe('waterfall', () => {
  it('draws each stage to scale', () => {
    const [hear = '', decide = ''] = waterfallLines(turn.timeline);
    expect(hear).toMatch(/hear the end +█{23} +170 ms/);
    expect(decide).toMatch(/decide +█{17} 128 ms/);
  });
  it('draws nothing outside its width, whatever the marks', () => {
    const marks = fc.dictionary(
      fc.constantFrom(...timelineMark.options),
      fc.double({ min: 0, max: 1e5, noNaN: true }),
    );
    fc.assert(
      fc.property(marks, (timeline) => {
        for (const line of waterfallLines(timeline as Timeline)) expect(line.length).toBeLessThanOrEqual(75);
      }),
    );
  });
});
