/** Call control on Twilio, through its SDK (loaded at first use: it takes a fifth of a second). */
import type { Twilio } from 'twilio';
import { systemClock } from '../../types/clock.ts';
import type { Clock } from '../../types/clock.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { TextMessage } from '../../types/message.ts';
import type { CallControl } from '../../types/transport.ts';
import type { DialOutcome } from './callbacks.ts';
import { controlError, controlUnreachable, messageError, messageUnreachable } from './controlErrors.ts';
import type { ControlAction } from './controlErrors.ts';
import { PendingTransfers } from './transfers.ts';
import { dial } from './twiml.ts';

export interface TwilioCallControlOptions {
  readonly accountSid: string;
  /** Auth token, or the secret of `apiKeySid`. */
  readonly authToken: string;
  readonly apiKeySid?: string;
  /** Another server with Twilio's interface, e.g. `http://127.0.0.1:9000`. */
  readonly baseUrl?: string;
  readonly timeoutMs?: number;
  /** Our webhook for the end of a dialled leg; without it a transfer counts as answered once it is accepted. */
  readonly dialAction?: string;
  /** Our webhook for the dialled leg's status: tells at once when it is answered. */
  readonly dialStatus?: string;
  readonly clock?: Clock;
}

const DEFAULT_TIMEOUT_MS = 10_000;
/** Between the end of ringing and the callback that tells. */
const CALLBACK_MARGIN_MS = 10_000;

export class TwilioCallControl implements CallControl {
  private readonly options: TwilioCallControlOptions;
  private readonly transfers: PendingTransfers;
  private client: Promise<Twilio> | undefined;

  constructor(options: TwilioCallControlOptions) {
    this.options = options;
    this.transfers = new PendingTransfers(options.clock ?? systemClock);
  }

  /** Ends the call. A call that is already gone is what was wanted. Raises TEL_CONTROL_…. */
  async hangUp(callSid: string): Promise<void> {
    try {
      await this.update('hang up', callSid, { status: 'completed' });
    } catch (error) {
      if (!(error instanceof WeaverError && error.code === 'TEL_CONTROL_CALL_GONE')) throw error;
    }
  }

  /** Raises TEL_DESTINATION_INVALID, TEL_CONTROL_…. */
  async transfer(
    callSid: string,
    to: string,
    options: { callerId?: string; timeoutSeconds: number },
  ): Promise<DialOutcome> {
    const { dialAction, dialStatus } = this.options;
    const twiml = dial(to, {
      ...options,
      ...(dialAction === undefined ? {} : { action: dialAction }),
      ...(dialStatus === undefined ? {} : { statusCallback: dialStatus }),
    });
    await this.update('transfer', callSid, { twiml });
    if (dialAction === undefined) return 'answered';
    return this.transfers.wait(callSid, options.timeoutSeconds * 1000 + CALLBACK_MARGIN_MS);
  }

  /** Programmable Messaging (`POST …/Messages.json`); accepted is not delivered. */
  async sendMessage({ from, to, text }: TextMessage): Promise<void> {
    const client = await (this.client ??= createClient(this.options));
    try {
      await client.messages.create({ from, to, body: text });
    } catch (error) {
      if (error instanceof WeaverError) throw error;
      const answer = answerOf(error);
      throw answer ? messageError(answer.status, answer.carrierCode, undefined) : messageUnreachable(error);
    }
  }

  /** For the webhooks: how the dialled leg of a call went. Returns whether a transfer waited for it. */
  transferReported(callSid: string, outcome: DialOutcome): boolean {
    return this.transfers.report(callSid, outcome);
  }

  private async update(
    action: ControlAction,
    callSid: string,
    change: { status: 'completed' } | { twiml: string },
  ): Promise<void> {
    if (!/^CA[0-9a-fA-F]{32}$/.test(callSid)) throw new WeaverError('TEL_CONTROL_CALL_GONE');
    const client = await (this.client ??= createClient(this.options));
    try {
      await client.calls(callSid).update(change);
    } catch (error) {
      throw asControlError(action, error);
    }
  }
}

async function createClient(options: TwilioCallControlOptions): Promise<Twilio> {
  const [{ default: twilio }, { default: RequestClient }] = await Promise.all([
    import('twilio'),
    import('twilio/lib/base/RequestClient.js'),
  ]);
  /** Sends requests to another server when one is configured, and keeps `Retry-After`, which the SDK drops. */
  class Client extends RequestClient {
    override async request<T>(...[request]: Parameters<InstanceType<typeof RequestClient>['request']>) {
      const uri = options.baseUrl === undefined ? request.uri : rebased(request.uri, options.baseUrl);
      const response = await super.request<T>({ ...request, uri } as never);
      if (response.statusCode !== 429) return response;
      throw controlError('hang up', 429, '', header(response, 'retry-after'));
    }
  }
  const timeout = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  return twilio(options.apiKeySid ?? options.accountSid, options.authToken, {
    accountSid: options.accountSid,
    httpClient: new Client({ timeout, keepAlive: true }),
  });
}

function rebased(uri: string, baseUrl: string): string {
  const { pathname, search } = new URL(uri);
  return new URL(pathname + search, baseUrl).href;
}

function header(response: { headers?: unknown }, name: string): string | undefined {
  const { headers } = response;
  if (typeof headers !== 'object' || headers === null) return undefined;
  const value: unknown = Reflect.get(headers, name);
  return typeof value === 'string' ? value : undefined;
}

function asControlError(action: ControlAction, error: unknown): WeaverError {
  if (error instanceof WeaverError) return error;
  const answer = answerOf(error);
  return answer
    ? controlError(action, answer.status, answer.carrierCode, undefined)
    : controlUnreachable(action, error);
}

/** Of the SDK's error, when there was an answer. */
function answerOf(error: unknown): { readonly status: number; readonly carrierCode: string } | null {
  const { status, code } = (error ?? {}) as { status?: unknown; code?: unknown };
  if (typeof status !== 'number') return null;
  return { status, carrierCode: typeof code === 'number' ? String(code) : '' };
}
