import { useTranslation } from '../lib/i18n.ts';
import type { MonitoringAnswer } from '../../types/apiMonitoring.ts';
import { cn } from '../lib/cn.ts';
import { number, percent } from '../lib/format.ts';
import { Card, CardBody, CardHeader, CardTitle } from '../ui/card.tsx';
import { cachedHatch } from '../Waterfall/stages.ts';

const layers = ['exact', 'pattern', 'semantic', 'contextual', 'generated', 'scripted'] as const;

/** Which layer gave the answers. Scripted lines need no cache and are shown apart from its share. */
export function CacheLayers({ answer }: { readonly answer: MonitoringAnswer }) {
  const { t } = useTranslation('monitoring');
  const counts = answer.now.answersBySource;
  const all = layers.reduce((sum, layer) => sum + (counts[layer] ?? 0), 0);
  return (
    <Card aria-labelledby="cache">
      <CardHeader>
        <CardTitle id="cache">{t('cache.title')}</CardTitle>
        <span className="ml-auto text-xs text-muted-foreground tabular-nums">
          {t('tile.n', { n: number(all) })}
        </span>
      </CardHeader>
      <CardBody className="pt-1">
        <dl className="space-y-1.5">
          {layers.map((layer) => {
            const share = all === 0 ? 0 : (counts[layer] ?? 0) / all;
            const cached = layer !== 'generated' && layer !== 'scripted';
            return (
              <div key={layer} className="grid grid-cols-[8rem_minmax(0,1fr)_6rem] items-center gap-2">
                <dt className="truncate">{t(`cache.layer.${layer}`)}</dt>
                <dd aria-hidden className="h-3 rounded-sm bg-muted">
                  <span
                    className={cn(
                      'block h-full rounded-sm',
                      cached ? 'bg-primary' : 'bg-(--edge)',
                      cached && cachedHatch,
                    )}
                    style={{ width: `${share * 100}%` }}
                  />
                </dd>
                <dd className="text-right font-mono text-xs tabular-nums">
                  {number(counts[layer] ?? 0)} · {all === 0 ? '–' : percent(share)}
                </dd>
              </div>
            );
          })}
        </dl>
      </CardBody>
    </Card>
  );
}
