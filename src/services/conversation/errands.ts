/** What a call has others do: look-ups, for which its end is the end, and messages, which are sent whatever becomes of it. */
import type { Clock } from '../../types/clock.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { MessageSender, MessageSpec, SendResult } from '../../types/message.ts';
import type { CallEffect, CallEvent } from './events.ts';
import type { HttpClient } from './httpClient.ts';

type Of<T extends CallEffect['type']> = Extract<CallEffect, { type: T }>;

export interface ErrandOptions {
  readonly clock: Clock;
  readonly http: HttpClient;
  readonly sender?: MessageSender | undefined;
  readonly raise: (event: CallEvent) => void;
}

export class Errands {
  readonly #options: ErrandOptions;
  readonly #lookUps = new AbortController();
  readonly #never = new AbortController().signal;

  constructor(options: ErrandOptions) {
    this.#options = options;
  }

  lookUp({ requestId, request }: Of<'httpStart'>): void {
    const { http, clock, raise } = this.#options;
    void http.run(request, this.#lookUps.signal).then((result) => {
      raise({ type: 'httpDone', at: clock.now(), requestId, result });
    });
  }

  send({ requestId, message }: Of<'sendStart'>): void {
    const { clock, raise } = this.#options;
    let timer: unknown = null;
    const tooLong = new Promise<SendResult>((resolve) => {
      const { timeoutMs } = message;
      const late: SendResult = { ok: false, code: 'MESSAGE_TIMEOUT', detail: { timeoutMs } };
      timer = clock.after(timeoutMs, () => resolve(late));
    });
    void Promise.race([this.#sent(message), tooLong]).then((result) => {
      clock.cancel(timer);
      raise({ type: 'sendDone', at: clock.now(), requestId, result });
    });
  }

  cancelLookUps(): void {
    this.#lookUps.abort();
  }

  /** Never rejects: what goes wrong is a result. */
  async #sent(spec: MessageSpec): Promise<SendResult> {
    const { http, sender } = this.#options;
    if (spec.kind === 'webhook') {
      const answer = await http.run(spec.request, this.#never);
      if (!answer.ok) return { ok: false, code: answer.code };
      const { status } = answer;
      if (status >= 200 && status <= 299) return { ok: true };
      return { ok: false, code: 'MESSAGE_REFUSED', detail: { status, carrierCode: 'none' } };
    }
    if (!sender) return { ok: false, code: 'MESSAGE_NO_ACCOUNT' };
    try {
      await sender.sendMessage(spec.message);
      return { ok: true };
    } catch (error) {
      return failure(error);
    }
  }
}

/** Of an error that is not ours only the name is told: its text may hold the number. */
function failure(error: unknown): SendResult {
  if (!(error instanceof WeaverError))
    return { ok: false, code: 'MESSAGE_UNAVAILABLE', detail: { cause: 'unknown' } };
  const plain = Object.entries(error.detail).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [[name, value] as const] : [],
  );
  return { ok: false, code: error.code, detail: Object.fromEntries(plain) };
}
