/** Looks at the alert rules once a minute, remembers what fired, and tells the webhooks. */
import type { Logger } from 'pino';
import type { HttpClient } from '../../services/conversation/index.ts';
import type { MetricsHistory } from '../../services/metrics/index.ts';
import type { AlertEvent, AlertList, AlertRule, AlertRuleInput } from '../../types/apiMonitoring.ts';
import type { Clock } from '../../types/clock.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { plainError } from '../logging.ts';
import type { AlertBook } from './alertBook.ts';
import { judge, type Judgement } from './judge.ts';
import { sendAlert } from './webhook.ts';

export const MAX_RULES = 50;

export interface AlertsOptions {
  readonly book: AlertBook;
  readonly history: MetricsHistory;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly log: Logger;
}

export class Alerts {
  readonly #options: AlertsOptions;
  readonly #stopping = new AbortController();
  readonly #sending = new Set<Promise<void>>();

  constructor(options: AlertsOptions) {
    this.#options = options;
  }

  list(): AlertList {
    const { book } = this.#options;
    return { rules: book.rules(), events: [...book.events()] };
  }

  /** @throws WeaverError ALERT_TOO_MANY, API_VAULT_… */
  async add(input: AlertRuleInput): Promise<AlertRule> {
    if (this.#options.book.rules().length >= MAX_RULES)
      throw new WeaverError('ALERT_TOO_MANY', { limit: MAX_RULES });
    return this.#put(crypto.randomUUID(), input);
  }

  /** @throws WeaverError ALERT_UNKNOWN, API_VAULT_… */
  async change(id: string, input: AlertRuleInput): Promise<AlertRule> {
    this.#found(id);
    return this.#put(id, input);
  }

  /** What has fired stays in the list and counts as over. @throws WeaverError ALERT_UNKNOWN */
  async remove(id: string): Promise<void> {
    const rule = this.#found(id);
    await this.#options.book.removeRule(id);
    const firing = this.#firing(rule);
    if (firing) await this.#options.book.putEvent({ ...firing, resolvedAt: this.#now() });
  }

  /** Looks at every rule. A rule that cannot be judged (too few turns) leaves its alert as it is. */
  async look(): Promise<void> {
    const { book, history, log } = this.#options;
    for (const rule of book.rules()) {
      const judged = rule.enabled ? judge(rule, history.sum(rule.origin, rule.windowMinutes)) : null;
      try {
        await this.#settle(rule, judged);
      } catch (error) {
        log.error({ rule: rule.id, err: plainError(error) }, 'an alert could not be stored');
      }
    }
  }

  /** Waits for what is being sent, cutting its retries short. */
  async close(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#sending);
    await this.#options.http.close();
  }

  async #settle(rule: AlertRule, judged: Judgement | null): Promise<void> {
    const firing = this.#firing(rule);
    if (!rule.enabled && firing) return this.#tell(rule, { ...firing, resolvedAt: this.#now() });
    if (judged === null || judged.over === (firing !== undefined)) return;
    if (firing) return this.#tell(rule, { ...firing, resolvedAt: this.#now() });
    const { metric, percentile, threshold } = rule;
    await this.#tell(rule, {
      id: crypto.randomUUID(),
      ruleId: rule.id,
      ruleName: rule.name,
      metric,
      percentile,
      threshold,
      value: judged.value,
      firedAt: this.#now(),
      resolvedAt: null,
      delivery: null,
      deliveryCode: null,
    });
  }

  /** Stored first: what could not be sent is still to be seen. */
  async #tell(rule: AlertRule, event: AlertEvent): Promise<void> {
    const { book, log } = this.#options;
    const url = book.webhookOf(rule.id);
    await book.putEvent({ ...event, delivery: url === null ? null : 'pending', deliveryCode: null });
    const { metric, resolvedAt } = event;
    log.warn(
      { rule: rule.id, metric, value: event.value },
      resolvedAt ? 'an alert is over' : 'an alert fired',
    );
    if (url !== null) this.#send(url, event);
  }

  #send(url: string, event: AlertEvent): void {
    const { book, http, clock, log } = this.#options;
    const sent = sendAlert(url, event, { http, clock, signal: this.#stopping.signal })
      .then(async (delivery) => {
        const now = book.events().find(({ id }) => id === event.id);
        // It may have ended meanwhile; then the later message says how it went.
        if (!now || now.resolvedAt !== event.resolvedAt) return;
        const deliveryCode = delivery.ok ? null : delivery.code;
        if (deliveryCode)
          log.warn({ rule: event.ruleId, code: deliveryCode }, 'a webhook of an alert failed');
        await book.putEvent({ ...now, delivery: delivery.ok ? 'delivered' : 'failed', deliveryCode });
      })
      .catch((error: unknown) => log.error({ err: plainError(error) }, 'an alert could not be stored'))
      .finally(() => this.#sending.delete(sent));
    this.#sending.add(sent);
  }

  async #put(id: string, { webhookUrl, ...rule }: AlertRuleInput): Promise<AlertRule> {
    await this.#options.book.putRule({ ...rule, id }, webhookUrl);
    return this.#found(id);
  }

  #found(id: string): AlertRule {
    const rule = this.#options.book.rules().find((one) => one.id === id);
    if (!rule) throw new WeaverError('ALERT_UNKNOWN', { id });
    return rule;
  }

  #firing({ id }: AlertRule): AlertEvent | undefined {
    return this.#options.book.events().find((event) => event.ruleId === id && event.resolvedAt === null);
  }

  #now(): string {
    return new Date(this.#options.clock.wall()).toISOString();
  }
}
