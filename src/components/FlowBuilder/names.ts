/** What things are called in the page's language: types and standard outcomes are translated, what people wrote is not. */
import { useCallback } from 'react';
import { useTranslation, type Translate } from '../lib/i18n.ts';
import type { FlowNode } from '../../types/flow.ts';
import type { NodeSpecs, Outcome } from './document/spec.ts';
import { useBuilder } from './store.ts';

/** Fixed outcomes of the node types, whose English labels the server serves. */
export function outcomeName(t: Translate, { id, label }: Outcome, standard = true): string {
  return standard ? t(`outcomes.${id}`, { defaultValue: label }) : label;
}

export function typeName(t: Translate, specs: NodeSpecs, type: string): string {
  return t(`types.${type}`, { defaultValue: specs.get(type)?.title ?? type });
}

export function nodeName(t: Translate, specs: NodeSpecs, node: Pick<FlowNode, 'type' | 'label'>): string {
  return node.label ?? typeName(t, specs, node.type);
}

/** Whether an outcome is one of the type's own, not of somebody's list. */
export function isStandard(specs: NodeSpecs, type: string, outcome: string): boolean {
  return (specs.get(type)?.outcomeParts ?? []).some((part) => 'id' in part && part.id === outcome);
}

export function useNames() {
  const { t } = useTranslation('builder');
  const specs = useBuilder(({ nodeTypes }) => nodeTypes);
  return {
    t,
    specs,
    type: useCallback((type: string) => typeName(t, specs, type), [t, specs]),
    node: useCallback((node: Pick<FlowNode, 'type' | 'label'>) => nodeName(t, specs, node), [t, specs]),
    outcome: useCallback(
      (type: string, outcome: Outcome) => outcomeName(t, outcome, isStandard(specs, type, outcome.id)),
      [t, specs],
    ),
  };
}
