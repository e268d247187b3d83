/** Flows that others run as a step: how they are named, and which a document needs. Reading them is the caller's work. */
import type { WorkflowDocument } from '../../types/workflow.ts';
import { subflow, type SubflowSettings } from './nodes/subflow.ts';

export interface FlowReference {
  readonly workflow: string;
  /** Absent: the published one. */
  readonly version?: number | undefined;
}

export interface FlowLibrary {
  /** How the flow itself may be referred to, by id and by slug: a flow that runs itself would never end. */
  readonly self: readonly string[];
  /** By `referenceKey`. One that is not there does not exist. */
  readonly documents: ReadonlyMap<string, WorkflowDocument>;
}

export const emptyLibrary: FlowLibrary = { self: [], documents: new Map() };

/** How deep flows may lie inside each other. */
export const MAX_SUBFLOW_DEPTH = 8;

export const referenceKey = ({ workflow, version }: FlowReference): string =>
  `${workflow}@${version ?? 'published'}`;

/** What the document's own nodes refer to. */
export function referencesOf(document: WorkflowDocument): FlowReference[] {
  return document.flow.nodes.flatMap(({ type, data }) => {
    const settings = type === subflow.type ? subflow.schema.safeParse(data) : undefined;
    return settings?.success && settings.data.workflow !== '' ? [settings.data] : [];
  });
}

/**
 * Everything that a document needs, at any depth.
 *
 * @param read the document, or null when there is none; asked once for each reference
 */
export async function loadLibrary(
  document: WorkflowDocument,
  read: (reference: FlowReference) => Promise<WorkflowDocument | null>,
  self: readonly string[] = [],
): Promise<FlowLibrary> {
  const documents = new Map<string, WorkflowDocument>();
  const asked = new Set<string>();
  let level: readonly WorkflowDocument[] = [document];
  for (let depth = 0; depth <= MAX_SUBFLOW_DEPTH && level.length > 0; depth++) {
    const wanted = new Map(level.flatMap(referencesOf).map((one) => [referenceKey(one), one] as const));
    const open = [...wanted].filter(([key]) => !asked.has(key));
    for (const [key] of open) asked.add(key);
    const found = await Promise.all(open.map(async ([key, one]) => [key, await read(one)] as const));
    level = found.flatMap(([key, one]) => {
      if (!one) return [];
      documents.set(key, one);
      return [one];
    });
  }
  return { self, documents };
}

/** The document with a version in every reference that has none. `versionOf`: the published one; undefined: none is. */
export function pinned(
  document: WorkflowDocument,
  versionOf: (workflow: string) => number | undefined,
): WorkflowDocument {
  const nodes = document.flow.nodes.map((node) => {
    const { workflow, version } = node.data as Partial<SubflowSettings>;
    if (node.type !== subflow.type || version !== undefined || typeof workflow !== 'string') return node;
    const published = versionOf(workflow);
    return published === undefined ? node : { ...node, data: { ...node.data, version: published } };
  });
  const changed = nodes.some((node, i) => node !== document.flow.nodes[i]);
  return changed ? { ...document, flow: { ...document.flow, nodes } } : document;
}
