import type { FlowNode, FlowVariable } from '../../types/flow.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { WorkflowConfig } from '../../types/workflowConfig.ts';
import type { WorkflowDocument } from '../../types/workflow.ts';
import type { FlexGroup } from './groups.ts';
import type { NodeType, Outcome } from './nodeType.ts';
import type { FlowScope } from './scope.ts';

export interface CompiledNode {
  readonly id: string;
  readonly node: FlowNode;
  readonly type: NodeType;
  /** Checked by the type's schema, defaults filled in. */
  readonly data: unknown;
  readonly outcomes: readonly Outcome[];
  /** Whose variables it sees. */
  readonly scope: FlowScope;
  /** The flow that it stands for. */
  readonly inner?: FlowScope;
  /** Next node's id by outcome. */
  readonly next: ReadonlyMap<string, string>;
  /** Outcomes that hang up on purpose. */
  readonly hangUp: ReadonlySet<string>;
}

/** A flow that can be run: made by `compileFlow`, immutable, shared by all calls of the version. */
export interface CompiledFlow {
  readonly document: WorkflowDocument;
  readonly config: WorkflowConfig;
  /** The workflow's languages; a call begins in the first unless it says otherwise. */
  readonly languages: readonly [LanguageTag, ...LanguageTag[]];
  readonly startId: string;
  /** With the nodes of flows inside it, whose ids are `node/inner-node`. */
  readonly nodes: ReadonlyMap<string, CompiledNode>;
  /** Global handlers in the order of the document, those of inner flows first: each counts inside of its own flow. */
  readonly globals: readonly CompiledNode[];
  readonly groups: readonly FlexGroup[];
  /** Of the call's own flow; each node's `scope` has those that it sees. */
  readonly variables: ReadonlyMap<string, FlowVariable>;
  /** IANA zone in which "tomorrow" is counted. */
  readonly timezone: string;
}
