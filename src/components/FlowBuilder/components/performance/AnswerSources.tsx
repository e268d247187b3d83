import { useTranslation } from '../../../lib/i18n.ts';
import { number, percent } from '../../../lib/format.ts';
import { Progress } from '../../../ui/progress.tsx';

const order = ['scripted', 'exact', 'semantic', 'pattern', 'contextual', 'generated'] as const;

/** Where answers came from: the script, a layer of the cache, or the model. */
export function AnswerSources({ sources }: { readonly sources: Readonly<Record<string, number>> }) {
  const { t } = useTranslation('setup');
  const all = Object.values(sources).reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  return (
    <section className="space-y-1.5">
      <h3 className="text-[12px] font-medium">{t('sources.title')}</h3>
      <ul className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
        {order.map((name) => {
          const count = sources[name] ?? 0;
          return (
            <li key={name} className="grid grid-cols-[6.5rem_1fr_6.5rem] items-center gap-2">
              <span>{t(`sources.${name}`)}</span>
              <Progress value={count} max={all} aria-label={t(`sources.${name}`)} />
              <span className="text-right font-mono text-xs tabular-nums">
                {percent(count / all)} <span className="text-muted-foreground">n = {number(count)}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
