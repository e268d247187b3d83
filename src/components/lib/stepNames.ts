/** What a flow's steps and their outcomes are called, for those who look at its calls. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FlowNode } from '../../types/flow.ts';
import type { WorkflowDocument } from '../../types/workflow.ts';
import { ask } from '../api/client.ts';
import { useTranslation } from './i18n.ts';

/** Versions never change; a draft is another one at any time. The flow of an old call may be gone. */
const stepsQuery = (workflowId: string, version: number) =>
  queryOptions({
    queryKey: ['workflows', workflowId, 'steps', version],
    queryFn: async () => {
      const path = `/workflows/${encodeURIComponent(workflowId)}`;
      const of = version === 0 ? `${path}/draft` : `${path}/versions/${version}`;
      const { document } = await ask<{ document: WorkflowDocument }>(of);
      return new Map(document.flow.nodes.map((node) => [node.id, node]));
    },
    staleTime: version === 0 ? 0 : Infinity,
    retry: false,
    enabled: workflowId !== '',
  });

export interface StepNames {
  readonly step: (nodeId: string) => string;
  readonly outcome: (nodeId: string, outcome: string) => string;
}

/** `workflowId` '': of no flow here. `version` 0: the draft. Steps that are not known are called by their ids. */
export function useStepNames(workflowId: string, version: number): StepNames {
  const { t } = useTranslation('builder');
  const { data: steps } = useQuery(stepsQuery(workflowId, version));
  return useMemo(
    () => ({
      step(nodeId) {
        const node = steps?.get(nodeId);
        if (!node || node.label) return node?.label ?? nodeId;
        const type = t(`types.${node.type}`, { defaultValue: node.type });
        // The first of its type needs no number.
        return nodeId === node.type ? type : `${type} · ${nodeId}`;
      },
      outcome: (nodeId, outcome) =>
        labelIn(steps?.get(nodeId), outcome) ?? t(`outcomes.${outcome}`, { defaultValue: outcome }),
    }),
    [steps, t],
  );
}

/** As somebody named an entry of one of the step's lists. */
function labelIn(node: FlowNode | undefined, outcome: string): string | undefined {
  for (const list of Object.values(node?.data ?? {})) {
    if (!Array.isArray(list)) continue;
    const entry = (list as unknown[]).find((one) => isNamed(one) && one.id === outcome);
    if (isNamed(entry) && entry.label) return entry.label;
  }
  return undefined;
}

function isNamed(entry: unknown): entry is { readonly id: string; readonly label?: string } {
  return typeof entry === 'object' && entry !== null && 'id' in entry;
}
