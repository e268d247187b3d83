/** Whether the cache or the model answered a call last: an act without words leaves no trace in the turn. */
import type { PredictiveCache, WorkflowCache } from '../../src/services/predictiveCache.ts';
import type { CacheReply } from '../../src/types/cache.ts';

export class CacheWatch {
  readonly #answered = new Map<string, CacheReply | null>();

  /** Puts itself between the calls and the cache. */
  watch(cache: PredictiveCache): void {
    const workflow = cache.workflow.bind(cache);
    cache.workflow = (...given): WorkflowCache => {
      const calls = workflow(...given);
      return { call: (callSid) => this.#watched(callSid, calls.call(callSid)) };
    };
  }

  /** The cache's answer since the last time this was asked; null: the model's, or nobody's. */
  take(callSid: string): CacheReply | null {
    const reply = this.#answered.get(callSid) ?? null;
    this.#answered.delete(callSid);
    return reply;
  }

  #watched(callSid: string, call: ReturnType<WorkflowCache['call']>): ReturnType<WorkflowCache['call']> {
    let modelAnswered = false;
    let audited = false;
    return {
      ...call,
      ask: (question) => {
        modelAnswered = false;
        audited = false;
        const reply = call.ask(question);
        this.#answered.set(callSid, reply);
        return reply;
      },
      askLater: (question) =>
        call.askLater(question)?.then((reply) => {
          if (reply && !modelAnswered) this.#answered.set(callSid, reply);
          return reply;
        }) ?? null,
      learn: (question, answer) => {
        if (!audited) modelAnswered = true;
        call.learn(question, answer);
      },
      audits: (question, reply) => (audited = call.audits(question, reply)),
    };
  }
}
