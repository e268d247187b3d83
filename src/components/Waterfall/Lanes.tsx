import { useTranslation } from '../lib/i18n.ts';
import { cn } from '../lib/cn.ts';
import { milliseconds } from '../lib/format.ts';
import { cachedHatch, stageColour } from './stages.ts';
import type { Segment, WaterfallData } from './segments.ts';

interface LanesProps {
  readonly data: WaterfallData;
  readonly onSegment: ((segment: Segment) => void) | undefined;
}

/** One lane a stretch, named and with its length: nothing is told by colour or place alone. */
export function Lanes({ data, onSegment }: LanesProps) {
  const { t } = useTranslation('waterfall');
  const share = (ms: number) => ((ms - data.fromMs) / (data.toMs - data.fromMs)) * 100;
  return (
    <div>
      <ol className="space-y-px">
        {data.segments.map((segment) => (
          <li key={segment.name}>
            <Lane segment={segment} share={share} onSegment={onSegment} firstAudioMs={data.firstAudioMs} />
          </li>
        ))}
      </ol>
      {data.origin && (
        <p className="mt-1 flex justify-between text-muted-foreground">
          <span>{t(`zero.${data.origin}`)}</span>
          <span className="font-mono tabular-nums">{milliseconds(data.toMs)}</span>
        </p>
      )}
    </div>
  );
}

interface LaneProps extends Pick<LanesProps, 'onSegment'> {
  readonly segment: Segment;
  readonly firstAudioMs: number | null;
  readonly share: (ms: number) => number;
}

function Lane({ segment, share, onSegment, firstAudioMs }: LaneProps) {
  const { t } = useTranslation('waterfall');
  const { name, stage, fromMs, toMs, cached } = segment;
  const row = (
    <>
      <span className="w-30 shrink-0 truncate text-left">
        {t(`segment.${name}`)}
        {cached && <span className="text-muted-foreground"> · {t('cached')}</span>}
      </span>
      <span className="relative h-3 min-w-0 flex-1 rounded-sm bg-muted">
        <span
          className={cn('absolute inset-y-0 rounded-sm', stageColour[stage], cached && cachedHatch)}
          style={{ left: `${share(fromMs)}%`, width: `max(2px, ${share(toMs) - share(fromMs)}%)` }}
        />
        {firstAudioMs !== null && (
          <span
            className="absolute -inset-y-0.5 w-px bg-foreground/60"
            style={{ left: `${share(firstAudioMs)}%` }}
          />
        )}
      </span>
      <span className="w-16 shrink-0 text-right font-mono tabular-nums">{milliseconds(toMs - fromMs)}</span>
    </>
  );
  if (!onSegment) return <div className="flex min-h-6 items-center gap-2">{row}</div>;
  return (
    <button
      type="button"
      onClick={() => onSegment(segment)}
      className="flex min-h-6 w-full items-center gap-2 rounded-sm hover:bg-muted focus-visible:outline-2"
    >
      {row}
    </button>
  );
}
