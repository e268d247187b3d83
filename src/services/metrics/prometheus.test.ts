import { describe, expect, test } from 'vitest';
import { turnLabels, turnOf } from '../../../tests/support/metrics/turns.ts';
import { processMetrics, prometheusText } from './prometheus.ts';
import { MetricsRegistry } from './registry.ts';

/** The grammar of the text format (version 0.0.4), one sample a line. */
const SAMPLE =
  /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (\S+)$/;

const COMMENT = /^# (HELP|TYPE) [a-zA-Z_:][a-zA-Z0-9_:]* \S/;

function parse(text: string): { name: string; labels: string; value: number }[] {
  const lines = text.split('\n').filter((line) => line !== '' && !COMMENT.test(line));
  return lines.map((line) => {
    const [, name = '', labels = '', value = ''] = SAMPLE.exec(line) ?? [];
    if (name === '' || (Number.isNaN(Number(value)) && !/^nan$/i.test(value)))
      throw new Error(`malformed: ${line}`);
    return { name, labels, value: Number(value) };
  });
}

describe('Prometheus text', async () => {
  const registry = new MetricsRegistry();
  registry.recordCallStart(turnLabels);
  for (const ms of [100, 240, 260, 2_000]) registry.recordTurn(turnOf(ms), turnLabels);
  registry.recordTurn(turnOf(50), { ...turnLabels, origin: 'simulated', workflow: 'a"b\\c\nd' });
  registry.recordError('FLOW_X', turnLabels);
  registry.recordError('+85291234567 said "hello"', turnLabels);
  registry.recordProviderNews(
    { change: 'failover', provider: 'azure', work: 'synthesiser', language: 'zh-HK' },
    turnLabels,
  );
  const text = await prometheusText(registry);
  const samples = parse(text);

  test('tells the load level of the audio and how often it changed', async () => {
    const audioLoad = () => ({ level: 1, changes: [2, 3, 0] });
    const found = parse(await prometheusText(new MetricsRegistry({ audioLoad })));
    const values = (name: string) =>
      found.filter((each) => each.name === name).map(({ labels, value }) => [labels, value]);
    expect(values('weaver_audio_load_level')).toEqual([['origin="measured"', 1]]);
    expect(values('weaver_audio_load_changes_total')).toEqual([
      ['level="0",origin="measured"', 2],
      ['level="1",origin="measured"', 3],
      ['level="2",origin="measured"', 0],
    ]);
  });

  test('is well formed, every sample once', () => {
    expect(new Set(samples.map(({ name, labels }) => `${name}{${labels}}`)).size).toBe(samples.length);
    for (const { labels } of samples) expect(labels).toMatch(/origin="(measured|simulated)"/);
  });

  test('buckets are cumulative and end with the count', () => {
    const clock = samples.filter(
      ({ labels }) => /stage="speechEndToAudio"/.test(labels) && /measured/.test(labels),
    );
    const buckets = clock.filter(({ name }) => name.endsWith('_bucket'));
    for (const [i, { value }] of buckets.entries())
      expect(value).toBeGreaterThanOrEqual(buckets[i - 1]?.value ?? 0);
    const le = (bound: string) => buckets.find(({ labels }) => labels.includes(`le="${bound}"`))?.value;
    expect([le('0.075'), le('0.15'), le('0.25'), le('0.3'), le('1.5'), le('+Inf')]).toEqual([
      0, 1, 2, 3, 3, 4,
    ]);
    expect(clock.find(({ name }) => name.endsWith('_count'))?.value).toBe(4);
    expect(clock.find(({ name }) => name.endsWith('_sum'))?.value).toBeCloseTo(2.6);
  });

  test('holds nothing that a caller is or said', () => {
    expect(text).not.toMatch(/private words|85291234567|hello/);
    expect(text).toContain('weaver_errors_total{code="other",origin="measured"} 1');
    expect(text).toContain(
      'weaver_provider_events_total{provider="azure",work="synthesiser",language="zh-HK",event="failover",origin="measured"} 1',
    );
  });

  test('the process tells of itself beside it', async () => {
    const own = processMetrics();
    parse(await own.text());
    expect(await own.text()).toContain('process_resident_memory_bytes');
    own.stop();
  });
});
