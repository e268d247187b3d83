/** Sends an alert to the address of its rule. Private addresses are refused, as for the HTTP requests of a flow. */
import type { HttpClient } from '../../services/conversation/index.ts';
import type { AlertEvent } from '../../types/apiMonitoring.ts';
import type { Clock } from '../../types/clock.ts';

export type Delivery = { readonly ok: true } | { readonly ok: false; readonly code: string };

const TIMEOUT_MS = 5_000;
/** Before the second, third and fourth attempt. */
const WAITS_MS = [2_000, 15_000, 60_000] as const;
const MAX_ANSWER_BYTES = 64 * 1024;
/** Trying again will not help. */
const FINAL: ReadonlySet<string> = new Set(['HTTP_ADDRESS_REFUSED']);

export interface WebhookParts {
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Ends the waiting, when the server stops. */
  readonly signal: AbortSignal;
}

export async function sendAlert(
  url: string,
  event: AlertEvent,
  parts: WebhookParts,
  waits: readonly number[] = WAITS_MS,
): Promise<Delivery> {
  for (let attempt = 0; ; attempt++) {
    const delivery = await post(url, event, parts);
    const wait = waits[attempt];
    if (delivery.ok || FINAL.has(delivery.code) || wait === undefined || parts.signal.aborted)
      return delivery;
    await pause(wait, parts);
  }
}

async function post(url: string, event: AlertEvent, { http, signal }: WebhookParts): Promise<Delivery> {
  const answer = await http.run(
    {
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json', 'user-agent': 'call-flow-weaver' },
      body: JSON.stringify(messageOf(event)),
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_ANSWER_BYTES,
    },
    signal,
  );
  if (!answer.ok) return { ok: false, code: answer.code };
  return answer.status < 300 ? { ok: true } : { ok: false, code: 'ALERT_WEBHOOK_FAILED' };
}

/** `text` is what chat programs show. */
function messageOf(event: AlertEvent) {
  const { ruleName, metric, percentile, threshold, value, firedAt, resolvedAt } = event;
  const clock = metric === 'speechEndToAudio' || metric === 'decisionToAudio';
  const [what, unit] = clock ? [`${metric} P${percentile}`, ' ms'] : [metric, ''];
  const figure = Math.round(value * 10) / 10;
  const state = resolvedAt === null ? 'fired' : 'resolved';
  const text = `${state === 'fired' ? 'Alert' : 'Resolved'}: ${ruleName} (${what} ${figure}${unit}, limit ${threshold}${unit})`;
  return {
    text,
    alert: {
      id: event.id,
      state,
      rule: ruleName,
      metric,
      percentile,
      threshold,
      value: figure,
      firedAt,
      resolvedAt,
    },
  };
}

function pause(ms: number, { clock, signal }: WebhookParts): Promise<void> {
  return new Promise((resolve) => {
    const timer = clock.after(ms, resolve);
    const stop = () => {
      clock.cancel(timer);
      resolve();
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}
