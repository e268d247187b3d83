import { useTranslation } from '../../../lib/i18n.ts';
import type { PerformanceSettings } from '../../../../types/workflowConfig.ts';
import { milliseconds } from '../../../lib/format.ts';
import { Card, CardBody, CardHeader, CardTitle } from '../../../ui/card.tsx';
import { Field } from '../../../ui/field.tsx';
import { Slider } from '../../../ui/slider.tsx';
import { BudgetActions } from './BudgetActions.tsx';

/** Beyond these a slider is of no use; the schema allows more, for files. */
const scales = {
  targetLatency: { min: 50, max: 2_000, step: 10 },
  maxLatency: { min: 100, max: 4_000, step: 20 },
} as const;

interface BudgetCardProps {
  readonly performance: PerformanceSettings;
  readonly onChange: (change: Partial<PerformanceSettings>) => void;
}

export function BudgetCard({ performance, onChange }: BudgetCardProps) {
  const { t } = useTranslation('setup');
  const { targetLatency, maxLatency } = performance;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('budget.title')}</CardTitle>
      </CardHeader>
      <CardBody className="space-y-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={t('budget.target', { ms: milliseconds(targetLatency) })}
            hint={t('budget.targetHint', { ms: milliseconds(targetLatency) })}
          >
            {() => (
              <Slider
                label={t('budget.targetLabel')}
                {...scales.targetLatency}
                value={[targetLatency]}
                onValueChange={([ms = targetLatency]) =>
                  onChange({ targetLatency: ms, maxLatency: Math.max(ms, maxLatency) })
                }
              />
            )}
          </Field>
          <Field
            label={t('budget.max', { ms: milliseconds(maxLatency) })}
            hint={t('budget.maxHint', { ms: milliseconds(maxLatency) })}
          >
            {() => (
              <Slider
                label={t('budget.maxLabel')}
                {...scales.maxLatency}
                value={[maxLatency]}
                onValueChange={([ms = maxLatency]) =>
                  onChange({ maxLatency: ms, targetLatency: Math.min(ms, targetLatency) })
                }
              />
            )}
          </Field>
        </div>
        <BudgetActions performance={performance} onChange={onChange} />
      </CardBody>
    </Card>
  );
}
