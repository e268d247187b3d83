import { replayCall, sameTurns, type CallEvent } from '../services/conversation/index.ts';
import { compileFlow, createFlowPort } from '../services/flow/index.ts';
import { LanguageOptimizer } from '../services/languageOptimizer.ts';
import type { Store } from '../services/storage/index.ts';
import type { ReplayResult } from '../types/api.ts';
import type { Call } from '../types/call.ts';
import { WeaverError } from '../types/errors/index.ts';
import type { WorkflowDocument } from '../types/workflow.ts';
import { libraryFor } from './subflows.ts';

/**
 * A stored call once more from its events, through the version of the flow that it ran on.
 *
 * @throws WeaverError CALL_NOT_REPLAYABLE when there are no events, or the workflow is gone.
 */
export async function replayStored(store: Store, call: Call): Promise<ReplayResult> {
  const { callSid, workflowId, workflowVersion } = call;
  const [stored, events, document] = await Promise.all([
    store.calls.turns(callSid),
    store.calls.events(callSid),
    documentOf(store, workflowId, workflowVersion),
  ]);
  const compiled = document && compileFlow(document, await libraryFor(store, document));
  if (events.length === 0 || !compiled?.ok) throw new WeaverError('CALL_NOT_REPLAYABLE', { callSid });
  const inputs = events.map(({ json }) => json as unknown as CallEvent);
  // Whether a model stood behind the flow is told by what it answered.
  const hasModel = inputs.some(({ type }) => type.startsWith('model'));
  const optimizer = new LanguageOptimizer(compiled.flow.config);
  const languages = optimizer.forFlow(call.transport === 'relay' ? 'words' : 'figures');
  const replay = replayCall(
    createFlowPort(compiled.flow, { hasModel, languages }),
    inputs,
    optimizer.forMachine(),
  );
  return {
    callSid,
    same: sameTurns(replay.turns, stored),
    stored,
    replayed: [...replay.turns],
    path: replay.path.map((step) => ({ ...step })),
    events: events.length,
  };
}

async function documentOf(
  store: Store,
  workflowId: string,
  version: number,
): Promise<WorkflowDocument | undefined> {
  const kept =
    version === 0
      ? await store.workflows.getDraft(workflowId)
      : await store.workflows.getVersion(workflowId, version);
  return kept?.document;
}
