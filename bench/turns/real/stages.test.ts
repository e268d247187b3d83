import { expect, it } from 'vitest';
import { differences, type TurnStages } from './stages.ts';

const turn = (call: number, at: number, audio: number, more: Partial<TurnStages> = {}): TurnStages => ({
  call,
  turn: at,
  subject: 'question',
  speechMs: 1_000,
  endPlaced: 10,
  endKnown: 170,
  final: 200,
  decision: 300,
  audio,
  lateMs: 0,
  ...more,
});

it('compares turns that are the same in both runs, and leaves out those that are not', () => {
  const virtual = [turn(0, 0, 300), turn(0, 1, 400), turn(1, 0, 500, { final: null }), turn(1, 1, 100)];
  const real = [
    turn(0, 0, 310),
    turn(0, 1, 420, { lateMs: 40 }),
    turn(1, 0, 530, { final: 210 }),
    turn(1, 1, 900, { speechMs: 1_200 }),
    turn(2, 0, 900),
  ];
  const { paired, of, stages, calm } = differences(virtual, real);
  expect([paired, of]).toEqual([3, 5]);
  expect(stages['audio']).toMatchObject({ turns: 3, virtualP50: 400, realP50: 420, p50: 20, mean: 20 });
  expect(calm.turns).toBe(2);
  expect(calm.stages['audio']).toMatchObject({ turns: 2, virtualP50: 300, realP50: 310 });
  expect(stages['final']).toMatchObject({ turns: 2, p50: 0 });
});
