/**
 * What a node type is: its specification (what the builder draws a form from) and its behaviour, together in one file
 * under `nodes/`. Behaviour is pure: it reads a context and returns a result; the engine does the rest.
 */
import type { z } from 'zod';
import type { ErrorCode } from '../../types/errors/index.ts';
import type { Expectation, ExpectedChoice } from '../../types/expectation.ts';
import type { CacheQuestion } from '../../types/cache.ts';
import type { FlowVariable } from '../../types/flow.ts';
import type { Said } from '../../types/flowSentences.ts';
import type { FlowInput, HistoryEntry, HttpRequestSpec, PathStep } from '../../types/flowRuntime.ts';
import type { AnswerSource } from '../../types/answer.ts';
import type { JsonValue } from '../../types/json.ts';
import type { MessageSpec } from '../../types/message.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { ModelRequest } from '../../types/ports.ts';
import type { WorkflowConfig } from '../../types/workflowConfig.ts';
import type { LocalisedPhrases, LocalisedText } from './localised.ts';
import type { Match } from './match.ts';
import type { LocalNow } from './parse/localTime.ts';

export interface Outcome {
  readonly id: string;
  readonly label: string;
}

/** `canvas`: only drawn; no call ever comes there. */
export type NodeCategory = 'call' | 'speech' | 'logic' | 'data' | 'canvas';

/** A path inside `node.data`. */
export type DataPath = readonly (string | number)[];

/** A text that the node speaks, with where it is kept. */
export interface NodeLine {
  readonly path: DataPath;
  readonly text: LocalisedText | undefined;
  /** Whether the node is useless without it. */
  readonly required: boolean;
  readonly voice?: string | undefined;
  /** Names that the node itself puts into the text, besides the flow's variables. */
  readonly gives?: readonly string[];
}

/** An expression, or a text with `{{ }}` in it, that the node works out. */
export interface NodeSource {
  readonly path: DataPath;
  readonly kind: 'expression' | 'template';
  readonly source: string;
  /** Names that the node itself provides. */
  readonly gives?: readonly string[];
}

/** One answer that a caller may choose. */
export interface NodeAnswer {
  readonly path: DataPath;
  readonly id: string;
  readonly phrases: LocalisedPhrases;
  readonly digit?: string | undefined;
}

/** What a node type's own check finds, before the engine adds the node's id. */
export interface NodeFinding extends Said {
  readonly severity: 'error' | 'warning';
  readonly path?: DataPath;
}

export type NodeEffect =
  | {
      readonly type: 'say';
      readonly text: string;
      readonly source?: AnswerSource;
      readonly language?: LanguageTag;
      readonly voice?: string | undefined;
      readonly interruptible?: boolean;
    }
  | { readonly type: 'note'; readonly code: ErrorCode; readonly detail: Record<string, JsonValue> }
  | { readonly type: 'language'; readonly language: LanguageTag };

/** Where the call goes from here. */
export type Next =
  /** `carry`: the caller's words were not for this node; the next listening node may take them. */
  | { readonly do: 'go'; readonly outcome: string; readonly carry?: boolean }
  | { readonly do: 'listen'; readonly expectation: Expectation }
  | {
      readonly do: 'generate';
      readonly request: ModelRequest;
      readonly question: Omit<CacheQuestion, 'voice'>;
      readonly interruptible: boolean;
    }
  | { readonly do: 'http'; readonly request: HttpRequestSpec }
  | { readonly do: 'send'; readonly message: MessageSpec }
  | {
      readonly do: 'transfer';
      readonly to: string;
      readonly callerId?: string;
      readonly timeoutSeconds: number;
    }
  /** `exit`: inside of a sub-flow the call goes on in the flow around it, by this way out. */
  | {
      readonly do: 'end';
      readonly reason: string;
      readonly exit?: string;
      readonly handoff?: Record<string, JsonValue>;
    }
  /** Into the flow that the node stands for, with values for its variables. */
  | { readonly do: 'call'; readonly given: Readonly<Record<string, JsonValue>> }
  /** Global handlers: back to the node that was listening, which asks again (`resume`) or only listens on (`stay`). */
  | { readonly do: 'back'; readonly how: 'resume' | 'stay' };

export interface NodeResult {
  readonly effects?: readonly NodeEffect[];
  /** Variables to set, before the effects' texts of later nodes are rendered. */
  readonly set?: Readonly<Record<string, JsonValue>>;
  /** What the node remembers; null = forget, absent = as it was. */
  readonly memory?: JsonValue;
  readonly next: Next;
}

