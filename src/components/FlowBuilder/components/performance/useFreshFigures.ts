import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLive, watchLive } from '../../../api/live.ts';
import { workflowQuery } from '../../../api/queries.ts';
import { performanceQuery } from '../../../api/setupQueries.ts';

/** A turn is in the store a moment after it was in the feed. */
const STORED_AFTER_MS = 1_500;

export interface Freshness {
  readonly connection: 'connecting' | 'open' | 'broken';
  readonly liveCalls: number;
  /** Of the whole server, since it started. */
  readonly failovers: number | null;
}

/** Asks for the figures anew when the live feed tells of a turn in this workflow. */
export function useFreshFigures(workflowId: string): Freshness {
  const client = useQueryClient();
  const { data: workflow } = useQuery(workflowQuery(workflowId));
  const slug = workflow?.slug;
  useEffect(watchLive, []);
  const connection = useLive((state) => state.connection);
  const failovers = useLive((state) => state.metrics && (state.metrics.errors['PROVIDER_FAILOVER'] ?? 0));
  const liveCalls = useLive((state) => ofWorkflow(state.calls, slug).length);
  const turns = useLive((state) =>
    ofWorkflow(state.calls, slug).reduce((sum, one) => sum + (one.turns.at(-1)?.index ?? 0) + 1, 0),
  );
  useEffect(() => {
    if (turns === 0) return;
    const { queryKey } = performanceQuery(workflowId);
    const timer = setTimeout(() => void client.invalidateQueries({ queryKey }), STORED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [client, turns, liveCalls, workflowId]);
  return { connection, liveCalls, failovers };
}

function ofWorkflow(calls: ReturnType<typeof useLive.getState>['calls'], slug: string | undefined) {
  return Object.values(calls).filter(({ call }) => call.workflow === slug);
}
