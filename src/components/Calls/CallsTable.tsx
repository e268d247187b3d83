import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from '../lib/i18n.ts';
import { Link } from 'wouter';
import type { ListedCall } from '../../types/api.ts';
import { workflowsQuery } from '../api/queries.ts';
import { cn } from '../lib/cn.ts';
import { dateTime, duration, milliseconds, number } from '../lib/format.ts';
import { Badge } from '../ui/badge.tsx';

export const isTest = ({ carrier }: { readonly carrier: string }) =>
  carrier === 'simulator' || carrier === 'browser';

/** A telephone has room for when, where and how it went; the rest is in the call. */
const wide: ReadonlySet<string> = new Set(['caller', 'language', 'duration', 'turns', 'slowest']);

/** Nobody's call is taken for a customer's: what it was, where it was none. */
export function TestBadge({ call }: { readonly call: { readonly carrier: string } }) {
  const { t } = useTranslation('calls');
  if (!isTest(call)) return null;
  return <Badge>{t(call.carrier === 'simulator' ? 'origin.simulator' : 'origin.simulated')}</Badge>;
}

export function CallsTable({ calls }: { readonly calls: readonly ListedCall[] }) {
  const { t } = useTranslation('calls');
  const { data: workflows = [], isPending } = useQuery(workflowsQuery);
  const nameOf = (id: string) =>
    workflows.find((one) => one.id === id)?.name ?? (isPending ? '…' : t('deletedFlow'));
  const heads = ['started', 'flow', 'caller', 'language', 'duration', 'turns', 'slowest', 'outcome'] as const;
  return (
    <div
      className="overflow-x-auto rounded-lg border bg-card"
      // A region that scrolls can be reached and scrolled by keyboard.
      tabIndex={0}
      role="region"
      aria-label={t('title')}
    >
      <table className="w-full border-collapse text-left">
        <thead>
          <tr className="border-b text-xs text-muted-foreground">
            {heads.map((head) => (
              <th
                key={head}
                scope="col"
                className={cn('px-3 py-2 font-medium whitespace-nowrap', wide.has(head) && 'max-sm:hidden')}
              >
                {t(`column.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {calls.map((call) => (
            <tr key={call.callSid} className="border-b last:border-0 hover:bg-muted/60">
              <td className="px-3 py-1.5 sm:whitespace-nowrap">
                <Link
                  href={`/calls/${encodeURIComponent(call.callSid)}`}
                  className="inline-flex min-h-6 items-center font-medium text-primary underline-offset-4 hover:underline focus-visible:outline-2"
                >
                  {dateTime(call.startedAt)}
                </Link>
              </td>
              <td className="px-3 py-1.5 sm:whitespace-nowrap">
                {nameOf(call.workflowId)}{' '}
                <span className="font-mono text-xs text-muted-foreground">
                  {call.workflowVersion === 0 ? t('draft') : `v${call.workflowVersion}`}
                </span>{' '}
                <span className="sm:hidden">
                  <TestBadge call={call} />
                </span>
              </td>
              <td className="px-3 py-1.5 whitespace-nowrap max-sm:hidden">
                <span className="font-mono">{call.from === '' ? '–' : call.from}</span>{' '}
                <TestBadge call={call} />
              </td>
              <td className="px-3 py-1.5 font-mono max-sm:hidden">{call.language}</td>
              <Figure>{call.durationMs === null ? '–' : duration(call.durationMs)}</Figure>
              <Figure>{number(call.turnCount)}</Figure>
              <Figure>{milliseconds(call.slowestMs)}</Figure>
              <td className="px-3 py-1.5">
                <Outcome call={call} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Figure({ children }: { readonly children: string }) {
  return <td className="px-3 py-1.5 font-mono whitespace-nowrap tabular-nums max-sm:hidden">{children}</td>;
}

export function Outcome({ call }: { readonly call: Pick<ListedCall, 'status' | 'end' | 'errors'> }) {
  const { t } = useTranslation('calls');
  return (
    <span className="flex flex-wrap gap-1">
      {call.status === 'live' ? (
        <Badge tone="live">{t('status.live')}</Badge>
      ) : (
        <Badge tone={call.end === 'failed' || call.end === 'connection-lost' ? 'bad' : 'neutral'}>
          {call.end === null ? '–' : t(`end.${call.end}`)}
        </Badge>
      )}
      {call.errors.length > 0 && (
        <Badge tone="warning">
          <TriangleAlert aria-hidden /> {t('errorCount', { count: call.errors.length })}
        </Badge>
      )}
    </span>
  );
}
