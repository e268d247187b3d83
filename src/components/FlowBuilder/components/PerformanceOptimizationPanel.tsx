/** What callers wait, what each optimisation saves them, what is done when time runs out, and how others do. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '../../lib/i18n.ts';
import type { PerformanceSettings, WorkflowConfig } from '../../../types/workflowConfig.ts';
import { cacheStatsQuery, performanceQuery } from '../../api/setupQueries.ts';
import { Failure, Loading } from '../../ui/state.tsx';
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
  const cache = useQuery(cacheStatsQuery);
  const freshness = useFreshFigures(workflowId);
  const { performance } = config;
  const set = (change: Partial<PerformanceSettings>) => onChange({ ...performance, ...change });
  if (report.isError) return <Failure error={report.error} retry={() => void report.refetch()} />;
  // All at once: nothing that somebody reads or holds is moved by what comes later.
  if (report.isPending || cache.isPending) return <Loading />;
  return (
    <div className="space-y-4">
      <ClocksCard report={report.data} freshness={freshness} performance={performance} />
      <BudgetCard performance={performance} onChange={set} />
      <SwitchesCard performance={performance} trials={report.data.trials} onChange={set} />
      <CacheCard workflowId={workflowId} performance={performance} onChange={set} />
      <ComparisonCard day={report.data.measured} />
      <p className="text-xs text-muted-foreground">{t('performance.published')}</p>
    </div>
  );
}
