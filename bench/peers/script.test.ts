import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choices, findProfile, quantileOf } from '../turns/profiles.ts';
import { linesOf, merge, rowOf, type CellRun } from './cells.ts';
import { answerOf, frames, modes, questionOf, SCRIPT_LENGTH, scriptOf, tokensOf, turnOf } from './script.ts';

describe('the script', () => {
  it('is found again in its questions, its answers and their beginnings', () => {
    fc.assert(
      fc.property(fc.nat(SCRIPT_LENGTH - 1), (turn) => {
        expect(turnOf(questionOf(turn))).toBe(turn);
        expect(turnOf(questionOf(turn).toLowerCase().replace('?', ''))).toBe(turn);
        expect(turnOf(answerOf(turn))).toBe(turn);
        expect(turnOf(tokensOf(answerOf(turn)).slice(0, 3).join(''))).toBe(turn);
        expect(turnOf(tokensOf(answerOf(turn)).slice(0, 2).join(''))).toBeNull();
      }),
    );
    expect(new Set(Array.from({ length: SCRIPT_LENGTH }, (_, turn) => questionOf(turn))).size).toBe(
      SCRIPT_LENGTH,
    );
    expect(turnOf('Hello.')).toBeNull();
  });

  it('is the same for a seed, and in both modes with latencies', () => {
    expect(scriptOf(1, 'defaults')).toEqual(scriptOf(1, 'sameSilence'));
    expect(scriptOf(1, 'defaults')).not.toEqual(scriptOf(2, 'defaults'));
  });

  it('draws what is published, the recogniser’s from the end of speech', () => {
    const script = scriptOf(3, 'defaults');
    const median = (of: (turn: (typeof script)[number]) => number) =>
      script.map(of).sort((a, b) => a - b)[SCRIPT_LENGTH / 2] ?? NaN;
    const { stt, llm, tts } = choices.fast;
    const before = findProfile(stt).subtract_ms ?? 0;
    const near = (value: number, published: number) =>
      expect(Math.abs(value / published - 1)).toBeLessThan(0.15);
    near(
      median((turn) => turn.finalAfterMs),
      before + quantileOf(stt, 0.5),
    );
    near(
      median((turn) => turn.modelMs),
      quantileOf(llm[0], 0.5),
    );
    near(
      median((turn) => turn.voiceMs),
      quantileOf(tts[0], 0.5),
    );
  });

  it('takes no provider’s time where the engine alone is measured', () => {
    for (const turn of scriptOf(1, 'overhead'))
      expect(turn).toMatchObject({ modelMs: 0, tokenMs: 0, voiceMs: 0, partialAfterMs: null });
  });

  it('has a voice that is louder than the line', () => {
    const loudest = (frame: Int16Array) => Math.max(...frame.map(Math.abs));
    const { voice, silence } = frames();
    expect(loudest(voice)).toBeGreaterThan(100 * loudest(silence));
  });
});

describe('lines', () => {
  it('have every turn once, in calls of at most ten', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(500),
        (turns, count, first) => {
          const lines = linesOf(turns, count, first);
          const numbers = lines.flat(2);
          expect(lines).toHaveLength(count);
          expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, at) => first + at));
          expect(numbers.length).toBeGreaterThanOrEqual(turns);
          expect(numbers.length).toBeLessThan(turns + count);
          expect(Math.max(...lines.flat().map((call) => call.length))).toBeLessThanOrEqual(10);
        },
      ),
    );
  });
});

describe('a row', () => {
  const run = (wholeMs: number | null, rssPeakMb: number): CellRun => ({
    turns: [{ wholeMs, engineMs: wholeMs === null ? null : wholeMs / 100 }],
    late: [1],
    figures: [{ cpuMs: 30, seconds: 1, rssPeakMb, rssReadyMb: 60, loopP99Ms: rssPeakMb / 10 }],
  });
  const rounds = merge([run(300, 100), run(500, 140), run(null, 120)]);
  const cell = { contender: 'livekit', mode: 'defaults', calls: 40 } as const;

  it('counts turns without an answer, and leaves them out of the times', () => {
    const row = rowOf(cell, rounds);
    expect(row).toMatchObject({
      turns: 3,
      unanswered: 1,
      wholeMs: { p50: 300, p95: 500, p99: 500 },
      engineMs: null,
    });
    expect(rowOf({ ...cell, mode: 'overhead' }, rounds)).toMatchObject({
      engineMs: { p50: 3 },
      wholeMs: null,
    });
  });

  it('shares a process among its calls, unless each has its own', () => {
    expect(rowOf(cell, rounds)).toMatchObject({ rssMbPerCall: 3, grownMbPerCall: 1.5, cpuMsPerTurn: 30 });
    expect(rowOf({ ...cell, contender: 'livekitEach' }, rounds)).toMatchObject({
      rssMbPerCall: 120,
      grownMbPerCall: 60,
    });
  });

  it('has no figure for who took no part', () => {
    const { contender, mode, calls, turns, ...figures } = rowOf(cell, null);
    expect([contender, mode, calls, turns]).toEqual(['livekit', 'defaults', 40, 0]);
    expect(new Set(Object.values(figures))).toEqual(new Set([null]));
    expect(modes).toContain(mode);
  });
});
