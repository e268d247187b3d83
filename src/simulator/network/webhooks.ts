import { WeaverError } from '../../types/errors/index.ts';
import type { Faults } from '../faults.ts';
import { signRequest } from './signature.ts';
import type { Violations } from './violations.ts';

/** A carrier gives up on a webhook after 15 s. */
const WEBHOOK_TIMEOUT_MS = 15_000;
const MAX_BODY_CHARACTERS = 64 * 1024;

export interface WebhookAnswer {
  /** 0: no answer. */
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly tookMs: number;
}

export interface WebhookOptions {
  readonly authToken: string;
  readonly faults: Faults;
  readonly violations: Violations;
  readonly now: () => number;
  readonly timeoutMs?: number;
}

/** Plain HTTP never leaves this machine: a token or a caller's number could be read on the way. */
export function refuseInsecure(url: string): void {
  const { protocol, hostname, origin } = new URL(url);
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  if (protocol !== 'https:' && !loopback) throw new WeaverError('SIM_INSECURE_URL', { origin });
}

/** Signed, form-encoded requests to the application. */
export class Webhooks {
  readonly #options: WebhookOptions;

  constructor(options: WebhookOptions) {
    this.#options = options;
  }

  /** Asks for instructions. Anything but a 2xx within the time limit is 11200. */
  async instructions(
    url: string,
    method: string,
    parameters: Record<string, string>,
  ): Promise<WebhookAnswer> {
    const answer = await this.#request(url, method, parameters);
    const { violations } = this.#options;
    if (answer.status === 0) violations.add('11200', 'no answer from the webhook');
    else if (answer.status < 200 || answer.status > 299)
      violations.add('11200', `the webhook answered with ${answer.status}`);
    else if (answer.body.length > MAX_BODY_CHARACTERS)
      violations.add('11200', 'the answer is longer than 64 kB');
    else if (answer.body !== '' && !/^(text|application)\/(xml|html|[\w.+-]*\+xml)/.test(answer.contentType))
      violations.add('12300', `content type ${answer.contentType.slice(0, 60) || '(none)'} is not XML`);
    if (this.#options.faults.duplicateCallbacks && url.includes('action'))
      await this.#request(url, method, parameters);
    return answer;
  }

  /** Tells the application something; its answer is only looked at for success. */
  async notify(url: string, method: string, parameters: Record<string, string>): Promise<void> {
    const answer = await this.#request(url, method, parameters);
    if (answer.status < 200 || answer.status > 299)
      this.#options.violations.add(
        '11200',
        `a status callback was answered with ${answer.status}`,
        'warning',
      );
    if (this.#options.faults.duplicateCallbacks) await this.#request(url, method, parameters);
  }

  async #request(url: string, method: string, parameters: Record<string, string>): Promise<WebhookAnswer> {
    refuseInsecure(url);
    const get = method === 'GET';
    const target = get ? withQuery(url, parameters) : url;
    const headers: Record<string, string> = { 'User-Agent': 'TwilioProxy/1.1', Accept: '*/*' };
    const { webhookSignature } = this.#options.faults;
    const key = webhookSignature === 'valid' ? this.#options.authToken : `${this.#options.authToken}x`;
    if (webhookSignature !== 'absent')
      headers['X-Twilio-Signature'] = signRequest(target, key, get ? {} : parameters);
    const started = this.#options.now();
    const tookMs = () => this.#options.now() - started;
    try {
      const response = await fetch(target, {
        method: get ? 'GET' : 'POST',
        headers,
        redirect: 'follow',
        signal: AbortSignal.timeout(this.#options.timeoutMs ?? WEBHOOK_TIMEOUT_MS),
        ...(get ? {} : { body: new URLSearchParams(parameters) }),
      });
      const body = await response.text();
      const contentType = response.headers.get('content-type') ?? '';
      return { status: response.status, contentType, body, tookMs: tookMs() };
    } catch {
      // Refused, reset or timed out: to the carrier it is all "no answer".
      return { status: 0, contentType: '', body: '', tookMs: tookMs() };
    }
  }
}

function withQuery(url: string, parameters: Record<string, string>): string {
  const target = new URL(url);
  for (const [name, value] of Object.entries(parameters)) target.searchParams.append(name, value);
  return target.href;
}
