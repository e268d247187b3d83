import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timelineMark, type Timeline } from '../../types/timeline.ts';
import { waterfallOf } from './segments.ts';

const turn = (timeline: Timeline, source: 'scripted' | 'semantic' = 'scripted') =>
  waterfallOf({ timeline, source });

describe('the waterfall of a turn', () => {
  it('draws what was measured, from the end of speech, and nothing else', () => {
    const data = turn({
      speechEnd: 1_000,
      finalTranscript: 1_150,
      decision: 1_200,
      flowDone: 1_201,
      firstAudio: 1_230,
    });
    expect(data.origin).toBe('speechEnd');
    expect(data.segments.map(({ name, fromMs, toMs }) => [name, fromMs, toMs])).toEqual([
      ['endOfTurn', 0, 200],
      ['finalWords', 0, 150],
      ['flow', 200, 201],
    ]);
    expect(data.firstAudioMs).toBe(230);
  });

  it('counts from the decision where nobody spoke', () => {
    const data = turn({ decision: 500, flowDone: 502, firstClause: 503, firstAudio: 504, playedFirst: 700 });
    expect(data.origin).toBe('decision');
    expect(data.segments.map(({ name }) => name)).toEqual(['flow', 'hand']);
  });

  it('shows work that began before the decision where it began', () => {
    const { segments, fromMs } = turn({
      speechEnd: 1_000,
      decision: 1_300,
      modelRequested: 900,
      modelFirstToken: 1_250,
    });
    expect(segments.find(({ name }) => name === 'modelFirstToken')).toMatchObject({
      fromMs: -100,
      toMs: 250,
    });
    expect(fromMs).toBe(-100);
  });

  it('calls the step of the flow a look-up in the cache where the cache answered', () => {
    const { segments } = turn({ decision: 0, flowDone: 2, firstAudio: 5 }, 'semantic');
    expect(segments[0]).toMatchObject({ name: 'cache', cached: true });
  });

  it('draws no stretch backwards and none outside its scale, whatever the marks are', () => {
    const marks = fc.dictionary(
      fc.constantFrom(...timelineMark.options),
      fc.double({ min: 0, max: 1e6, noNaN: true }),
    );
    fc.assert(
      fc.property(marks, (timeline) => {
        const { segments, fromMs, toMs } = turn(timeline);
        for (const one of segments) {
          expect(one.toMs).toBeGreaterThanOrEqual(one.fromMs);
          expect(one.fromMs).toBeGreaterThanOrEqual(fromMs);
          expect(one.toMs).toBeLessThanOrEqual(toMs);
        }
      }),
    );
  });
});
