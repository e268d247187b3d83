import { systemClock, type Clock } from '../../../types/clock.ts';
import type { JsonValue } from '../../../types/json.ts';
import type { Cancellable, LanguageModel, ModelRequest, ModelSink } from '../../../types/ports.ts';
import { later } from './later.ts';
import { zeroLatency, type LatencySource } from './latency.ts';

export interface ScriptedReply {
  readonly text?: string;
  readonly toolCalls?: readonly { readonly name: string; readonly args: Record<string, JsonValue> }[];
}

export interface StandInModelOptions {
  /** What it answers; called once for each request. */
  readonly script: (request: ModelRequest) => string | ScriptedReply;
  readonly clock?: Clock;
  /** From the request to the first token. */
  readonly latency?: LatencySource;
  /** Between two tokens, in ms. 0: all tokens at once. */
  readonly tokenMs?: number;
}

/** A stand-in, not a model: says what a script says, token by token. */
export class StandInModel implements LanguageModel {
  readonly name = 'stand-in';
  readonly capabilities = { tools: true, prefill: false } as const;
  readonly #options: Required<StandInModelOptions>;

  constructor(options: StandInModelOptions) {
    this.#options = { clock: systemClock, latency: zeroLatency, tokenMs: 0, ...options };
  }

  warm(): Promise<void> {
    return Promise.resolve();
  }

  generate(request: ModelRequest, sink: ModelSink): Cancellable {
    const { clock, latency, tokenMs, script } = this.#options;
    const scripted = script(request);
    const reply: ScriptedReply = typeof scripted === 'string' ? { text: scripted } : scripted;
    const tokens = tokensOf(reply.text ?? '');
    const firstMs = latency.next();
    const startedAt = clock.now();
    let cancelled = false;
    let wait: Cancellable;
    const step = (from: number): void => {
      let at = from;
      // Each token has its own moment, counted from the start: waiting errors do not add up.
      const due = () => firstMs + at * tokenMs - (clock.now() - startedAt);
      for (;;) {
        if (at >= tokens.length) return finish();
        sink.text(tokens[at]!);
        if (cancelled) return;
        at += 1;
        if (due() > 0) break;
      }
      wait = later(clock, due(), () => step(at));
    };
    const finish = (): void => {
      for (const { name, args } of reply.toolCalls ?? []) if (!cancelled) sink.toolCall(name, args);
      const inputTokens = request.messages.reduce((sum, { text }) => sum + tokensOf(text).length, 0);
      if (!cancelled) sink.done({ inputTokens, outputTokens: tokens.length });
    };
    wait = later(clock, firstMs, () => step(0));
    return {
      cancel() {
        cancelled = true;
        wait.cancel();
      },
    };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** About as large as a model's: a word with the space before it, or one wide character. */
function tokensOf(text: string): string[] {
  return (
    text.match(
      /\s*[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|\s*[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|\s+$/gu,
    ) ?? []
  );
}
