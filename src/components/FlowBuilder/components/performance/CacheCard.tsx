/** How many of its hits the response cache may get wrong, and how far the workflow is from a certificate for that. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '../../../lib/i18n.ts';
import type { PerformanceSettings } from '../../../../types/workflowConfig.ts';
import { workflowQuery } from '../../../api/queries.ts';
import { cacheStatsQuery } from '../../../api/setupQueries.ts';
import { number, percent } from '../../../lib/format.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '../../../ui/card.tsx';
import { Field, SwitchField, TextField } from '../../../ui/field.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { Slider } from '../../../ui/slider.tsx';

interface CacheCardProps {
  readonly workflowId: string;
  readonly performance: PerformanceSettings;
  readonly onChange: (change: Partial<PerformanceSettings>) => void;
}

export function CacheCard({ workflowId, performance, onChange }: CacheCardProps) {
  const { t } = useTranslation('setup');
  const { cache } = performance;
  const set = (change: Partial<typeof cache>) => onChange({ cache: { ...cache, ...change } });
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('cache.title')}</CardTitle>
      </CardHeader>
      <CardBody className="space-y-4">
        {!performance.cacheEnabled && <p className="text-muted-foreground">{t('cache.off')}</p>}
        <Certification workflowId={workflowId} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={t('cache.bound', { share: percent(cache.wrongAmongHits) })}
            hint={t('cache.boundHint', { one: number(Math.round(1 / cache.wrongAmongHits)) })}
          >
            {() => (
              <Slider
                label={t('cache.boundLabel')}
                min={0.5}
                max={10}
                step={0.5}
                value={[cache.wrongAmongHits * 100]}
                onValueChange={([share = 1]) => set({ wrongAmongHits: share / 100 })}
              />
            )}
          </Field>
          <Field
            label={t('cache.floor', { floor: number(cache.similarityFloor, 2) })}
            hint={t('cache.floorHint')}
          >
            {() => (
              <Slider
                label={t('cache.floorLabel')}
                min={0}
                max={1}
                step={0.01}
                value={[cache.similarityFloor]}
                onValueChange={([floor = 0.85]) => set({ similarityFloor: floor })}
              />
            )}
          </Field>
          <Field
            label={t('cache.audit', { share: percent(cache.auditShare, 0) })}
            hint={t('cache.auditHint')}
          >
            {() => (
              <Slider
                label={t('cache.auditLabel')}
                min={0}
                max={50}
                step={1}
                value={[cache.auditShare * 100]}
                onValueChange={([share = 5]) => set({ auditShare: share / 100 })}
              />
            )}
          </Field>
          <TextField
            type="number"
            label={t('cache.days')}
            hint={t('cache.daysHint')}
            value={String(cache.ttlDays)}
            check={(text) => {
              const days = Number(text);
              const fits = Number.isInteger(days) && days >= 1 && days <= 365;
              return fits ? null : t('problems.between', { min: 1, max: 365 });
            }}
            onCommit={(text) => set({ ttlDays: Number(text) })}
          />
        </div>
        <fieldset className="grid gap-3 sm:grid-cols-2">
          <legend className="mb-2 text-[12px] font-medium">{t('cache.layers')}</legend>
          {(['exact', 'semantic', 'pattern', 'contextual'] as const).map((layer) => (
            <SwitchField
              key={layer}
              label={t(`sources.${layer}`)}
              hint={t(`cache.${layer}Hint`)}
              checked={cache[layer]}
              disabled={!performance.cacheEnabled}
              onChange={(on) => set({ [layer]: on })}
            />
          ))}
        </fieldset>
      </CardBody>
    </Card>
  );
}

function Certification({ workflowId }: { readonly workflowId: string }) {
  const { t } = useTranslation('setup');
  const { data: workflow } = useQuery(workflowQuery(workflowId));
  const { data: stats } = useQuery(cacheStatsQuery);
  if (!stats || !workflow) return null;
  const mine = stats.workflows.find((one) => one.workflowId === workflow.id);
  if (!mine) return <p className="text-muted-foreground">{t('cache.nothing')}</p>;
  const { mode, labels, labelsNeeded, entries, wrongAmongHits } = mine;
  return (
    <div className="space-y-1.5">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={mode === 'certified' ? 'good' : 'neutral'}>{t(`cache.${mode}`)}</Badge>
        <span className="text-muted-foreground">
          {t(`cache.${mode}Text`, { share: percent(wrongAmongHits) })}
        </span>
      </p>
      <Progress
        value={Math.min(labels, labelsNeeded)}
        max={Math.max(1, labelsNeeded)}
        aria-label={t('cache.progress')}
      />
      <p className="font-mono text-xs text-muted-foreground tabular-nums">
        {t('cache.labels', {
          labels: number(labels),
          needed: number(labelsNeeded),
          entries: number(entries),
        })}
      </p>
    </div>
  );
}
