/** Where the time of one turn went: one bar, and on request every measured stretch on a lane of its own. */
import { ChevronRight } from 'lucide-react';
import { useId, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from '../lib/i18n.ts';
import type { Turn } from '../../types/turn.ts';
import { cn } from '../lib/cn.ts';
import { milliseconds } from '../lib/format.ts';
import { Lanes } from './Lanes.tsx';
import { cachedHatch, stageColour } from './stages.ts';
import { waterfallOf, type Segment, type WaterfallData } from './segments.ts';

export interface WaterfallProps {
  readonly turn: Turn;
  /** Open from the beginning, as in a call's details. */
  readonly open?: boolean;
  /** A stretch was chosen: its times, from the same zero as the turn's timeline. */
  readonly onSegment?: (segment: Segment) => void;
}

export function Waterfall({ turn, open: openAtFirst = false, onSegment }: WaterfallProps) {
  const { t } = useTranslation('waterfall');
  const id = useId();
  const [open, setOpen] = useState(openAtFirst);
  const box = useRef<HTMLDivElement>(null);
  const toggle = () => {
    flushSync(() => setOpen(!open));
    // What was asked for must not lie below the edge.
    box.current?.scrollIntoView({ block: 'nearest' });
  };
  const data = useMemo(() => waterfallOf(turn), [turn]);
  if (data.segments.length === 0) return <p className="text-xs text-muted-foreground">{t('nothing')}</p>;
  const { speechEndToAudioMs, decisionToAudioMs } = turn.clocks;
  const headline =
    speechEndToAudioMs === null
      ? t('headlineDecision', { ms: milliseconds(decisionToAudioMs) })
      : t('headlineSpeech', { ms: milliseconds(speechEndToAudioMs) });
  return (
    <div ref={box} data-slot="waterfall" className="text-xs">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={toggle}
        className="flex min-h-6 w-full items-center gap-2 rounded-sm text-left hover:bg-muted focus-visible:outline-2"
      >
        <ChevronRight
          aria-hidden
          className={cn('size-3.5 shrink-0 text-muted-foreground transition-transform', open && 'rotate-90')}
        />
        <span className="shrink-0 font-mono tabular-nums">{headline}</span>
        <Bar data={data} />
      </button>
      <div id={id} hidden={!open}>
        {open && <Details turn={turn} data={data} onSegment={onSegment} />}
      </div>
    </div>
  );
}

/** All stretches on one line: a picture for the eye, the words are in the lanes. */
function Bar({ data }: { readonly data: WaterfallData }) {
  const span = data.toMs - data.fromMs;
  return (
    <span aria-hidden className="relative h-2 min-w-0 flex-1 overflow-hidden rounded-sm bg-border">
      {data.segments.map(({ name, stage, fromMs, toMs, cached }) => (
        <span
          key={name}
          className={cn('absolute inset-y-0 opacity-85', stageColour[stage], cached && cachedHatch)}
          style={{
            left: `${((fromMs - data.fromMs) / span) * 100}%`,
            width: `max(2px, ${((toMs - fromMs) / span) * 100}%)`,
          }}
        />
      ))}
    </span>
  );
}

interface DetailsProps {
  readonly turn: Turn;
  readonly data: WaterfallData;
  readonly onSegment: WaterfallProps['onSegment'];
}

function Details({ turn, data, onSegment }: DetailsProps) {
  const { t } = useTranslation('waterfall');
  const { decisionToAudioMs, speechEndToAudioMs, earEstimateMs } = turn.clocks;
  const clocks = [
    ['decision', decisionToAudioMs],
    ['speech', speechEndToAudioMs],
    ['ear', earEstimateMs],
  ] as const;
  return (
    <div className="space-y-2 py-2 pl-5">
      <dl className="grid grid-cols-3 items-end gap-2">
        {clocks.map(([name, ms]) => (
          <div key={name}>
            <dt className="text-muted-foreground">{t(`clock.${name}`)}</dt>
            <dd className="font-mono text-sm tabular-nums">{milliseconds(ms)}</dd>
          </div>
        ))}
      </dl>
      <Lanes data={data} onSegment={onSegment} />
      <p className="text-muted-foreground">
        {t('source', { source: turn.source === null ? t('sources.none') : t(`sources.${turn.source}`) })}
      </p>
    </div>
  );
}
