/** How each provider was, over time: one row each, a block a stretch of time. What is not known is left empty. */
import { useTranslation } from '../lib/i18n.ts';
import type { MonitoringAnswer, ProviderHistory, ProviderPoint } from '../../types/apiMonitoring.ts';
import { cn } from '../lib/cn.ts';
import { clockTime, milliseconds, number } from '../lib/format.ts';
import { Card, CardBody, CardHeader, CardTitle } from '../ui/card.tsx';

type State = 'well' | 'slow' | 'failing' | 'tookOver';

/** Not by colour alone: each state has a height of its own. */
const look: Readonly<Record<State, string>> = {
  well: 'h-2 bg-primary',
  slow: 'h-4 bg-stage-endpoint',
  failing: 'h-6 bg-destructive',
  tookOver: 'h-5 bg-live',
};

export function stateOf({ failures, failovers, hedges }: ProviderPoint): State {
  if (failures > 0) return 'failing';
  if (failovers > 0) return 'tookOver';
  return hedges > 0 ? 'slow' : 'well';
}

export function ProviderTimeline({ answer }: { readonly answer: MonitoringAnswer }) {
  const { t } = useTranslation('monitoring');
  return (
    <Card aria-labelledby="providers">
      <CardHeader>
        <CardTitle id="providers">{t('providers.title')}</CardTitle>
      </CardHeader>
      <CardBody className="space-y-2">
        {answer.providers.length === 0 && <p className="text-muted-foreground">{t('providers.none')}</p>}
        <ul className="space-y-2">
          {answer.providers.map((one) => (
            <li key={`${one.provider} ${one.work}`}>
              <Row one={one} times={answer.points.map(({ at }) => at)} />
            </li>
          ))}
        </ul>
        {answer.providers.length > 0 && (
          <ul className="flex flex-wrap gap-x-3 gap-y-1 text-xs text-muted-foreground">
            {(['well', 'slow', 'failing', 'tookOver'] as const).map((state) => (
              <li key={state} className="flex h-6 items-end gap-1">
                <span aria-hidden className={cn('w-2 rounded-xs', look[state])} />
                {t(`providers.state.${state}`)}
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}

function Row({ one, times }: { readonly one: ProviderHistory; readonly times: readonly string[] }) {
  const { t } = useTranslation('monitoring');
  const total = (name: 'answers' | 'failures' | 'failovers' | 'hedges') =>
    one.points.reduce((sum, point) => sum + point[name], 0);
  const summary = t('providers.summary', {
    answers: number(total('answers')),
    failures: number(total('failures')),
    hedges: number(total('hedges')),
    failovers: number(total('failovers')),
  });
  const detail = (point: ProviderPoint) =>
    `${clockTime(point.at)} · ${t(`providers.state.${stateOf(point)}`)} · P95 ${milliseconds(point.p95Ms)}`;
  return (
    <div>
      <p className="flex flex-wrap items-baseline justify-between gap-x-2">
        <span>
          <span className="font-medium">{one.provider}</span>{' '}
          <span className="text-xs text-muted-foreground">
            {t(`work.${one.work}`, { defaultValue: one.work })}
          </span>
        </span>
        <span className="text-xs text-muted-foreground tabular-nums">{summary}</span>
      </p>
      <div aria-hidden className="flex h-6 items-end gap-px rounded-sm bg-muted/60">
        {times.map((at) => {
          const point = one.points.find((candidate) => candidate.at === at);
          return (
            <span
              key={at}
              title={point && detail(point)}
              className={cn('min-w-0 flex-1 rounded-xs', point && look[stateOf(point)])}
            />
          );
        })}
      </div>
    </div>
  );
}
