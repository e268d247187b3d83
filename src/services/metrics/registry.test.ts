import { describe, expect, test } from 'vitest';
import { systemClock } from '../../types/clock.ts';
import { metricsSnapshot } from '../../types/metrics.ts';
import { turnLabels, turnOf } from '../../../tests/support/metrics/turns.ts';
import { MetricsRegistry } from './registry.ts';

const MINUTE = 60_000;

function registryAt(start: number, maxSeries = 2_000) {
  let now = start;
  const clock = { ...systemClock, now: () => now };
  return { registry: new MetricsRegistry({ clock, maxSeries }), go: (to: number) => (now = to) };
}

describe('metrics registry', () => {
  test('a snapshot has the form of the contract', () => {
    const { registry } = registryAt(0);
    const empty = registry.snapshot();
    expect(metricsSnapshot.parse(empty)).toEqual(empty);
    registry.recordTurn(turnOf(300), turnLabels);
    registry.recordError('STORE_UNAVAILABLE', turnLabels);
    const snapshot = registry.snapshot();
    expect(metricsSnapshot.parse(snapshot)).toEqual(snapshot);
  });

  test('counts calls, turns, interruptions, late turns, sources and errors', () => {
    const { registry } = registryAt(0);
    registry.recordCallStart(turnLabels);
    registry.recordCallStart(turnLabels);
    registry.recordCallEnd(turnLabels, 'completed');
    registry.recordTurn(turnOf(200, { interrupted: true }), turnLabels);
    registry.recordTurn(turnOf(1_501, { source: 'generated' }), turnLabels);
    registry.recordTurn(turnOf(1_500, { source: null }), turnLabels);
    registry.recordError('FLOW_X', turnLabels);
    registry.recordError('FLOW_X', turnLabels);
    expect(registry.snapshot()).toMatchObject({
      liveCalls: 1,
      calls: 2,
      turns: 3,
      interruptions: 1,
      lateTurns: 1,
      answersBySource: { scripted: 1, generated: 1 },
      errors: { FLOW_X: 2 },
    });
    registry.recordCallEnd(turnLabels, 'failed');
    registry.recordCallEnd(turnLabels, 'failed');
    expect(registry.snapshot().liveCalls).toBe(0);
  });

  test('minutes count what a caller notices: answers begun too early, errors, and no notes on the course', () => {
    const { registry } = registryAt(0);
    registry.recordFalseCutIn(turnLabels);
    registry.recordError('FLOW_X', turnLabels);
    registry.recordError('PROVIDER_HEDGED', { ...turnLabels, trouble: false });
    const minute = registry.history.open('measured');
    expect([minute.falseCutIns, minute.errorCount]).toEqual([1, 1]);
    expect(registry.snapshot().errors).toEqual({ FLOW_X: 1, PROVIDER_HEDGED: 1 });
  });

  test('the three clocks', () => {
    const { registry } = registryAt(0);
    for (let ms = 1; ms <= 1_000; ms++) registry.recordTurn(turnOf(ms), turnLabels);
    const { decisionToAudio, speechEndToAudio, earEstimate } = registry.snapshot().clocks;
    expect(speechEndToAudio).toMatchObject({ count: 1_000, max: 1_000, mean: 500.5 });
    expect(speechEndToAudio.p95 / 950).toBeCloseTo(1, 1);
    expect(decisionToAudio.max).toBe(500);
    expect(earEstimate.max).toBe(1_230);
  });

  test('a greeting or a reprompt answers nobody: turns count them, clocks do not', () => {
    const { registry } = registryAt(0);
    registry.recordTurn(turnOf(300, { input: 'start' }), turnLabels);
    registry.recordTurn(turnOf(300, { input: 'silence' }), turnLabels);
    const snapshot = registry.snapshot();
    expect(snapshot.turns).toBe(2);
    expect(snapshot.clocks.decisionToAudio.count).toBe(0);
    expect(snapshot.stages.map(({ labels }) => labels.stage)).toContain('synthesis');
  });

  test('stages carry their provider, language, version, transport and source', () => {
    const { registry } = registryAt(0);
    registry.recordTurn(turnOf(400), turnLabels);
    const stages = registry.snapshot().stages;
    expect(stages.find(({ labels }) => labels.stage === 'recognition')).toMatchObject({
      labels: {
        provider: 'moonshine',
        language: 'en-US',
        version: '3',
        transport: 'media',
        source: 'scripted',
      },
      summary: { count: 1, max: 60 },
    });
    expect(stages.find(({ labels }) => labels.stage === 'synthesis')?.labels.provider).toBe('flite');
    expect(stages.find(({ labels }) => labels.stage === 'endpointing')?.labels.provider).toBe('');
  });

  test('measured and simulated never meet', () => {
    const { registry } = registryAt(0);
    registry.recordTurn(turnOf(100), turnLabels);
    registry.recordTurn(turnOf(900), { ...turnLabels, origin: 'simulated' });
    registry.recordCallStart({ origin: 'simulated' });
    registry.recordError('FLOW_X', { origin: 'simulated' });
    const measured = registry.snapshot();
    const simulated = registry.snapshot({ origin: 'simulated' });
    expect(measured).toMatchObject({ turns: 1, calls: 0, errors: {} });
    expect(measured.clocks.speechEndToAudio).toMatchObject({ count: 1, max: 100 });
    expect(measured.stages.every(({ labels }) => labels.origin === 'measured')).toBe(true);
    expect(simulated).toMatchObject({ turns: 1, calls: 1, errors: { FLOW_X: 1 } });
    expect(simulated.clocks.speechEndToAudio).toMatchObject({ count: 1, max: 900 });
  });

  test('the hour slides by minutes; the total stays', () => {
    const { registry, go } = registryAt(10 * MINUTE + 5);
    const hour = () => registry.snapshot({ window: 'hour' }).clocks.speechEndToAudio;
    registry.recordTurn(turnOf(5_000), turnLabels);
    go(11 * MINUTE);
    registry.recordTurn(turnOf(100), turnLabels);
    go(40 * MINUTE);
    registry.recordTurn(turnOf(200), turnLabels);
    go(70 * MINUTE - 1);
    expect(hour()).toMatchObject({ count: 3, max: 5_000 });
    go(70 * MINUTE);
    expect(hour()).toMatchObject({ count: 2, max: 200, mean: 150 });
    go(71 * MINUTE);
    expect(hour()).toMatchObject({ count: 1, max: 200, p50: 200 });
    go(1_000 * MINUTE);
    expect(hour()).toEqual({ count: 0, mean: 0, p50: 0, p90: 0, p95: 0, p99: 0, max: 0 });
    expect(registry.snapshot().clocks.speechEndToAudio).toMatchObject({ count: 3, max: 5_000 });
  });

  test('label sets are bounded; the rest is counted under "other"', () => {
    const { registry } = registryAt(0, 20);
    for (let i = 0; i < 500; i++) registry.recordTurn(turnOf(300), { ...turnLabels, version: String(i) });
    const stages = registry.snapshot().stages;
    expect(stages.length).toBeLessThan(40);
    const counted = stages
      .filter(({ labels }) => labels.stage === 'synthesis')
      .map(({ summary }) => summary.count);
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(500);
    for (let i = 0; i < 1_000; i++) registry.recordError(`CODE_${i}`, turnLabels);
    const errors = registry.snapshot().errors;
    expect(Object.keys(errors).length).toBeLessThan(300);
    expect(errors['other']).toBeGreaterThan(700);
  });
});
