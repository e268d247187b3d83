import { createContext, useContext } from 'react';
import { useTranslation } from '../../../lib/i18n.ts';
import type { WorkflowConfig } from '../../../../types/workflowConfig.ts';
import type { SetupProblem } from './problems.ts';

export interface Setup {
  readonly config: WorkflowConfig;
  readonly workflowId: string;
  readonly problems: readonly SetupProblem[];
  /** Part of the configuration, replaced. */
  set<Key extends keyof WorkflowConfig>(key: Key, value: WorkflowConfig[Key]): void;
}

export const SetupContext = createContext<Setup | null>(null);

export function useSetup(): Setup {
  const setup = useContext(SetupContext);
  if (!setup) throw new Error('outside of a setup');
  return setup;
}

/** The sentence about a field, if something is wrong with it. */
export function useProblem(): (field: string) => string | undefined {
  const { t } = useTranslation('setup');
  const { problems } = useSetup();
  return (field) => {
    const found = problems.find((problem) => problem.field === field);
    return found && t(`problems.${found.key}`, { ...found.values });
  };
}
