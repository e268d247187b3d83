/** A document as the rules look at it: node types resolved, settings checked, connections by end. Never throws. */
import type { FlowEdge, FlowNode } from '../../types/flow.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { WorkflowDocument } from '../../types/workflow.ts';
import type { WorkflowConfig } from '../../types/workflowConfig.ts';
import type { FlowLibrary } from './library.ts';
import type { NodeType, Outcome } from './nodeType.ts';
import { hasPhrases, membersOf } from './nodes/frame.ts';
import { nodeTypes } from './nodes/index.ts';
import { settingIssue, type SettingIssue } from './settingIssue.ts';

/** A node whose type is known and whose settings are valid. */
export interface SoundNode {
  readonly node: FlowNode;
  readonly type: NodeType;
  readonly data: unknown;
  readonly outcomes: readonly Outcome[];
  readonly hangUp: ReadonlySet<string>;
}

export interface BrokenNode {
  readonly node: FlowNode;
  readonly issues: readonly SettingIssue[];
  readonly unknownType: boolean;
}

export interface Graph {
  readonly document: WorkflowDocument;
  readonly config: WorkflowConfig;
  readonly languages: readonly LanguageTag[];
  /** By id; of two nodes with one id the first. */
  readonly sound: ReadonlyMap<string, SoundNode>;
  readonly broken: readonly BrokenNode[];
  readonly ids: ReadonlySet<string>;
  readonly outgoing: ReadonlyMap<string, readonly FlowEdge[]>;
  readonly starts: readonly string[];
  /** Flows that it may run as steps; absent: nobody knows them here. */
  readonly library: FlowLibrary | undefined;
}

export function graphOf(document: WorkflowDocument, library?: FlowLibrary): Graph {
  const { flow, config } = document;
  const sound = new Map<string, SoundNode>();
  const broken: BrokenNode[] = [];
  for (const node of flow.nodes) {
    const looked = look(node);
    if ('issues' in looked) broken.push(looked);
    else if (!sound.has(node.id)) sound.set(node.id, looked);
  }
  const outgoing = new Map<string, FlowEdge[]>();
  for (const edge of flow.edges) {
    const list = outgoing.get(edge.source);
    if (list) list.push(edge);
    else outgoing.set(edge.source, [edge]);
  }
  return {
    document,
    config,
    languages: [...new Set(config.languages.map(({ language }) => language))],
    sound,
    broken,
    ids: new Set(flow.nodes.map(({ id }) => id)),
    outgoing,
    starts: flow.nodes.filter(({ type }) => type === 'start').map(({ id }) => id),
    library,
  };
}

function look(node: FlowNode): SoundNode | BrokenNode {
  const type = nodeTypes.get(node.type);
  if (!type) return { node, issues: [], unknownType: true };
  const parsed = type.schema.safeParse(node.data);
  if (!parsed.success)
    return { node, issues: parsed.error.issues.slice(0, 10).map(settingIssue), unknownType: false };
  const outcomes = type.outcomes(parsed.data);
  return { node, type, data: parsed.data, outcomes, hangUp: hangUpsOf(node) };
}

/** `data.hangUp`: outcomes of any node type that end the call on purpose. */
function hangUpsOf(node: FlowNode): ReadonlySet<string> {
  const list = node.data['hangUp'];
  return new Set(Array.isArray(list) ? list.filter((item): item is string => typeof item === 'string') : []);
}

/** Where the call goes from a node: sound targets with the outcome that leads there. */
export function* waysFrom(graph: Graph, id: string): Generator<{ outcome: string; target: string }> {
  const node = graph.sound.get(id);
  if (!node) return;
  for (const { outcome, target } of graph.outgoing.get(id) ?? [])
    if (graph.sound.has(target) && node.outcomes.some((own) => own.id === outcome)) yield { outcome, target };
}

/** By id of a step: the steps of its flexible groups that a caller may ask for there. Steps that exist only. */
export function askedForAt(graph: Graph): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { type, data } of graph.sound.values()) {
    if (type.type !== 'frame') continue;
    const sound = membersOf(data).filter(({ node }) => graph.sound.get(node)?.type.entered === true);
    const asked = sound.filter(({ phrases }) => hasPhrases(phrases)).map(({ node }) => node);
    for (const { node } of sound) found.set(node, [...(found.get(node) ?? []), ...asked]);
  }
  return found;
}

/** Ids of the global handlers: entered from anywhere the caller is listened to. */
export function globalsOf(graph: Graph): string[] {
  return [...graph.sound.values()].filter(({ type }) => type.type === 'global').map(({ node }) => node.id);
}
