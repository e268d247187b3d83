/** What happened besides words: failures, providers, keys, look-ups. A moment is a way to its place in the call. */
import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from '../lib/i18n.ts';
import { callEventsQuery } from '../api/queries.ts';
import { cn } from '../lib/cn.ts';
import { Card, CardBody, CardHeader, CardTitle } from '../ui/card.tsx';
import { Failure } from '../ui/state.tsx';
import { momentsOf, troubles } from './events.ts';
import { timeOfCall } from './timeOfCall.ts';
import type { Go } from './Transcript.tsx';

interface EventListProps {
  readonly callSid: string;
  readonly startMs: number;
  readonly cursor: number | null;
  readonly onGo: Go;
}

export function EventList({ callSid, startMs, cursor, onGo }: EventListProps) {
  const { t } = useTranslation('calls');
  const events = useQuery(callEventsQuery(callSid));
  const moments = momentsOf(events.data ?? []);
  const current = cursor === null ? undefined : moments.findLast(({ atMs }) => atMs <= cursor);
  return (
    <Card aria-labelledby="events">
      <CardHeader>
        <CardTitle id="events">{t('events.title')}</CardTitle>
      </CardHeader>
      <CardBody className="pt-1">
        {events.isError && <Failure error={events.error} />}
        {events.isSuccess && moments.length === 0 && (
          <p className="text-muted-foreground">{t('events.none')}</p>
        )}
        <ol tabIndex={0} aria-labelledby="events" className="max-h-80 overflow-y-auto">
          {moments.map(({ seq, atMs, type, detail }) => (
            <li key={seq}>
              <button
                type="button"
                onClick={() => onGo(atMs, null)}
                aria-current={seq === current?.seq ? 'true' : undefined}
                className={cn(
                  'flex min-h-6 w-full items-center gap-2 rounded-sm px-1 text-left text-xs hover:bg-muted focus-visible:outline-2 focus-visible:-outline-offset-2',
                  seq === current?.seq && 'bg-accent',
                )}
              >
                <span className="w-12 shrink-0 font-mono text-muted-foreground tabular-nums">
                  {timeOfCall(atMs - startMs)}
                </span>
                <span className="min-w-0 flex-1 wrap-anywhere">
                  {troubles.has(type) && (
                    <TriangleAlert aria-hidden className="mr-1 inline size-3 text-warning" />
                  )}
                  {t(`events.type.${type}`)}
                  {detail !== '' && (
                    <span className="font-mono text-muted-foreground">
                      {' '}
                      {type === 'closed' ? t(`end.${detail}`, { defaultValue: detail }) : detail}
                    </span>
                  )}
                </span>
              </button>
            </li>
          ))}
        </ol>
      </CardBody>
    </Card>
  );
}
