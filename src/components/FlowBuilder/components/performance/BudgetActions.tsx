/** What may be done for a turn that is forecast to be late. Shown where the server's workflows have such settings. */
import { useTranslation } from 'react-i18next';
import type { PerformanceSettings } from '../../../../types/workflowConfig.ts';
import { SwitchField } from '../../../ui/field.tsx';

interface Budget {
  readonly hedge: boolean;
  readonly shorterFirstClause: boolean;
  readonly fasterVoice: boolean;
  readonly bridging: { readonly enabled: boolean; readonly afterMs: number };
}

interface BudgetActionsProps {
  readonly performance: PerformanceSettings;
  readonly onChange: (change: Partial<PerformanceSettings>) => void;
}

export function BudgetActions({ performance, onChange }: BudgetActionsProps) {
  const { t } = useTranslation('setup');
  const { budget } = performance as { budget?: Budget };
  if (!budget) return null;
  const set = (change: Partial<Budget>) =>
    onChange({ budget: { ...budget, ...change } } as Partial<PerformanceSettings>);
  return (
    <fieldset className="space-y-3">
      <legend className="mb-2 text-[12px] font-medium">{t('budget.actions')}</legend>
      {(['hedge', 'shorterFirstClause', 'fasterVoice'] as const).map((action) => (
        <SwitchField
          key={action}
          label={t(`budget.${action}`)}
          hint={t(`budget.${action}Hint`)}
          checked={budget[action]}
          onChange={(on) => set({ [action]: on })}
        />
      ))}
      <SwitchField
        label={t('budget.bridging')}
        hint={t('budget.bridgingHint', { ms: budget.bridging.afterMs })}
        checked={budget.bridging.enabled}
        onChange={(enabled) => set({ bridging: { ...budget.bridging, enabled } })}
      />
    </fieldset>
  );
}
