/** What the list shows of each flow beside its name. */
import { queryOptions } from '@tanstack/react-query';
import type { FlowCard } from '../../types/apiFlowCards.ts';
import { ask } from '../api/client.ts';

/** By workflow. Part of `workflows`: what makes the list anew makes these anew. */
export const flowCardsQuery = queryOptions({
  queryKey: ['workflows', 'cards'],
  queryFn: async () => {
    const { cards } = await ask<{ cards: FlowCard[] }>('/workflow-cards');
    return new Map(cards.map((card) => [card.workflowId, card]));
  },
});
