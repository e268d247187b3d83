import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timelineMark, type Timeline } from '../../types/timeline.ts';
import { stageDurations, waterfall } from './timeline.ts';

const spoken: Timeline = {
  speechStart: -900,
  speechEnd: 0,
  speechEndDetected: 60,
  finalTranscript: 140,
  decision: 250,
  flowDone: 251,
  modelRequested: 252,
  modelFirstToken: 452,
  firstClause: 500,
  synthesisRequested: 501,
  synthesisFirstAudio: 651,
  firstAudio: 653,
  playedFirst: 720,
};

const anyTimeline = fc.record(
  Object.fromEntries(
    timelineMark.options.map((mark) => [
      mark,
      fc.double({ min: -2_000, max: 5_000, noNaN: true }).map((ms) => ms + 0),
    ]),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<Timeline>;

const lengths = (marks: Timeline) => waterfall(marks).map(({ stage, from, to }) => [stage, to - from]);

describe('stages', () => {
  test('of a turn with a model', () => {
    expect(stageDurations(spoken)).toEqual({
      hangover: 60,
      endpointing: 250,
      recognition: 80,
      flow: 1,
      model: 200,
      clause: 48,
      synthesisQueue: 1,
      synthesis: 150,
      socket: 2,
      carrier: 67,
    });
  });

  test('flow begins when both the decision and the words are there', () => {
    expect(stageDurations({ decision: 100, finalTranscript: 300, flowDone: 305 })).toMatchObject({ flow: 5 });
    expect(stageDurations({ decision: 100, flowDone: 305 })).toMatchObject({ flow: 205 });
  });

  test('are left out where a mark is missing, and never below zero', () => {
    fc.assert(
      fc.property(anyTimeline, (marks) => {
        for (const ms of Object.values(stageDurations(marks))) expect(ms).toBeGreaterThanOrEqual(0);
      }),
    );
    expect(stageDurations({})).toEqual({});
  });
});

describe('waterfall', () => {
  test('of a turn with a model', () => {
    expect(lengths(spoken)).toEqual([
      ['hangover', 60],
      ['recognition', 80],
      ['endpointing', 110],
      ['flow', 2],
      ['model', 200],
      ['clause', 48],
      ['synthesisQueue', 1],
      ['synthesis', 150],
      ['socket', 2],
    ]);
  });

  test('of a turn with a look-up: the line that bridges it is not its end', () => {
    const marks = {
      decision: 0,
      flowDone: 1,
      lookUpRequested: 2,
      bridgeAudio: 3,
      lookUpDone: 302,
      firstAudio: 305,
    };
    expect(lengths(marks)).toEqual([
      ['flow', 2],
      ['lookUp', 300],
      ['socket', 3],
    ]);
  });

  test('words that come after the decision are what was waited for', () => {
    expect(
      lengths({ speechEnd: 0, speechEndDetected: 60, decision: 100, finalTranscript: 300, firstAudio: 310 }),
    ).toEqual([
      ['hangover', 60],
      ['endpointing', 40],
      ['recognition', 200],
      ['socket', 10],
    ]);
  });

  test('work done ahead costs nothing', () => {
    const ahead: Timeline = {
      speechEnd: 0,
      modelRequested: -100,
      modelFirstToken: 50,
      synthesisRequested: 60,
      synthesisFirstAudio: 180,
      decision: 250,
      firstAudio: 252,
    };
    expect(lengths(ahead)).toEqual([
      ['endpointing', 250],
      ['socket', 2],
    ]);
  });

  test('begins at the decision where nobody spoke, and is empty without audio', () => {
    expect(waterfall({ decision: 10, firstAudio: 30 })).toEqual([{ stage: 'socket', from: 10, to: 30 }]);
    expect(waterfall({ speechEnd: 10 })).toEqual([]);
    expect(waterfall({ speechEnd: 10, firstAudio: 5 })).toEqual([]);
  });

  test('accounts for every millisecond, without gap or overlap, whatever the marks', () => {
    fc.assert(
      fc.property(anyTimeline, (marks) => {
        const start = marks.speechEnd ?? marks.decision;
        const whole = start === undefined || marks.firstAudio === undefined ? 0 : marks.firstAudio - start;
        const parts = waterfall(marks);
        expect(parts.length > 0).toBe(whole > 0);
        fc.pre(whole > 0);
        // Each begins where the one before ended, the first at the start, and the last ends at the audio.
        expect([...parts.map(({ from }) => from), marks.firstAudio]).toEqual([
          start,
          ...parts.map(({ to }) => to),
        ]);
        expect(parts.every(({ from, to }) => to > from)).toBe(true);
        expect(new Set(parts.map(({ stage }) => stage)).size).toBe(parts.length);
      }),
      { numRuns: 2_000 },
    );
  });
});
