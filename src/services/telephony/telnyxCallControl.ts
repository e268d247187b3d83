/** Call control on Telnyx by its REST interface. */
import { request, type Dispatcher } from 'undici';
import { systemClock } from '../../types/clock.ts';
import type { Clock } from '../../types/clock.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { TextMessage } from '../../types/message.ts';
import type { CallControl } from '../../types/transport.ts';
import type { DialOutcome } from './callbacks.ts';
import { controlError, controlUnreachable, messageError, messageUnreachable } from './controlErrors.ts';
import type { ControlAction } from './controlErrors.ts';
import { isObject } from './problem.ts';
import { PendingTransfers } from './transfers.ts';
import { dialDestination } from './twiml.ts';

export interface TelnyxCallControlOptions {
  readonly apiKey: string;
  readonly baseUrl?: string;
  readonly timeoutMs?: number;
  /** Whether webhooks will tell how a transfer went (`transferReported`). */
  readonly webhooks?: boolean;
  readonly clock?: Clock;
}

const DEFAULT_BASE_URL = 'https://api.telnyx.com';
const DEFAULT_TIMEOUT_MS = 10_000;
const CALLBACK_MARGIN_MS = 10_000;

export class TelnyxCallControl implements CallControl {
  private readonly options: TelnyxCallControlOptions;
  private readonly transfers: PendingTransfers;

  constructor(options: TelnyxCallControlOptions) {
    this.options = options;
    this.transfers = new PendingTransfers(options.clock ?? systemClock);
  }

  /** Ends the call. A call that is already gone is what was wanted. Raises TEL_CONTROL_…. */
  async hangUp(callControlId: string): Promise<void> {
    try {
      await this.command('hang up', callControlId, 'hangup', {});
    } catch (error) {
      if (!(error instanceof WeaverError && error.code === 'TEL_CONTROL_CALL_GONE')) throw error;
    }
  }

  /** Raises TEL_DESTINATION_INVALID, TEL_CONTROL_…. */
  async transfer(
    callControlId: string,
    to: string,
    options: { callerId?: string; timeoutSeconds: number },
  ): Promise<DialOutcome> {
    const { address } = dialDestination(to);
    await this.command('transfer', callControlId, 'transfer', {
      to: address,
      timeout_secs: options.timeoutSeconds,
      ...(options.callerId === undefined ? {} : { from: options.callerId }),
    });
    if (this.options.webhooks !== true) return 'answered';
    return this.transfers.wait(callControlId, options.timeoutSeconds * 1000 + CALLBACK_MARGIN_MS);
  }

  /** `POST /v2/messages`; accepted is not delivered. */
  async sendMessage({ from, to, text }: TextMessage): Promise<void> {
    const answer = await this.post('/v2/messages', { from, to, text }).catch((error: unknown) => {
      throw messageUnreachable(error);
    });
    if (answer.statusCode < 300) return answer.body.dump();
    throw messageError(answer.statusCode, await codeIn(answer), retryAfterOf(answer));
  }

  /** For the webhooks: how the dialled leg of a call went. Returns whether a transfer waited for it. */
  transferReported(callControlId: string, outcome: DialOutcome): boolean {
    return this.transfers.report(callControlId, outcome);
  }

  private async command(
    action: ControlAction,
    callControlId: string,
    command: string,
    body: Record<string, unknown>,
  ): Promise<void> {
    const path = `/v2/calls/${encodeURIComponent(callControlId)}/actions/${command}`;
    const answer = await this.post(path, body).catch((error: unknown) => {
      throw controlUnreachable(action, error);
    });
    if (answer.statusCode < 300) return answer.body.dump();
    throw controlError(action, answer.statusCode, await codeIn(answer), retryAfterOf(answer));
  }

  private post(path: string, body: Record<string, unknown>): Promise<Dispatcher.ResponseData> {
    const { apiKey, baseUrl = DEFAULT_BASE_URL, timeoutMs = DEFAULT_TIMEOUT_MS } = this.options;
    return request(new URL(path, baseUrl), {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
  }
}

async function codeIn({ body }: Dispatcher.ResponseData): Promise<string> {
  return firstErrorCode(await body.text().catch(() => ''));
}

function retryAfterOf({ headers }: Dispatcher.ResponseData): string | undefined {
  const retryAfter = headers['retry-after'];
  return typeof retryAfter === 'string' ? retryAfter : undefined;
}

/** `{"errors":[{"code":"90018",…}]}` → `90018`. */
function firstErrorCode(body: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return '';
  }
  const first: unknown = isObject(parsed) && Array.isArray(parsed.errors) ? parsed.errors[0] : undefined;
  const code = isObject(first) ? first.code : undefined;
  return typeof code === 'string' && /^\d{1,8}$/.test(code) ? code : '';
}
