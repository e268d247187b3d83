import { describe, expect, it } from 'vitest';
import type { HttpClient } from '../../services/conversation/index.ts';
import { createHttpClient } from '../../services/conversation/index.ts';
import { MetricsHistory, MinuteFigures } from '../../services/metrics/index.ts';
import { openStore } from '../../services/storage/index.ts';
import { alertRuleInput, type AlertRule } from '../../types/apiMonitoring.ts';
import { systemClock } from '../../types/clock.ts';
import { turnOf } from '../../../tests/support/metrics/turns.ts';
import { createLogger } from '../logging.ts';
import { Vault } from '../security/vault.ts';
import { AlertBook } from './alertBook.ts';
import { Alerts } from './alerts.ts';
import { judge } from './judge.ts';
import { sendAlert } from './webhook.ts';

const MINUTE = 60_000;
const key = Buffer.alloc(32, 7);
const log = createLogger('silent');

const rule = (changes: object = {}): AlertRule => ({
  ...alertRuleInput.parse({
    name: 'Slow',
    metric: 'speechEndToAudio',
    threshold: 500,
    minTurns: 3,
    ...changes,
  }),
  id: 'r1',
  webhookHost: null,
});

function figures(...latencies: number[]): MinuteFigures {
  const all = new MinuteFigures();
  for (const ms of latencies) all.addTurn(turnOf(ms), true, false);
  return all;
}

describe('what a rule says', () => {
  it('fires above its limit, not at it, and by its percentile', () => {
    expect(judge(rule(), figures(100, 100, 900))).toMatchObject({ over: true });
    expect(judge(rule({ percentile: 50 }), figures(100, 100, 900))).toMatchObject({ over: false });
    expect(judge(rule({ threshold: 900 }), figures(900, 900, 900))).toMatchObject({ over: false });
  });

  it('does not judge a percentile of too few turns', () => {
    expect(judge(rule(), figures(9_000, 9_000))).toBeNull();
  });

  it('counts errors and failovers', () => {
    const all = figures();
    all.addError('FLOW_X');
    all.provider('azure recogniser').failovers = 2;
    expect(judge(rule({ metric: 'errors', threshold: 0 }), all)).toEqual({ value: 1, over: true });
    expect(judge(rule({ metric: 'failovers', threshold: 2 }), all)).toEqual({ value: 2, over: false });
  });
});

/** A webhook receiver that answers as told, in order. */
function receiver(...statuses: (number | string)[]) {
  const bodies: { text: string; alert: { state: string } }[] = [];
  const http: HttpClient = {
    async run({ body }) {
      bodies.push(JSON.parse(body ?? '{}') as (typeof bodies)[number]);
      const status = statuses[Math.min(bodies.length, statuses.length) - 1] ?? 200;
      return typeof status === 'number' ? { ok: true, status, body: '' } : { ok: false, code: status };
    },
    close: async () => undefined,
  };
  return { http, bodies };
}

async function alerts(http: HttpClient) {
  let wall = Date.parse('2026-11-26T10:00:00Z');
  const clock = { ...systemClock, wall: () => wall };
  const store = await openStore('sqlite::memory:');
  const history = new MetricsHistory(clock);
  const book = await AlertBook.open(store.settings, new Vault({ home: '/nowhere', key }));
  const service = new Alerts({ book, history, http, clock, log });
  return { service, history, store, book, go: (ms: number) => (wall += ms) };
}

const input = alertRuleInput.parse({
  name: 'Slow answers',
  metric: 'speechEndToAudio',
  threshold: 500,
  minTurns: 3,
  windowMinutes: 5,
  webhookUrl: 'https://hooks.example.com/secret-path',
});

describe('alerts', () => {
  it('fire once, tell the webhook, are over when the window is well again', async () => {
    const { http, bodies } = receiver(200);
    const { service, history, go } = await alerts(http);
    await service.add(input);
    for (let i = 0; i < 3; i++) history.turn(turnOf(900), 'measured', false);
    await service.look();
    await service.look();
    expect(service.list().events).toMatchObject([{ ruleName: 'Slow answers', resolvedAt: null }]);
    go(7 * MINUTE);
    await service.look();
    // Nobody called: that says nothing of how fast answers are.
    expect(service.list().events).toMatchObject([{ resolvedAt: null }]);
    for (let i = 0; i < 3; i++) history.turn(turnOf(100), 'measured', false);
    await service.look();
    await service.close();
    expect(service.list().events).toMatchObject([{ delivery: 'delivered' }]);
    expect(service.list().events[0]?.resolvedAt).not.toBeNull();
    expect(bodies.map(({ alert }) => alert.state)).toEqual(['fired', 'resolved']);
    expect(bodies[0]?.text).toMatch(/Slow answers .* 900 ms, limit 500 ms/);
  });

  it('never shows or stores the address of a webhook as it is', async () => {
    const { service, store, book } = await alerts(receiver(200).http);
    const { id } = await service.add(input);
    expect(JSON.stringify(service.list())).not.toContain('secret-path');
    expect(service.list().rules[0]?.webhookHost).toBe('hooks.example.com');
    const { webhookUrl: _left, ...rest } = input;
    await service.change(id, { ...rest, name: 'Renamed' });
    expect(book.webhookOf(id)).toBe(input.webhookUrl);
    const again = await AlertBook.open(store.settings, new Vault({ home: '/nowhere', key }));
    expect(again.rules()).toMatchObject([{ name: 'Renamed', webhookHost: 'hooks.example.com' }]);
    await service.change(id, { ...rest, webhookUrl: null });
    expect(book.webhookOf(id)).toBeNull();
  });

  it('end with their rule', async () => {
    const { service, history } = await alerts(receiver(200).http);
    const { id } = await service.add(input);
    for (let i = 0; i < 3; i++) history.turn(turnOf(900), 'measured', false);
    await service.look();
    await service.remove(id);
    expect(service.list()).toMatchObject({ rules: [], events: [{ ruleId: id }] });
    expect(service.list().events[0]?.resolvedAt).not.toBeNull();
    await expect(service.remove(id)).rejects.toMatchObject({ code: 'ALERT_UNKNOWN' });
  });
});

describe('the webhook', () => {
  const event = {
    id: 'e',
    ruleId: 'r',
    ruleName: 'n',
    metric: 'errors' as const,
    percentile: 95,
    threshold: 1,
    value: 2,
    firedAt: '2026-11-26T10:00:00.000Z',
    resolvedAt: null,
    delivery: null,
    deliveryCode: null,
  } as const;
  const parts = (http: HttpClient) => ({ http, clock: systemClock, signal: new AbortController().signal });

  it('is tried again, and then given up with a code', async () => {
    const flaky = receiver(500, 'HTTP_TIMEOUT', 204);
    expect(await sendAlert('https://x.example', event, parts(flaky.http), [1, 1])).toEqual({ ok: true });
    expect(flaky.bodies).toHaveLength(3);
    const dead = receiver(500);
    expect(await sendAlert('https://x.example', event, parts(dead.http), [1])).toEqual({
      ok: false,
      code: 'ALERT_WEBHOOK_FAILED',
    });
  });

  it('reaches no private address', async () => {
    const http = createHttpClient({ allowedPrivateHosts: [], secret: () => undefined });
    const refused = await sendAlert('http://169.254.169.254/latest', event, parts(http), [60_000]);
    expect(refused).toEqual({ ok: false, code: 'HTTP_ADDRESS_REFUSED' });
    await http.close();
  });
});
