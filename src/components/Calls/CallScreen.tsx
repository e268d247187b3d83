/** One call: what was said, where the time went, which way it took, and its sound, on one time cursor. Live or past. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Download, PhoneOff, Trash2 } from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { usePageTitle } from '../lib/pageTitle.ts';
import { Link, useLocation } from 'wouter';
import type { Turn } from '../../types/turn.ts';
import { ask } from '../api/client.ts';
import { useLive, watchLive } from '../api/live.ts';
import { callQuery, peaksQuery, type CallDetail } from '../api/queries.ts';
import { useStepNames, type StepNames } from '../lib/stepNames.ts';
import { Button } from '../ui/button.tsx';
import { Failure, Loading, Skeleton } from '../ui/state.tsx';
import { CallFacts } from './CallFacts.tsx';
import { DeleteCall } from './DeleteCall.tsx';
import { isHeard, startOf } from './moments.ts';
import { EventList } from './EventList.tsx';
import { NodePath } from './NodePath.tsx';
import { Transcript } from './Transcript.tsx';

/** Sound is heavy and most calls are read, not heard. */
const Player = lazy(async () => ({ default: (await import('./Player.tsx')).Player }));

export function CallScreen({ callSid }: { readonly callSid: string }) {
  const client = useQueryClient();
  const call = useQuery({ ...callQuery(callSid), refetchOnMount: 'always' });
  const live = useLive(({ calls }) => calls[callSid]);
  const names = useStepNames(call.data?.call.workflowId ?? '', call.data?.call.workflowVersion ?? 0);
  const isLive = live !== undefined;
  useEffect(() => watchLive(), []);
  // The record is complete a moment after the end; until it is there, the call has only just begun.
  useEffect(() => {
    if (isLive) return;
    const timer = setTimeout(
      () => void client.invalidateQueries({ queryKey: callQuery(callSid).queryKey }),
      1_000,
    );
    return () => clearTimeout(timer);
  }, [client, callSid, isLive]);
  if (call.isPending) return <Loading screen />;
  if (call.isError) return <Failure screen error={call.error} retry={() => void call.refetch()} />;
  const turns = merged(call.data.turns, live?.turns ?? []);
  return <CallView detail={{ ...call.data, turns }} names={names} partial={live?.partial ?? ''} />;
}

/** The record and what came since; of the same turn the live one is the newer. */
function merged(stored: readonly Turn[], live: readonly Turn[]): Turn[] {
  const byIndex = new Map([...stored, ...live].map((turn) => [turn.index, turn]));
  return [...byIndex.values()].sort((a, b) => a.index - b.index);
}

interface CallViewProps {
  readonly detail: CallDetail;
  readonly names: StepNames;
  readonly partial?: string;
  /** An example: nothing of it is in the store. */
  readonly sample?: boolean;
}

export function CallView({ detail, names, partial = '', sample = false }: CallViewProps) {
  const { t } = useTranslation('calls');
  const { call, turns } = detail;
  usePageTitle(sample ? t('sample.title') : `${t('call')} ${call.callSid}`);
  const ended = call.status === 'ended';
  const recorded = ended && !sample && detail.recording;
  const peaks = useQuery({
    ...peaksQuery(call.callSid),
    enabled: recorded,
  });
  /** Milliseconds of the call's clock, shared by sound, transcript and waterfalls. */
  const [cursor, setCursor] = useState<number | null>(null);
  const [play, setPlay] = useState<PlayRequest | null>(null);
  const startMs = useMemo(() => startOf(turns, peaks.data?.startMs), [peaks.data, turns]);
  const go = (fromMs: number, toMs: number | null) => {
    setCursor(fromMs);
    if (peaks.data && isHeard(peaks.data.startMs, toMs)) setPlay({ fromMs, toMs });
  };
  return (
    <div className="mx-auto max-w-7xl space-y-3 p-4">
      <Head detail={detail} sample={sample} />
      <CallFacts detail={detail} sample={sample} />
      <Sound ended={ended} recorded={recorded} carrierSpeaks={call.transport === 'relay'} sample={sample}>
        {peaks.isError && <Failure error={peaks.error} retry={() => void peaks.refetch()} />}
        {recorded && peaks.isPending && waiting}
        {peaks.data && (
          <Suspense fallback={waiting}>
            <Player callSid={call.callSid} peaks={peaks.data} turns={turns} play={play} onTime={setCursor} />
          </Suspense>
        )}
      </Sound>
      <div className="grid items-start gap-3 grid-cols-1 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <Transcript
          names={names}
          turns={turns}
          partial={partial}
          live={!ended}
          startMs={startMs}
          cursor={cursor}
          audible={recorded}
          onGo={go}
        />
        <div className="grid grid-cols-1 gap-3 lg:sticky lg:top-3">
          <NodePath names={names} call={call} turns={turns} startMs={startMs} cursor={cursor} onGo={go} />
          {ended && !sample && (
            <EventList callSid={call.callSid} startMs={startMs} cursor={cursor} onGo={go} />
          )}
        </div>
      </div>
    </div>
  );
}

/** As high as the player. */
const waiting = <Skeleton className="h-40 w-full" />;

export interface PlayRequest {
  readonly fromMs: number;
  /** null: on to the end. */
  readonly toMs: number | null;
}

function Head({ detail, sample }: { readonly detail: CallDetail; readonly sample: boolean }) {
  const { t } = useTranslation('calls');
  const { call } = detail;
  const [, go] = useLocation();
  const [asking, setAsking] = useState(false);
  const save = () => {
    const blob = new Blob([JSON.stringify(detail, null, 2)], { type: 'application/json' });
    const href = URL.createObjectURL(blob);
    Object.assign(document.createElement('a'), { href, download: `${call.callSid}.json` }).click();
    URL.revokeObjectURL(href);
  };
  const hangUp = () => void ask(`/calls/${encodeURIComponent(call.callSid)}/hang-up`, { method: 'POST' });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <div className="mr-auto min-w-0 max-sm:w-full">
        <Link
          href="/calls"
          className="inline-flex min-h-6 items-center text-xs text-primary hover:underline focus-visible:outline-2"
        >
          {t('title')}
        </Link>
        <h1 className="text-xl font-semibold">{sample ? t('sample.title') : t('call')}</h1>
        {!sample && <p className="font-mono text-xs break-all text-muted-foreground">{call.callSid}</p>}
      </div>
      {call.status === 'live' && !sample && (
        <Button size="sm" onClick={hangUp}>
          <PhoneOff aria-hidden /> {t('hangUp')}
        </Button>
      )}
      <Button size="sm" onClick={save}>
        <Download aria-hidden /> JSON
      </Button>
      {!sample && (
        <Button size="sm" onClick={() => setAsking(true)}>
          <Trash2 aria-hidden /> {t('delete.do')}
        </Button>
      )}
      <DeleteCall
        callSid={call.callSid}
        open={asking}
        onOpenChange={setAsking}
        onDeleted={() => go('/calls')}
      />
    </div>
  );
}

interface SoundProps {
  readonly ended: boolean;
  readonly carrierSpeaks: boolean;
  readonly recorded: boolean;
  readonly sample: boolean;
  readonly children: ReactNode;
}

/** The sound, or why there is none. */
function Sound({ ended, carrierSpeaks, sample, recorded, children }: SoundProps) {
  const { t } = useTranslation('calls');
  if (recorded) return <>{children}</>;
  const why = sample
    ? t('sample.text')
    : carrierSpeaks
      ? t('sound.carrier')
      : !ended
        ? t('sound.live')
        : t('sound.none');
  return <p className="text-xs text-muted-foreground">{why}</p>;
}
