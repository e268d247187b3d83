/** What callers wait, what each optimisation saves them, what is done when time runs out, and how others do. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '../../lib/i18n.ts';
import type { PerformanceSettings, WorkflowConfig } from '../../../types/workflowConfig.ts';
import { performanceQuery } from '../../api/setupQueries.ts';
import { Failure, Skeleton } from '../../ui/state.tsx';
import { BudgetCard } from './performance/BudgetCard.tsx';
import { CacheCard } from './performance/CacheCard.tsx';
import { ClocksCard } from './performance/ClocksCard.tsx';
import { ComparisonCard } from './performance/ComparisonCard.tsx';
import { SwitchesCard } from './performance/SwitchesCard.tsx';
import { useFreshFigures } from './performance/useFreshFigures.ts';

interface PerformanceOptimizationPanelProps {
  /** Id or slug. */
  readonly workflowId: string;
  readonly config: WorkflowConfig;
  readonly onChange: (performance: PerformanceSettings) => void;
}

export function PerformanceOptimizationPanel({
  workflowId,
  config,
  onChange,
}: PerformanceOptimizationPanelProps) {
  const { t } = useTranslation('setup');
  const report = useQuery(performanceQuery(workflowId));
  const freshness = useFreshFigures(workflowId);
  const { performance } = config;
  const set = (change: Partial<PerformanceSettings>) => onChange({ ...performance, ...change });
  if (report.isError) return <Failure error={report.error} retry={() => void report.refetch()} />;
  return (
    <div className="space-y-4">
      {report.data ? (
        <ClocksCard report={report.data} freshness={freshness} performance={performance} />
      ) : (
        <Skeleton className="h-64" />
      )}
      <BudgetCard performance={performance} onChange={set} />
      <SwitchesCard performance={performance} trials={report.data?.trials ?? []} onChange={set} />
      <CacheCard workflowId={workflowId} performance={performance} onChange={set} />
      {report.data && <ComparisonCard day={report.data.measured} />}
      <p className="text-xs text-muted-foreground">{t('performance.published')}</p>
    </div>
  );
}
