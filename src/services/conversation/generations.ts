import type { Clock } from '../../types/clock.ts';
import type { JsonValue } from '../../types/json.ts';
import type { Cancellable, LanguageModel, ModelRequest } from '../../types/ports.ts';
import type { CallEvent } from './events.ts';
import { failureCode } from '../../types/failureCode.ts';

/** What a call's language model is writing at the moment; its words become events. */
export class Generations {
  private readonly model: LanguageModel | null;
  private readonly clock: Clock;
  private readonly raise: (event: CallEvent) => void;
  private readonly running = new Map<string, Cancellable>();

  constructor(model: LanguageModel | null, clock: Clock, raise: (event: CallEvent) => void) {
    this.model = model;
    this.clock = clock;
    this.raise = raise;
  }

  start(requestId: string, request: ModelRequest): void {
    const at = () => this.clock.now();
    const fail = (code: string) => {
      this.running.delete(requestId);
      this.raise({ type: 'modelFailed', at: at(), requestId, code });
    };
    if (!this.model) return fail('PROVIDER_UNAVAILABLE');
    const toolCalls: { name: string; args: Record<string, JsonValue> }[] = [];
    const handle = this.model.generate(request, {
      text: (delta) => this.raise({ type: 'modelText', at: at(), requestId, delta }),
      toolCall: (name, args) => void toolCalls.push({ name, args }),
      done: () => {
        this.running.delete(requestId);
        this.raise({ type: 'modelDone', at: at(), requestId, toolCalls });
      },
      failed: (failure) => fail(failureCode(failure)),
    });
    this.running.set(requestId, handle);
  }

  cancel(requestId: string): void {
    this.running.get(requestId)?.cancel();
    this.running.delete(requestId);
  }

  cancelAll(): void {
    for (const requestId of this.running.keys()) this.cancel(requestId);
  }
}
