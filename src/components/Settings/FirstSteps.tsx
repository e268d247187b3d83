/** Three steps to a telephone that is answered. A step is done when it really happened; the card goes when told to. */
import { useQuery } from '@tanstack/react-query';
import { ChevronDown, Circle, CircleCheck, X } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { Link } from 'wouter';
import { workflowsQuery } from '../api/queries.ts';
import { firstStepsQuery } from '../api/setupQueries.ts';
import { cn } from '../lib/cn.ts';
import { read, write } from '../lib/theme.ts';
import { Button } from '../ui/button.tsx';
import { Progress } from '../ui/progress.tsx';

const KEY = 'weaver.firstSteps';

type State = 'open' | 'closed' | 'dismissed';

export function FirstSteps() {
  const { t } = useTranslation('settings');
  const [state, setState] = useState<State>(initialState);
  const shown = state !== 'dismissed';
  const { data } = useQuery({ ...firstStepsQuery, enabled: shown, refetchInterval: 30_000 });
  const { data: workflows = [] } = useQuery({ ...workflowsQuery, enabled: shown });
  const list = useId();
  const unfinished = useRef(false);
  if (!shown || !data) return null;
  const newest = workflows[0]?.slug;
  const steps = [
    { name: 'flow', done: data.flow, href: '/' },
    { name: 'talked', done: data.talked, href: newest ? `/flows/${newest}/test` : '/' },
    { name: 'number', done: data.number, href: '/settings/number' },
  ] as const;
  const done = steps.filter((step) => step.done !== null).length;
  if (done < steps.length) unfinished.current = true;
  // Whoever has just taken the last step sees it done; later there is nothing to say.
  if (!unfinished.current) return null;
  const become = (next: State) => {
    write(KEY, next);
    setState(next);
  };
  const open = state === 'open';
  return (
    <aside
      aria-label={t('first.title')}
      className="fixed right-4 bottom-4 z-30 w-72 rounded-lg border bg-popover p-2 shadow-md max-sm:inset-x-4 max-sm:w-auto"
    >
      <div className="flex items-center gap-1">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={list}
          onClick={() => become(open ? 'closed' : 'open')}
          className="flex h-7 flex-1 items-center gap-2 rounded-md px-1 text-left hover:bg-muted focus-visible:outline-2"
        >
          <ChevronDown aria-hidden className={cn('size-4 transition-transform', !open && '-rotate-90')} />
          <span className="flex-1 font-semibold">{t('first.title')}</span>
          <span className="font-mono text-xs text-muted-foreground tabular-nums">
            {done} / {steps.length}
          </span>
        </button>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={t('first.dismiss')}
          onClick={() => become('dismissed')}
        >
          <X />
        </Button>
      </div>
      <Progress value={done} max={steps.length} aria-label={t('first.progress')} className="mt-1.5" />
      <ol id={list} hidden={!open} className="mt-1.5 space-y-0.5">
        {steps.map((step) => (
          <li key={step.name}>
            <Link
              href={step.href}
              className="flex min-h-8 items-start gap-2 rounded-md px-1.5 py-1 hover:bg-muted focus-visible:outline-2"
            >
              {step.done === null ? (
                <Circle aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
              ) : (
                <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-primary" />
              )}
              <span>
                <span className="block font-medium">{t(`first.${step.name}`)}</span>
                <span className="block text-xs text-muted-foreground">
                  {t(step.done === null ? `first.${step.name}Text` : 'first.done')}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </aside>
  );
}

/** On a telephone there is room for its title only. */
function initialState(): State {
  const stored = read(KEY);
  if (stored === 'open' || stored === 'closed' || stored === 'dismissed') return stored;
  return matchMedia('(min-width: 640px)').matches ? 'open' : 'closed';
}
