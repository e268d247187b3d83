/** Alert rules and what became of them, in the store. Addresses of webhooks are sealed: they may be secrets. */
import { z } from 'zod';
import { defineSetting, type SettingsRepository } from '../../services/storage/index.ts';
import { alertEvent, alertRule, type AlertEvent, type AlertRule } from '../../types/apiMonitoring.ts';
import type { Vault } from '../security/vault.ts';

/** The newest are kept. */
const EVENTS_KEPT = 200;

const storedRule = alertRule.omit({ webhookHost: true }).extend({ webhook: z.string().nullable() });
type StoredRule = z.infer<typeof storedRule>;
const rulesSetting = defineSetting('alerts.rules', z.array(storedRule));
const eventsSetting = defineSetting('alerts.events', z.array(alertEvent));
const sealName = (id: string) => `alert.${id}`;

export class AlertBook {
  readonly #stored: SettingsRepository;
  readonly #vault: Vault;
  #rules: StoredRule[];
  #events: AlertEvent[];
  /** One write after the other. */
  #last: Promise<void> = Promise.resolve();

  private constructor(stored: SettingsRepository, vault: Vault, rules: StoredRule[], events: AlertEvent[]) {
    this.#stored = stored;
    this.#vault = vault;
    this.#rules = rules;
    this.#events = events;
  }

  static async open(stored: SettingsRepository, vault: Vault): Promise<AlertBook> {
    const rules = (await stored.get(rulesSetting)) ?? [];
    return new AlertBook(stored, vault, rules, (await stored.get(eventsSetting)) ?? []);
  }

  rules(): AlertRule[] {
    return this.#rules.map(({ webhook, ...rule }) => ({
      ...rule,
      webhookHost: webhook === null ? null : hostOf(this.#opened(rule.id, webhook)),
    }));
  }

  /** Newest first. */
  events(): readonly AlertEvent[] {
    return this.#events;
  }

  /** null: the rule has none, or it can no longer be opened. */
  webhookOf(id: string): string | null {
    const rule = this.#rules.find((one) => one.id === id);
    return rule?.webhook ? this.#opened(id, rule.webhook) : null;
  }

  /** `webhookUrl`: undefined leaves it as it was. */
  async putRule(rule: Omit<AlertRule, 'webhookHost'>, webhookUrl: string | null | undefined): Promise<void> {
    const at = this.#rules.findIndex(({ id }) => id === rule.id);
    const before = this.#rules[at]?.webhook ?? null;
    const webhook =
      webhookUrl === undefined
        ? before
        : webhookUrl === null
          ? null
          : this.#vault.seal(sealName(rule.id), webhookUrl);
    const rules = this.#rules.toSpliced(at < 0 ? this.#rules.length : at, at < 0 ? 0 : 1, {
      ...rule,
      webhook,
    });
    await this.#saveRules(rules);
  }

  async removeRule(id: string): Promise<void> {
    await this.#saveRules(this.#rules.filter((rule) => rule.id !== id));
  }

  /** Adds an event, or replaces it. */
  async putEvent(event: AlertEvent): Promise<void> {
    const known = this.#events.some(({ id }) => id === event.id);
    this.#events = known
      ? this.#events.map((one) => (one.id === event.id ? event : one))
      : [event, ...this.#events].slice(0, EVENTS_KEPT);
    await this.#next(() => this.#stored.set(eventsSetting, this.#events));
  }

  async #saveRules(rules: StoredRule[]): Promise<void> {
    await this.#next(() => this.#stored.set(rulesSetting, rules));
    this.#rules = rules;
  }

  #opened(id: string, sealed: string): string | null {
    return this.#vault.open(sealName(id), sealed)?.value ?? null;
  }

  #next(write: () => Promise<void>): Promise<void> {
    const done = this.#last.then(write);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

function hostOf(url: string | null): string | null {
  return url === null ? null : new URL(url).host;
}
