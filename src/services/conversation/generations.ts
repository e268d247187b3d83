import type { CacheQuestion, CacheReply, CallCache } from '../../types/cache.ts';
import type { Clock } from '../../types/clock.ts';
import type { JsonValue } from '../../types/json.ts';
import type { LanguageTag } from '../../types/language.ts';
import type {
  Cancellable,
  Delivery,
  Generation,
  LanguageModel,
  ModelRequest,
  ModelSink,
} from '../../types/ports.ts';
import type { CallEvent } from './events.ts';
import { failureCode } from '../../types/failureCode.ts';
import type { SpeculativeAnswer } from './speculations.ts';

export interface GenerationParts {
  readonly model: LanguageModel | null;
  /** null: every answer is generated. */
  readonly cache: CallCache | null;
  readonly clock: Clock;
  readonly raise: (event: CallEvent) => void;
  /** The model is asked, or was at `at`: told just before its words come. */
  readonly asked: (at: number) => void;
  /** Tokens of a model that were thrown away. */
  readonly wasted: (tokens: number, language: LanguageTag) => void;
}

type ToolCalls = { name: string; args: Record<string, JsonValue> }[];

/** One answer on its way. */
interface Running {
  handle: Cancellable | null;
  /** The model's first word, or its end: the cache comes too late then. */
  begun: boolean;
}

/** What a call's language model, or the response cache in its place, is saying at the moment; its words become events. */
export class Generations {
  private readonly parts: GenerationParts;
  private readonly running = new Map<string, Running>();
  private readonly auditing = new Set<Cancellable>();
  private newest: Generation | null = null;

  constructor(parts: GenerationParts) {
    this.parts = parts;
  }

  /** How the answer that was asked for last is to be spoken. */
  get delivery(): Delivery | undefined {
    return this.newest?.delivery;
  }

  /** @param early the answer that was begun on the same words before the turn was decided */
  start(
    requestId: string,
    request: ModelRequest,
    question: CacheQuestion,
    early: SpeculativeAnswer | null = null,
  ): void {
    const { cache } = this.parts;
    const reply = cache?.ask(question) ?? null;
    if (reply) {
      if (early) this.parts.wasted(early.discard(), question.language);
      this.answer(requestId, reply);
      if (cache?.audits(question, reply)) this.audit(request, question, cache);
      return;
    }
    const running: Running = { handle: null, begun: false };
    this.running.set(requestId, running);
    const later = cache?.askLater(question);
    this.generate(requestId, request, question, running, early);
    // The model is already at work: whoever speaks first answers.
    void later?.then((found) => {
      if (!found || running.begun || this.running.get(requestId) !== running) return;
      this.cancel(requestId);
      this.answer(requestId, found);
      if (cache?.audits(question, found)) this.audit(request, question, cache);
    });
  }

  cancel(requestId: string): void {
    this.running.get(requestId)?.handle?.cancel();
    this.running.delete(requestId);
  }

  cancelAll(): void {
    for (const requestId of this.running.keys()) this.cancel(requestId);
    for (const audit of this.auditing) audit.cancel();
    this.auditing.clear();
  }

  private answer(requestId: string, { text, act, layer }: CacheReply): void {
    const { clock, raise } = this.parts;
    if (text !== '') raise({ type: 'modelText', at: clock.now(), requestId, delta: text, source: layer });
    const toolCalls = act === null ? [] : [{ name: act, args: {} }];
    raise({ type: 'modelDone', at: clock.now(), requestId, toolCalls });
  }

  private generate(
    requestId: string,
    request: ModelRequest,
    question: CacheQuestion,
    running: Running,
    early: SpeculativeAnswer | null,
  ): void {
    const { model, cache, clock, raise, asked } = this.parts;
    const end = (event: CallEvent) => {
      running.begun = true;
      this.running.delete(requestId);
      raise(event);
    };
    const at = () => clock.now();
    if (!model) return end({ type: 'modelFailed', at: at(), requestId, code: 'PROVIDER_UNAVAILABLE' });
    asked(early?.askedAt ?? at());
    const toolCalls: ToolCalls = [];
    let text = '';
    const sink: ModelSink = {
      text: (delta) => {
        running.begun = true;
        text += delta;
        raise({ type: 'modelText', at: at(), requestId, delta });
      },
      toolCall: (name, args) => {
        running.begun = true;
        toolCalls.push({ name, args });
      },
      done: () => {
        cache?.learn(question, { text, toolCalls });
        end({ type: 'modelDone', at: at(), requestId, toolCalls });
      },
      failed: (failure) => end({ type: 'modelFailed', at: at(), requestId, code: failureCode(failure) }),
    };
    const generation = early ? early.adopt(sink) : model.generate(request, sink);
    running.handle = generation;
    this.newest = generation;
    generation.wanted?.();
  }

  /** The model's answer to what the cache has answered: nobody hears it, the cache learns whether it was right. */
  private audit(request: ModelRequest, question: CacheQuestion, cache: CallCache): void {
    const toolCalls: ToolCalls = [];
    let text = '';
    const audit = this.parts.model?.generate(request, {
      text: (delta) => void (text += delta),
      toolCall: (name, args) => void toolCalls.push({ name, args }),
      done: () => cache.learn(question, { text, toolCalls }),
      failed: () => undefined,
    });
    if (audit) this.auditing.add(audit);
  }
}
