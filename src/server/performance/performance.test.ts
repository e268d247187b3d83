import { expect, test } from 'vitest';
import type { Call } from '../../types/call.ts';
import type { Turn } from '../../types/turn.ts';
import { withheldFrom } from '../../lib/trial.ts';
import { smallDocument, testServer } from '../testing/testServer.ts';
import { digestOf, type CallDigest } from './digests.ts';
import { clockOf, figuresOf, trialOf } from './figures.ts';

function turn(ms: number, input: Turn['input'] = 'speech'): Turn {
  return {
    index: 0,
    input,
    caller: '',
    agent: '',
    heard: '',
    source: 'generated',
    language: 'en-US',
    nodeId: 'n',
    interrupted: false,
    clocks: { decisionToAudioMs: ms, speechEndToAudioMs: ms + 300, earEstimateMs: ms + 530 },
    timeline: {},
  };
}

function digest(callSid: string, ms: readonly number[], errors: readonly string[] = []): CallDigest {
  const turns = ms.map((one) => ({
    decisionToAudioMs: one,
    speechEndToAudioMs: one + 300,
    earEstimateMs: one + 530,
    source: 'generated',
  }));
  return { callSid, startedAt: '2026-11-26T00:00:00.000Z', version: 1, test: false, errors, turns };
}

test('percentiles are exact, by nearest rank, over turns', () => {
  expect(clockOf([])).toBeNull();
  const figures = clockOf(Array.from({ length: 100 }, (_, at) => 100 - at));
  expect(figures).toEqual({ count: 100, mean: 50.5, p50: 50, p95: 95, p99: 99 });
});

test('greetings and silences answer nobody; late turns and errors are counted by call', () => {
  const call = {
    callSid: 'a',
    startedAt: '',
    workflowVersion: 1,
    carrier: 'twilio',
    errors: [],
  } as never as Call;
  const { turns } = digestOf(call, [turn(10, 'start'), turn(20), turn(30, 'keys'), turn(40, 'silence')]);
  expect(turns.map(({ decisionToAudioMs }) => decisionToAudioMs)).toEqual([20, 30]);
  const figures = figuresOf([digest('a', [100, 1_300], ['X', 'X']), digest('b', [5])]);
  expect(figures).toMatchObject({ calls: 2, turns: 3, lateTurns: 1, errors: { X: 1 }, callsWithErrors: 1 });
});

test('a trial compares calls, not turns, and only those that took part', () => {
  const calls = Array.from({ length: 90 }, (_, at) =>
    digest(`c${at}`, at < 30 ? [400 + at, 9_000, 400] : [100 + at]),
  );
  const report = trialOf('cache', calls, ({ callSid }) => {
    const at = Number(callSid.slice(1));
    if (at >= 80) return undefined;
    return at < 30 ? 'cache' : null;
  });
  expect(report).toMatchObject({ callsWith: 50, callsWithout: 30 });
  // Median of each call first: the one very slow turn of each does not count.
  expect(report.decisionToAudio?.without).toBeCloseTo(414.5);
  expect(report.decisionToAudio?.with).toBeCloseTo(154.5);
  expect(report.decisionToAudio?.low).toBeGreaterThan(200);
});

test('the API tells from stored calls what each went without', async () => {
  const server = await testServer();
  const trial = { of: ['speculation' as const], share: 0.25 };
  const document = smallDocument();
  const made = await server.api('/api/workflows', {
    method: 'POST',
    json: {
      slug: 'trial',
      name: 'trial',
      document: { ...document, config: { ...document.config, performance: { trial } } },
    },
  });
  const workflowId = String(made.body['id']);
  await server.api(`/api/workflows/${workflowId}/publish`, { method: 'POST', json: {} });
  const { calls } = server.context.store;
  const base = {
    transport: 'media',
    direction: 'inbound',
    from: '+85221234567',
    to: '+85228765432',
    workflowId,
    workflowVersion: 1,
    language: 'en-US',
  } as const;
  let without = 0;
  for (let at = 0; at < 120; at++) {
    const callSid = `CA${at}`;
    const slow = withheldFrom(callSid, trial, () => true) !== null;
    if (slow) without++;
    void calls.start({ ...base, callSid, carrier: at === 0 ? 'simulator' : 'twilio' });
    void calls.addTurn(callSid, turn(slow ? 500 + at : 100 + at));
    void calls.finish(callSid, { end: 'completed' });
  }
  await server.context.store.flush();
  const answer = await server.api('/api/workflows/trial/performance');
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    complete: true,
    measured: { calls: 119 },
    simulated: { calls: 1 },
  } as never);
  const reports = answer.body['trials'] as unknown as {
    optimisation: string;
    callsWithout: number;
    decisionToAudio: { gain: number; low: number } | null;
  }[];
  const [speculation] = reports.filter(({ optimisation }) => optimisation === 'speculation');
  expect(speculation?.callsWithout).toBeGreaterThanOrEqual(without - 1);
  expect(speculation?.decisionToAudio?.low).toBeGreaterThan(300);
  expect(reports.find(({ optimisation }) => optimisation === 'cache')).toMatchObject({ callsWithout: 0 });
  expect(JSON.stringify(answer.body)).not.toContain('+852');
  await server.stop();
});