export type NodeInput = Exclude<FlowInput, { type: 'start' }>;

/** What a node sees of the call. */
export interface NodeContext<D> {
  readonly nodeId: string;
  readonly data: D;
  readonly language: LanguageTag;
  readonly languages: readonly LanguageTag[];
  readonly config: WorkflowConfig;
  readonly hasModel: boolean;
  /** How a language model should speak the call's language; '' = nothing to add. */
  readonly manner: string;
  readonly variables: Readonly<Record<string, JsonValue>>;
  readonly memory: JsonValue;
  readonly history: readonly HistoryEntry[];
  /** Nodes passed so far. */
  readonly path: readonly PathStep[];
  /** The flow's variables as declared, and those of them that hold no caller's own data (`sharedVariables`). */
  readonly declared: ReadonlyMap<string, FlowVariable>;
  readonly shared: ReadonlySet<string>;
  /** The business's local time when the call began. */
  readonly now: LocalNow;
  /** A flag of the call, set once: true the first time it is asked for. */
  once(flag: string): boolean;
  /** The line for the call's language (or `language`), filled in; '' when there is none. */
  text(lines: LocalisedText | undefined, language?: LanguageTag, extra?: Record<string, JsonValue>): string;
  /** The same as zero or one `say`. */
  say(lines: LocalisedText | undefined, options?: SayOptions): readonly NodeEffect[];
  /** The line for the call's language as it is written, nothing filled in. */
  raw(lines: LocalisedText | undefined): string;
  phrases(phrases: LocalisedPhrases): readonly string[];
  /** The choice that was meant, in the call's language, by words or by sound. */
  match(text: string, choices: readonly Pick<ExpectedChoice, 'id' | 'phrases'>[]): Match | null;
  /** Fills a template in without regard to language. */
  fill(
    template: string,
    encode?: (value: string) => string,
    extra?: Readonly<Record<string, JsonValue>>,
  ): string;
  /** `extra`: names besides the flow's variables. @throws WeaverError FLOW_EXPRESSION_* */
  evaluate(expression: string, extra?: Readonly<Record<string, JsonValue>>): JsonValue;
  /** Leaves a note for the operator. */
  note(code: ErrorCode, detail: Record<string, JsonValue>): void;
}

export interface SayOptions {
  readonly interruptible?: boolean;
  readonly voice?: string | undefined;
  readonly language?: LanguageTag;
  readonly extra?: Record<string, JsonValue>;
}

export interface NodeType<D = unknown> {
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly category: NodeCategory;
  /** A lucide icon name. */
  readonly icon: string;
  readonly schema: z.ZodType<D>;
  /** How outcomes follow from the settings, one sentence for the builder and the docs. */
  readonly outcomesRule: string;
  /** What it means for callers and for whoever runs the line, for docs/flow-nodes.md: one paragraph. */
  readonly consequence: string;
  /** Whether the node may be entered by a connection. Start and global handlers are entered by the engine. */
  readonly entered: boolean;
  outcomes(data: D): readonly Outcome[];
  /** Whether the caller is listened to on every way through the node. */
  listens(data: D): boolean;
  lines?(data: D): readonly NodeLine[];
  sources?(data: D): readonly NodeSource[];
  answers?(data: D): readonly NodeAnswer[];
  /** Variables that are set when the node is left by `outcome`. */
  writes?(data: D, outcome: string): readonly string[];
  check?(data: D, config: WorkflowConfig): readonly NodeFinding[];
  /** Makes ready, once when the flow is compiled, what would take too long within a call. */
  ready?(data: D, languages: readonly LanguageTag[]): void;
  enter(ctx: NodeContext<D>): NodeResult;
  input?(ctx: NodeContext<D>, input: NodeInput): NodeResult;
  /** Asks again, in the call's present language, without counting an attempt. */
  again?(ctx: NodeContext<D>): NodeResult;
  /** Takes words that were said before the node was reached; null = the node begins as usual. */
  accept?(ctx: NodeContext<D>, input: NodeInput): NodeResult | null;
}

/** Types a node definition by its schema. */
export function defineNode<S extends z.ZodType>(
  definition: Omit<NodeType<z.output<S>>, 'schema'> & { schema: S },
): NodeType<z.output<S>> {
  return definition as unknown as NodeType<z.output<S>>;
}
