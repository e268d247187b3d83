/** How calls go: figures now, over time, and where to look. Measured and simulated calls are never in one figure. */
import { useQuery } from '@tanstack/react-query';
import { Pause, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { Link } from 'wouter';
import type { FigureOrigin } from '../../types/apiMonitoring.ts';
import { watchLive } from '../api/live.ts';
import { monitoringQuery } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/input.tsx';
import { Failure, Loading } from '../ui/state.tsx';
import { Alerts } from './Alerts.tsx';
import { CacheLayers } from './CacheLayers.tsx';
import { Freshness } from './Freshness.tsx';
import { LanguagesTable } from './LanguagesTable.tsx';
import { LatencyPanel } from './LatencyPanel.tsx';
import { LiveCalls } from './LiveCalls.tsx';
import { ProviderTimeline } from './ProviderTimeline.tsx';
import { SlowestTurns } from './SlowestTurns.tsx';
import { Tiles } from './Tiles.tsx';

const EVERY_MS = 5_000;
const windows = [15, 60, 360, 1_440] as const;

export function MonitoringScreen() {
  const { t } = useTranslation('monitoring');
  const [origin, setOrigin] = useState<FigureOrigin>('measured');
  const [window, setWindow] = useState<number>(60);
  const [paused, setPaused] = useState(false);
  useEffect(() => watchLive(), []);
  const answer = useQuery({ ...monitoringQuery(origin, window), refetchInterval: paused ? false : EVERY_MS });
  return (
    <div className="mx-auto max-w-7xl space-y-3 p-4">
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="mr-auto text-xl font-semibold">{t('title')}</h1>
        <Freshness at={answer.dataUpdatedAt} paused={paused} failing={answer.isRefetchError} />
        {/* A row of their own where the title leaves them no room. */}
        <div className="flex items-center gap-2 max-sm:w-full">
          <Select
            aria-label={t('origin.label')}
            className="sm:w-auto"
            value={origin}
            onChange={({ target }) => setOrigin(target.value as FigureOrigin)}
          >
            <option value="measured">{t('origin.measured')}</option>
            <option value="simulated">{t('origin.simulated')}</option>
          </Select>
          <Select
            aria-label={t('window.label')}
            className="sm:w-auto"
            value={window}
            onChange={({ target }) => setWindow(Number(target.value))}
          >
            {windows.map((minutes) => (
              <option key={minutes} value={minutes}>
                {t(`window.${minutes}`)}
              </option>
            ))}
          </Select>
          <Button size="icon" aria-label={paused ? t('goOn') : t('pause')} onClick={() => setPaused(!paused)}>
            {paused ? <Play /> : <Pause />}
          </Button>
        </div>
      </div>
      {origin === 'simulated' && <p className="text-xs text-muted-foreground">{t('origin.simulatedText')}</p>}
      {answer.isPending && <Loading />}
      {answer.isError && !answer.data && <Failure error={answer.error} retry={() => void answer.refetch()} />}
      {answer.data && (
        <>
          <Tiles answer={answer.data} />
          {answer.data.now.turns === 0 && <Nothing origin={origin} />}
          <LatencyPanel answer={answer.data} />
          <LiveCalls origin={origin} paused={paused} />
          <div className="grid grid-cols-1 items-start gap-3 lg:grid-cols-2">
            <div className="grid grid-cols-1 gap-3">
              <ProviderTimeline answer={answer.data} />
              <SlowestTurns origin={origin} window={window} paused={paused} />
            </div>
            <div className="grid grid-cols-1 gap-3">
              <CacheLayers answer={answer.data} />
              <LanguagesTable answer={answer.data} />
            </div>
          </div>
          <Alerts />
        </>
      )}
    </div>
  );
}

/** Nothing to show is said, with what to do about it: never an empty screen. */
function Nothing({ origin }: { readonly origin: FigureOrigin }) {
  const { t } = useTranslation('monitoring');
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-lg border border-dashed bg-card p-3">
      <p className="mr-auto text-muted-foreground">{t(`nothing.${origin}`)}</p>
      <Button asChild size="sm" variant="primary">
        <Link href="/">{t('nothing.talk')}</Link>
      </Button>
      <Button asChild size="sm">
        <Link href="/calls/sample">{t('nothing.sample')}</Link>
      </Button>
    </div>
  );
}
