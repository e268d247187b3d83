/** What may be done for a turn that is forecast to be late, and for all when the machine is. */
import { useTranslation } from '../../../lib/i18n.ts';
import { milliseconds } from '../../../lib/format.ts';
import type { PerformanceSettings } from '../../../../types/workflowConfig.ts';
import { SwitchField } from '../../../ui/field.tsx';

interface BudgetActionsProps {
  readonly performance: PerformanceSettings;
  readonly onChange: (change: Partial<PerformanceSettings>) => void;
}

export function BudgetActions({ performance, onChange }: BudgetActionsProps) {
  const { t } = useTranslation('setup');
  const { budget } = performance;
  const set = (change: Partial<typeof budget>) => onChange({ budget: { ...budget, ...change } });
  return (
    <fieldset className="space-y-3">
      <legend className="mb-2 text-[12px] font-medium">{t('budget.actions')}</legend>
      {(['hedge', 'shorterFirstClause', 'fasterVoice', 'lighterAudio'] as const).map((action) => (
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
        hint={t('budget.bridgingHint', { ms: milliseconds(budget.bridging.afterMs) })}
        checked={budget.bridging.enabled}
        onChange={(enabled) => set({ bridging: { ...budget.bridging, enabled } })}
      />
    </fieldset>
  );
}
