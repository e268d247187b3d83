/** Each optimisation: on or off, what it does, and what it buys – measured on live calls, or else by the bench. */
import { useTranslation } from '../../../lib/i18n.ts';
import type { TrialReport } from '../../../../types/api.ts';
import type { Optimisation } from '../../../../types/trial.ts';
import type { PerformanceSettings } from '../../../../types/workflowConfig.ts';
import { percent } from '../../../lib/format.ts';
import { Card, CardBody, CardHeader, CardTitle } from '../../../ui/card.tsx';
import { Field, SwitchField } from '../../../ui/field.tsx';
import { Select } from '../../../ui/input.tsx';
import { Slider } from '../../../ui/slider.tsx';
import { BenchSource, Buys } from './Buys.tsx';

const rows = [
  { optimisation: 'cache', field: 'cacheEnabled' },
  { optimisation: 'speculation', field: 'speculation' },
  { optimisation: 'failover', field: 'failoverEnabled' },
  { optimisation: 'languageOptimization', field: 'languageOptimization' },
] as const satisfies readonly { optimisation: Optimisation; field: keyof PerformanceSettings }[];

interface SwitchesCardProps {
  readonly performance: PerformanceSettings;
  readonly trials: readonly TrialReport[];
  readonly onChange: (change: Partial<PerformanceSettings>) => void;
}

export function SwitchesCard({ performance, trials, onChange }: SwitchesCardProps) {
  const { t } = useTranslation('setup');
  const { trial } = performance;
  const measure = (one: Optimisation, on: boolean) => {
    const rest = trial.of.filter((it) => it !== one);
    onChange({ trial: { ...trial, of: on ? [...rest, one] : rest } });
  };
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('switches.title')}</CardTitle>
      </CardHeader>
      <CardBody className="space-y-4">
        <ul className="divide-y">
          {rows.map(({ optimisation, field }) => (
            <li key={optimisation} className="grid gap-x-6 gap-y-2 py-3 first:pt-0 last:pb-0 md:grid-cols-2">
              <SwitchField
                label={t(`switches.${optimisation}`)}
                hint={t(`switches.${optimisation}Hint`)}
                checked={performance[field]}
                onChange={(on) => onChange({ [field]: on })}
              >
                <label className="flex min-h-6 items-center gap-1.5 text-xs">
                  <input
                    type="checkbox"
                    className="size-4 accent-primary"
                    disabled={!performance[field]}
                    checked={performance[field] && trial.of.includes(optimisation)}
                    onChange={({ target }) => measure(optimisation, target.checked)}
                  />
                  <span>
                    {t('switches.measure')}
                    <span className="sr-only">: {t(`switches.${optimisation}`)}</span>
                  </span>
                </label>
              </SwitchField>
              <Buys
                optimisation={optimisation}
                on={performance[field]}
                measuring={trial.of.includes(optimisation)}
                trial={trials.find((one) => one.optimisation === optimisation)}
              />
            </li>
          ))}
          <li className="grid gap-x-6 gap-y-2 py-3 last:pb-0 md:grid-cols-2">
            <SwitchField
              label={t('switches.prediction')}
              hint={t('switches.predictionHint')}
              checked={performance.prediction}
              onChange={(prediction) => onChange({ prediction })}
            />
            <p className="text-xs text-muted-foreground">
              {t(performance.prediction ? 'switches.predictionBuys' : 'buys.off')}
            </p>
          </li>
        </ul>
        <BenchSource />
        <div className="grid gap-4 border-t pt-3 sm:grid-cols-2">
          <Field
            label={t('switches.share', { share: percent(trial.share, 0) })}
            hint={t('switches.shareHint', { share: percent(trial.share, 0) })}
          >
            {() => (
              <Slider
                label={t('switches.shareLabel')}
                min={0.02}
                max={0.25}
                step={0.01}
                value={[trial.share]}
                onValueChange={([share = trial.share]) => onChange({ trial: { ...trial, share } })}
              />
            )}
          </Field>
          <Field label={t('noise.label')} hint={t(`noise.hint.${performance.noiseReduction}`)}>
            {(control) => (
              <Select
                {...control}
                value={performance.noiseReduction}
                onChange={({ target }) =>
                  onChange({ noiseReduction: target.value as PerformanceSettings['noiseReduction'] })
                }
              >
                {(['off', 'auto', 'on'] as const).map((name) => (
                  <option key={name} value={name}>
                    {t(`noise.${name}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
      </CardBody>
    </Card>
  );
}
