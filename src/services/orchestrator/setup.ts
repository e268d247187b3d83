/** What an orchestrator is made of, from its configuration. */
import type { Clock } from '../../types/clock.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { CURRENT_DOCUMENT_VERSION, type WorkflowDocument } from '../../types/workflow.ts';
import type { WorkflowConfig } from '../../types/workflowConfig.ts';
import { compileFlow, type CompiledFlow } from '../flow/index.ts';
import type { PredictiveCacheOptions } from '../predictiveCache.ts';
import { defaultFlow } from './defaultFlow.ts';
import { TurnBudgets } from './budget/turnBudgets.ts';
import type { OrchestratorOptions, PerformanceAlert } from './options.ts';
import type { ProviderSet } from './providerSet.ts';

export function embeddingBy(providers: ProviderSet, clock: Clock): PredictiveCacheOptions {
  const embedderFor = providers.embedder?.bind(providers);
  return embedderFor ? { clock, embedderFor } : { clock };
}

/** @throws WeaverError CALL_FLOW_HAS_ERRORS */
export function compiled(config: WorkflowConfig, options: OrchestratorOptions): CompiledFlow {
  const document: WorkflowDocument = {
    format: 'call-flow-weaver/workflow',
    formatVersion: CURRENT_DOCUMENT_VERSION,
    config,
    flow: options.flow ?? defaultFlow(config),
  };
  const result = compileFlow(document, options.library);
  if (result.ok) return result.flow;
  const errors = result.problems.filter((problem) => problem.severity === 'error');
  const problems = errors.map(({ code, nodeId }) => (nodeId ? `${code} at ${nodeId}` : code)).join(', ');
  throw new WeaverError('CALL_FLOW_HAS_ERRORS', { problems });
}

export function budgetsOf(
  config: WorkflowConfig,
  { latencyBudget, targetLatency, maxLatency }: OrchestratorOptions,
  clock: Clock,
  alert: (alert: PerformanceAlert) => void,
): TurnBudgets {
  const { performance } = config;
  return new TurnBudgets({
    clock,
    config,
    budget: {
      targetMs: targetLatency ?? performance.targetLatency,
      maxMs: maxLatency ?? performance.maxLatency,
    },
    enabled: latencyBudget ?? true,
    alert,
  });
}
