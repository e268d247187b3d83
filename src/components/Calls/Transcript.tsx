/** What was said, turn by turn, each answer with its waterfall. */
import { Play } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import type { Turn } from '../../types/turn.ts';
import { cn } from '../lib/cn.ts';
import type { StepNames } from '../lib/stepNames.ts';
import { Badge } from '../ui/badge.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '../ui/card.tsx';
import { Waterfall } from '../Waterfall/Waterfall.tsx';
import { firstMark, lastMark, turnAt, zeroOf } from './moments.ts';
import { timeOfCall } from './timeOfCall.ts';

export type Go = (fromMs: number, toMs: number | null) => void;

interface TranscriptProps {
  readonly names: StepNames;
  readonly turns: readonly Turn[];
  readonly partial: string;
  readonly live: boolean;
  readonly startMs: number;
  readonly cursor: number | null;
  /** There is sound to hear. */
  readonly audible: boolean;
  readonly onGo: Go;
}

export function Transcript({ names, turns, partial, live, startMs, cursor, audible, onGo }: TranscriptProps) {
  const { t } = useTranslation('calls');
  const current = turnAt(turns, cursor);
  return (
    <Card aria-labelledby="transcript">
      <CardHeader>
        <CardTitle id="transcript">{t('transcript')}</CardTitle>
        {live && <Badge tone="live">{t('status.live')}</Badge>}
      </CardHeader>
      <CardBody className="space-y-1 pt-0">
        {turns.length === 0 && <p className="text-muted-foreground">{live ? t('waiting') : t('noTurns')}</p>}
        <ol aria-live={live ? 'polite' : 'off'} className="divide-y">
          {turns.map((turn) => (
            <li
              key={turn.index}
              aria-current={turn === current ? 'true' : undefined}
              className={cn(
                'border-l-2 py-2 pl-2',
                turn === current ? 'border-l-primary bg-accent/50' : 'border-l-transparent',
              )}
            >
              <OneTurn names={names} turn={turn} startMs={startMs} audible={audible} onGo={onGo} />
            </li>
          ))}
        </ol>
        {partial !== '' && (
          <p className="pl-2 text-muted-foreground">
            <span className="font-medium">{t('callerSays')}</span> {partial}…
          </p>
        )}
      </CardBody>
    </Card>
  );
}

function OneTurn({
  names,
  turn,
  startMs,
  audible,
  onGo,
}: Pick<TranscriptProps, 'names' | 'startMs' | 'audible' | 'onGo'> & { readonly turn: Turn }) {
  const { t } = useTranslation('calls');
  const from = firstMark(turn.timeline);
  const zero = zeroOf(turn);
  return (
    <div className="space-y-1">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted-foreground">
        {from !== null && (
          <button
            type="button"
            aria-label={t('goTo', { time: timeOfCall(from - startMs) })}
            onClick={() => onGo(from, lastMark(turn.timeline))}
            className="-ml-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 font-mono tabular-nums hover:bg-muted focus-visible:outline-2"
          >
            {audible && <Play aria-hidden className="size-3" />} {timeOfCall(from - startMs)}
          </button>
        )}
        <span>{names.step(turn.nodeId)}</span>
        <span>{turn.language}</span>
        {turn.interrupted && <Badge tone="warning">{t('interrupted')}</Badge>}
      </div>
      {turn.input !== 'start' && (
        <Line who={t('callerSays')} lang={turn.language}>
          {turn.caller === '' ? t(`input.${turn.input}`) : turn.caller}
        </Line>
      )}
      <Line who={t('agentSays')} lang={turn.language}>
        {turn.agent === '' ? t('nothingSaid') : turn.agent}
        {turn.interrupted && turn.heard !== turn.agent && turn.heard !== '' && (
          <span className="text-muted-foreground"> ({t('heard', { text: turn.heard })})</span>
        )}
      </Line>
      <Waterfall
        turn={turn}
        {...(zero !== null && {
          onSegment: ({ fromMs, toMs }) => onGo(zero + fromMs, zero + toMs),
        })}
      />
    </div>
  );
}

function Line({
  who,
  lang,
  children,
}: {
  readonly who: string;
  readonly lang: string;
  readonly children: ReactNode;
}) {
  return (
    <p className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-2">
      <span className="text-muted-foreground">{who}</span>
      <span lang={lang} className="break-words">
        {children}
      </span>
    </p>
  );
}
