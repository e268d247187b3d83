/** Calls that go on now, each with where the time of its last answer went. */
import { useTranslation } from '../lib/i18n.ts';
import { useRef } from 'react';
import { Link } from 'wouter';
import type { FigureOrigin } from '../../types/apiMonitoring.ts';
import { useLive, type LiveCallState } from '../api/live.ts';
import { ago } from '../lib/format.ts';
import { Badge } from '../ui/badge.tsx';
import { Card, CardBody, CardHeader, CardTitle } from '../ui/card.tsx';
import { Waterfall } from '../Waterfall/Waterfall.tsx';

const isTest = (carrier: string) => carrier === 'simulator' || carrier === 'browser';

export function LiveCalls({ origin, paused }: { readonly origin: FigureOrigin; readonly paused: boolean }) {
  const { t } = useTranslation('monitoring');
  const now = useLive(({ calls }) => calls);
  const kept = useRef(now);
  if (!paused) kept.current = now;
  const calls = Object.values(kept.current).filter(
    ({ call }) => isTest(call.carrier) === (origin === 'simulated'),
  );
  return (
    <Card aria-labelledby="live">
      <CardHeader>
        <CardTitle id="live">{t('live.title')}</CardTitle>
        {calls.length > 0 && <Badge tone="live">{calls.length}</Badge>}
      </CardHeader>
      <CardBody className="pt-1">
        {calls.length === 0 ? (
          <p className="text-muted-foreground">{t('live.none')}</p>
        ) : (
          <ul className="divide-y">
            {calls.map((one) => (
              <li key={one.call.callSid} className="py-2 first:pt-0 last:pb-0">
                <LiveOne one={one} />
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}

function LiveOne({ one: { call, turns, partial } }: { readonly one: LiveCallState }) {
  const { t } = useTranslation('monitoring');
  const last = turns.at(-1);
  return (
    <div className="space-y-1">
      <p className="flex flex-wrap items-center gap-2">
        <Link
          href={`/calls/${encodeURIComponent(call.callSid)}`}
          className="inline-flex min-h-6 items-center font-medium text-primary underline-offset-4 hover:underline focus-visible:outline-2"
        >
          {call.workflow}
        </Link>
        <span className="text-xs text-muted-foreground">
          {call.language} · {ago(call.startedAt)} · {t('live.turns', { count: turns.length })}
        </span>
        {partial !== '' && (
          <span lang={call.language} className="truncate text-muted-foreground">
            “{partial}…”
          </span>
        )}
      </p>
      {last && (
        <>
          {last.agent !== '' && (
            <p lang={last.language} className="truncate">
              {last.agent}
            </p>
          )}
          <Waterfall key={last.index} turn={last} />
        </>
      )}
    </div>
  );
}
