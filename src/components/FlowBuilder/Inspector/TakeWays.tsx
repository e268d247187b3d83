/** Takes the ways out of another flow, by its End nodes, into the step that runs it. */
import { skipToken, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTranslation } from '../../lib/i18n.ts';
import type { Flow, FlowNode } from '../../../types/flow.ts';
import type { Workflow } from '../../../types/workflow.ts';
import { ask } from '../../api/client.ts';
import { workflowsQuery } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { versionQuery } from '../Versions/versionQueries.ts';
import { useNodeForm } from './context.ts';
import { newWays, type Way } from './ways.ts';

export function TakeWays({ node }: { readonly node: FlowNode }) {
  const { t } = useTranslation('inspector');
  const { change, announce } = useNodeForm();
  const { workflow, version } = node.data;
  const { data: flows } = useQuery(workflowsQuery);
  const inner = flows?.find(({ id, slug }) => workflow === slug || workflow === id);
  const flow = useRunFlow(inner, typeof version === 'number' ? version : null);
  const ways: readonly Way[] = Array.isArray(node.data['ways']) ? (node.data['ways'] as Way[]) : [];
  const added = flow ? newWays(flow, ways) : [];
  if (added.length === 0) return null;
  return (
    <Button
      size="sm"
      className="h-auto min-h-7 whitespace-normal"
      onClick={() => {
        change(['ways'], [...ways, ...added]);
        announce(t('ways.taken', { count: added.length }));
      }}
    >
      <Plus aria-hidden />{' '}
      {t('ways.take', { count: added.length, names: added.map(({ id }) => id).join(', ') })}
    </Button>
  );
}

/** What a call would run: the version named here, else the published one; of a flow that never was, its draft. */
function useRunFlow(inner: Workflow | undefined, named: number | null): Flow | undefined {
  const version = named ?? inner?.publishedVersion ?? null;
  const frozen = useQuery({
    ...versionQuery(inner?.id ?? '', version ?? 0),
    enabled: inner !== undefined && version !== null,
  });
  const draft = useQuery({
    queryKey: ['workflows', inner?.id, 'draft'],
    queryFn:
      inner && version === null
        ? () => ask<{ document: { flow: Flow } }>(`/workflows/${encodeURIComponent(inner.id)}/draft`)
        : skipToken,
  });
  return (version === null ? draft : frozen).data?.document.flow;
}
