/** Ours beside others, one axis a definition. Ours is coloured; others are grey and hatched. */
import { ExternalLink } from 'lucide-react';
import { useTranslation } from '../../../lib/i18n.ts';
import type { DayFigures } from '../../../../types/api.ts';
import { cn } from '../../../lib/cn.ts';
import { milliseconds, number } from '../../../lib/format.ts';
import { Card, CardBody, CardHeader, CardTitle } from '../../../ui/card.tsx';
import { ENOUGH } from './ClocksCard.tsx';
import { publishedGroups, type PublishedBar, type PublishedGroup } from './published.ts';

export function ComparisonCard({ day }: { readonly day: DayFigures }) {
  const { t } = useTranslation('setup');
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('compare.title')}</CardTitle>
      </CardHeader>
      <CardBody className="space-y-5">
        <p className="text-muted-foreground">{t('compare.text')}</p>
        {publishedGroups.map((group) => (
          <Group key={group.id} group={group} day={day} />
        ))}
      </CardBody>
    </Card>
  );
}

function Group({ group, day }: { readonly group: PublishedGroup; readonly day: DayFigures }) {
  const { t, i18n } = useTranslation('setup');
  const figures = group.ours === null ? null : day.clocks[group.ours];
  const ours = figures?.[group.statistic] ?? null;
  const [first] = group.bars;
  const oneSource = group.bars.every((bar) => sourceOf(bar) === (first && sourceOf(first)));
  const longest = Math.max(ours ?? 0, ...group.bars.map(({ ms }) => ms));
  const definition = group.definition[i18n.language as keyof typeof group.definition] ?? group.definition.en;
  return (
    <section className="space-y-2">
      <h3 className="text-[12px] font-medium">{t(`compare.group.${group.id}`)}</h3>
      <p className="text-xs text-muted-foreground">{definition}</p>
      <ul className="space-y-1.5">
        {group.ours !== null && (
          <li>
            <Bar
              name={t('compare.ours')}
              detail={t(figures ? `compare.${group.oursIs ?? 'measured'}` : 'compare.none')}
              ms={ours}
              share={(ours ?? 0) / longest}
              look={figures && figures.count >= ENOUGH ? 'ours' : 'few'}
            />
            <p className="pl-0 text-xs text-muted-foreground sm:pl-44">
              {t('compare.oursFrom', { count: figures?.count ?? 0, n: number(figures?.count ?? 0) })}
              {figures && figures.count < ENOUGH && ` ${t('compare.few', { count: ENOUGH })}`}
            </p>
          </li>
        )}
        {group.bars.map((bar) => (
          <li key={`${bar.name} ${bar.detail}`}>
            <Bar name={bar.name} detail={bar.detail} ms={bar.ms} share={bar.ms / longest} look="other" />
            {!oneSource && <Source bar={bar} />}
          </li>
        ))}
      </ul>
      {oneSource && first && <Source bar={first} />}
    </section>
  );
}

/** Said once where it is the same for all. */
function sourceOf({ kind, source, url, date, n }: PublishedBar): string {
  return [kind, source, url, date, n].join(' ');
}

interface BarProps {
  readonly name: string;
  readonly detail: string;
  readonly ms: number | null;
  readonly share: number;
  readonly look: 'ours' | 'few' | 'other';
}

const looks = {
  ours: 'bg-primary',
  few: 'bg-muted-foreground/40',
  other:
    'border border-input bg-[repeating-linear-gradient(135deg,color-mix(in_oklch,var(--muted-foreground)_45%,transparent)_0_2px,transparent_2px_6px)]',
} as const;

function Bar({ name, detail, ms, share, look }: BarProps) {
  return (
    <div className="grid grid-cols-[1fr_auto] items-center gap-x-3 gap-y-0.5 sm:grid-cols-[10.25rem_1fr_5rem]">
      <p className="min-w-0 leading-tight">
        <span className={cn('block', look === 'ours' && 'font-semibold')}>{name}</span>
        <span className="block text-xs text-muted-foreground">{detail}</span>
      </p>
      <div className="order-3 col-span-2 h-4 sm:order-none sm:col-span-1" aria-hidden>
        {ms !== null && (
          <div className={cn('h-full rounded-sm', looks[look])} style={{ width: `${share * 100}%` }} />
        )}
      </div>
      <p className="text-right font-mono tabular-nums">{milliseconds(ms)}</p>
    </div>
  );
}

function Source({ bar: { n, kind, source, url, date } }: { readonly bar: PublishedBar }) {
  const { t } = useTranslation('setup');
  return (
    <p className="text-xs text-muted-foreground sm:pl-44">
      {t(`compare.kind.${kind}`)} ·{' '}
      <a
        href={url}
        target="_blank"
        rel="noreferrer"
        className="underline underline-offset-2 hover:text-foreground"
      >
        {source}
        <ExternalLink aria-hidden className="ml-0.5 inline size-3 align-[-1px]" />
        <span className="sr-only"> ({t('compare.newWindow')})</span>
      </a>
      , {date}
      {n !== null && `, n = ${number(n)}`}
    </p>
  );
}
