import { useTranslation } from '../../../lib/i18n.ts';
import type { TrialReport } from '../../../../types/api.ts';
import type { Optimisation } from '../../../../types/trial.ts';
import { milliseconds, number, percent } from '../../../lib/format.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Progress } from '../../../ui/progress.tsx';
import ablation from './ablation.json' with { type: 'json' };

interface BuysProps {
  readonly optimisation: Optimisation;
  readonly on: boolean;
  /** As it is set now; the trial begins with the next published version. */
  readonly measuring: boolean;
  readonly trial: TrialReport | undefined;
}

/** Live calls first; what they cannot tell yet comes from the bench, and says so. */
export function Buys({ optimisation, on, measuring, trial }: BuysProps) {
  const { t } = useTranslation('setup');
  if (!on) return <p className="text-xs text-muted-foreground">{t('buys.off')}</p>;
  if (trial?.decisionToAudio) return <Measured trial={trial} />;
  return (
    <div className="space-y-2">
      {(measuring || (trial?.callsWithout ?? 0) > 0) && trial && <Collecting trial={trial} />}
      <Bench optimisation={optimisation} />
    </div>
  );
}

function Measured({ trial }: { readonly trial: TrialReport }) {
  const { t } = useTranslation('setup');
  const rows = [
    { key: 'decisionToAudio', found: trial.decisionToAudio, show: milliseconds },
    { key: 'speechEndToAudio', found: trial.speechEndToAudio, show: milliseconds },
    { key: 'failedCalls', found: trial.failedCalls, show: percent },
  ] as const;
  return (
    <div className="space-y-1.5">
      <Badge tone="good">{t('buys.measured')}</Badge>
      <dl className="space-y-1">
        {rows.map(({ key, found, show }) =>
          found ? (
            <div key={key} className="text-xs">
              <dt className="inline text-muted-foreground">{t(`buys.${key}`)} </dt>
              <dd className="inline">
                <span className="font-mono tabular-nums">
                  {show(found.with)} · {t('buys.without')} {show(found.without)}
                </span>{' '}
                <Verdict
                  low={found.low}
                  high={found.high}
                  text={`${show(found.gain)} (${percent(0.95)}: ${show(found.low)} … ${show(found.high)})`}
                />
              </dd>
            </div>
          ) : null,
        )}
      </dl>
      <p className="text-xs text-muted-foreground tabular-nums">
        {t('buys.calls', { with: number(trial.callsWith), without: number(trial.callsWithout) })}
      </p>
    </div>
  );
}

function Verdict({
  low,
  high,
  text,
}: {
  readonly low: number;
  readonly high: number;
  readonly text: string;
}) {
  const { t } = useTranslation('setup');
  const kind = low > 0 ? 'gain' : high < 0 ? 'loss' : 'unclear';
  const tone = { gain: 'text-primary', loss: 'text-destructive', unclear: 'text-muted-foreground' }[kind];
  return (
    <span className={`block ${tone}`}>
      {t(`buys.${kind}`)} <span className="font-mono tabular-nums">{text}</span>
    </span>
  );
}

function Collecting({ trial }: { readonly trial: TrialReport }) {
  const { t } = useTranslation('setup');
  const fewest = Math.min(trial.callsWith, trial.callsWithout);
  return (
    <div className="space-y-1">
      <p className="text-xs">{t('buys.collecting', { n: number(fewest), needed: number(trial.needed) })}</p>
      <Progress value={fewest} max={trial.needed} aria-label={t('buys.collectingLabel')} />
    </div>
  );
}

function Bench({ optimisation }: { readonly optimisation: Optimisation }) {
  const { t } = useTranslation('setup');
  const without = (ablation.without as Record<string, typeof ablation.delivered | undefined>)[optimisation];
  if (!without) return <p className="text-xs text-muted-foreground">{t('buys.noBench')}</p>;
  const { delivered } = ablation;
  return (
    <div className="space-y-1 text-xs">
      <Badge>{t('buys.bench')}</Badge>
      <p className="text-muted-foreground">{t('buys.decisionToAudio')}</p>
      <dl className="grid grid-cols-[auto_auto] justify-start gap-x-4">
        <BenchFigures label={t('buys.with')} figures={delivered.decisionToAudio} />
        <BenchFigures label={t('buys.without')} figures={without.decisionToAudio} />
      </dl>
    </div>
  );
}

function BenchFigures({
  label,
  figures: { mean, p95 },
}: {
  readonly label: string;
  readonly figures: { readonly mean: number; readonly p95: number };
}) {
  const { t } = useTranslation('setup');
  return (
    <>
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="font-mono tabular-nums">
        {t('clocks.mean')} {milliseconds(mean)} · P95 {milliseconds(p95)}
      </dd>
    </>
  );
}

/** Where the bench's figures come from, once for all. */
export function BenchSource() {
  const { t } = useTranslation('setup');
  return (
    <p className="text-xs text-muted-foreground">
      {t('buys.benchFrom', { date: ablation.date, turns: number(ablation.delivered.turns) })}{' '}
      <code className="font-mono">{ablation.command}</code>
    </p>
  );
}
