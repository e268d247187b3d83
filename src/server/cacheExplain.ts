/** "Why was this answered, or not?": asks the cache what a call would ask it. */
import { compileFlow, questionAt, type CompiledFlow, type FlowLibrary } from '../services/flow/index.ts';
import type { CacheExplainAnswer, CacheExplainRequest } from '../types/apiCache.ts';
import { WeaverError } from '../types/errors/index.ts';
import type { FlowVariable } from '../types/flow.ts';
import type { JsonValue } from '../types/json.ts';
import type { Workflow, WorkflowDocument } from '../types/workflow.ts';
import { whyOff } from './cacheReport.ts';
import type { ServerContext } from './context.ts';
import { libraryFor } from './subflows.ts';

/** @throws WeaverError CACHE_NODE_UNKNOWN, CACHE_NOT_ASKED, CACHE_VALUE_UNKNOWN, CALL_FLOW_HAS_ERRORS, STORE_NOT_FOUND */
export async function explainFor(
  context: Pick<ServerContext, 'cache' | 'clock' | 'providers' | 'store'>,
  workflow: Workflow,
  request: CacheExplainRequest,
): Promise<CacheExplainAnswer> {
  const { version, document } = await editionOf(context, workflow, request.version);
  const flow = compiled(document, await libraryFor(context.store, document, workflow));
  const { node: nodeId, words, language, said, heard, path } = request;
  if (!flow.nodes.has(nodeId)) throw new WeaverError('CACHE_NODE_UNKNOWN', { node: nodeId });
  const values = valuesFor(flow, request.values ?? {});
  const at = new Date(context.clock.wall()).toISOString();
  const question = questionAt(flow, { nodeId, words, language, said, heard, path, values, at });
  if (!question) throw new WeaverError('CACHE_NOT_ASKED', { node: nodeId });
  const owner = { workflowId: workflow.id, workflowVersion: version };
  const explanation = await context.cache.explain(owner, question, document.config.performance.cache);
  return { ...explanation, workflowVersion: version, off: whyOff(context, document.config) };
}

/** The version that was asked for; otherwise the one that answers calls. */
async function editionOf(
  { store }: Pick<ServerContext, 'store'>,
  { id, slug, publishedVersion }: Workflow,
  wanted: number = publishedVersion ?? 0,
): Promise<{ version: number; document: WorkflowDocument }> {
  const kept =
    wanted === 0 ? await store.workflows.getDraft(id) : await store.workflows.getVersion(id, wanted);
  if (!kept) throw new WeaverError('STORE_NOT_FOUND', { kind: 'version', id: `${slug}/${wanted}` });
  return { version: wanted, document: kept.document };
}

function compiled(document: WorkflowDocument, library: FlowLibrary): CompiledFlow {
  const result = compileFlow(document, library);
  if (result.ok) return result.flow;
  const errors = result.problems.filter(({ severity }) => severity === 'error');
  throw new WeaverError('CALL_FLOW_HAS_ERRORS', { problems: errors.map(({ code }) => code).join(', ') });
}

/** As the flow would hold them: a command line has only texts. */
function valuesFor(
  flow: CompiledFlow,
  given: Readonly<Record<string, JsonValue>>,
): Record<string, JsonValue> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const declared = flow.variables.get(name);
      const fitting = declared === undefined ? undefined : as(declared.type, value);
      if (fitting === undefined) throw new WeaverError('CACHE_VALUE_UNKNOWN', { name });
      return [name, fitting];
    }),
  );
}

/** undefined: it is not of this type. */
function as(type: FlowVariable['type'], value: JsonValue): JsonValue | undefined {
  if (typeof value === 'string') {
    if (type === 'number')
      return value.trim() === '' || !Number.isFinite(Number(value)) ? undefined : Number(value);
    if (type === 'boolean') return value === 'true' ? true : value === 'false' ? false : undefined;
  }
  if (value === null || type === kindOf(value)) return value;
  return undefined;
}

function kindOf(value: Exclude<JsonValue, null>): string {
  return Array.isArray(value) ? 'list' : typeof value;
}
