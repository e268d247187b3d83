import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '../lib/i18n.ts';
import { Link } from 'wouter';
import type { FigureOrigin, SlowTurn } from '../../types/apiMonitoring.ts';
import { slowestTurnsQuery } from '../api/queries.ts';
import { clockTime, milliseconds } from '../lib/format.ts';
import { useStepNames } from '../lib/stepNames.ts';
import { Card, CardBody, CardHeader, CardTitle } from '../ui/card.tsx';
import { Failure } from '../ui/state.tsx';
import { DataTable } from './DataTable.tsx';

const EVERY_MS = 15_000;

interface SlowestTurnsProps {
  readonly origin: FigureOrigin;
  readonly window: number;
  readonly paused: boolean;
}

export function SlowestTurns({ origin, window, paused }: SlowestTurnsProps) {
  const { t } = useTranslation('monitoring');
  const slowest = useQuery({
    ...slowestTurnsQuery(origin, window),
    refetchInterval: paused ? false : EVERY_MS,
  });
  const title = t('slowest.title');
  return (
    <Card aria-labelledby="slowest">
      <CardHeader>
        <CardTitle id="slowest">{title}</CardTitle>
      </CardHeader>
      <CardBody className="pt-1">
        {slowest.isError && <Failure error={slowest.error} />}
        {slowest.data?.length === 0 && <p className="text-muted-foreground">{t('slowest.none')}</p>}
        {slowest.data && slowest.data.length > 0 && (
          <DataTable
            label={title}
            columns={[
              { name: t('slowest.call') },
              { name: t('slowest.node') },
              { name: t('slowest.source') },
              { name: t('slowest.latency'), figure: true },
            ]}
            rows={slowest.data.map((turn) => ({
              key: `${turn.callSid} ${turn.index}`,
              cells: [
                <Link
                  href={`/calls/${encodeURIComponent(turn.callSid)}`}
                  className="inline-flex min-h-6 items-center whitespace-nowrap text-primary underline-offset-4 hover:underline focus-visible:outline-2"
                >
                  {clockTime(turn.startedAt)}
                </Link>,
                <StepName turn={turn} />,
                turn.source === null ? '–' : t(`cache.layer.${turn.source}`),
                milliseconds(turn.speechEndToAudioMs),
              ],
            }))}
          />
        )}
      </CardBody>
    </Card>
  );
}

function StepName({ turn: { workflowId, workflowVersion, nodeId } }: { readonly turn: SlowTurn }) {
  return useStepNames(workflowId, workflowVersion).step(nodeId);
}
