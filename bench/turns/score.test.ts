import { describe, expect, it } from 'vitest';
import { byClass, type TurnScore } from './score.ts';

const turn = (some: Partial<TurnScore>): TurnScore => ({
  subject: 'yes-no',
  language: 'en-US',
  bargeIn: false,
  speechMs: 500,
  pauses: [],
  cutInMs: 0,
  answerAt: 0,
  speechEndToAudioMs: 250,
  decisionToAudioMs: 10,
  source: 'scripted',
  unanswered: false,
  answeredEarly: false,
  ...some,
});

describe('byClass', () => {
  it('counts cut-ins only where a caller notices them', () => {
    const { all } = byClass([turn({ cutInMs: 150 }), turn({ cutInMs: 151 }), turn({}), turn({})]);
    expect(all?.falseCutIns).toEqual({ count: 1, share: 0.25, inaudible: 1 });
  });

  it('keeps unanswered turns in the clocks and takes those out that have no end', () => {
    const { all } = byClass([
      turn({}),
      turn({ unanswered: true, answerAt: null, speechEndToAudioMs: 10_000, decisionToAudioMs: null }),
      turn({ answeredEarly: true, answerAt: null, speechEndToAudioMs: null, decisionToAudioMs: null }),
    ]);
    expect(all?.speechEndToAudio.summary).toMatchObject({ count: 2, max: 10_000 });
    expect(all?.late.count).toBe(1);
    expect(all?.decisionToAudio.summary?.count).toBe(1);
    expect(all).toMatchObject({ unanswered: 1, answeredEarly: 1 });
  });

  it('takes percentiles of all turns, adds the telephone’s legs, and sorts classes', () => {
    const turns = Array.from({ length: 100 }, (_, at) =>
      turn({ subject: at < 60 ? 'story' : 'digits', speechEndToAudioMs: at + 250 }),
    );
    const { all, open, closed, choice } = byClass(turns);
    expect(all?.speechEndToAudio.summary).toMatchObject({ p50: 299, p95: 344, p99: 348, max: 349 });
    expect(all?.earEstimate.summary).toMatchObject({ p50: 529 });
    expect(all?.speechEndToAudio.under).toEqual({ '300': 0.5, '400': 1, '500': 1 });
    expect([open?.turns, closed?.turns, choice]).toEqual([60, 40, undefined]);
  });
});
