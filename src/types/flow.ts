import { z } from 'zod';

/** A variable that a flow reads or writes. */
export const flowVariable = z.object({
  name: z.string().regex(/^[a-z][A-Za-z0-9_]{0,63}$/, 'starts with a small letter; letters, digits and _'),
  type: z.enum(['string', 'number', 'boolean', 'list', 'object']).default('string'),
  description: z.string().default(''),
  /** Personal data: never logged, never shared between callers by the cache, deleted on request. */
  personal: z.boolean().default(false),
  /** Present from the start of the call. A variable without it must be set before it is read. */
  initial: z.json().optional(),
});
export type FlowVariable = z.infer<typeof flowVariable>;

/**
 * A node as stored. `data` is checked by the node type's own schema (`services/flow/nodes/<type>.ts`), so a document of
 * an older or newer server can still be opened and shown.
 */
export const flowNode = z.object({
  id: z.string().min(1).max(64),
  type: z.string().min(1).max(64),
  label: z.string().max(120).optional(),
  data: z.record(z.string(), z.unknown()).default({}),
  position: z.object({ x: z.number(), y: z.number() }).optional(),
});
export type FlowNode = z.infer<typeof flowNode>;

/** From one outcome of a node to the next node. */
export const flowEdge = z.object({
  id: z.string().min(1).max(128),
  source: z.string().min(1),
  outcome: z.string().min(1).max(64),
  target: z.string().min(1),
});
export type FlowEdge = z.infer<typeof flowEdge>;

export const flow = z
  .object({
    nodes: z.array(flowNode).max(2_000),
    edges: z.array(flowEdge).max(10_000),
    variables: z.array(flowVariable).max(500).default([]),
  })
  .meta({ id: 'Flow' });
export type Flow = z.infer<typeof flow>;

/** What validation found. `severity: error` stops publishing; a warning does not. */
export const flowProblem = z
  .object({
    code: z.string(),
    severity: z.enum(['error', 'warning']),
    /** One sentence that says what happens to a caller because of it. */
    message: z.string(),
    /** Which sentence it is, and what stands in it, for saying it in other languages (`flowSentences.ts`). */
    sentence: z.string().optional(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    nodeId: z.string().optional(),
    edgeId: z.string().optional(),
    /** Where in `node.data`, e.g. `['choices', 0, 'phrases']`. */
    path: z.array(z.union([z.string(), z.number()])).optional(),
  })
  .meta({ id: 'FlowProblem' });
export type FlowProblem = z.infer<typeof flowProblem>;
