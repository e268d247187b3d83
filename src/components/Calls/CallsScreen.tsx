/** All calls, the last first. A call is here from the moment it begins; filters stand in the address. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { Link, useSearch } from 'wouter';
import { useLive, watchLive } from '../api/live.ts';
import { callsQuery } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import { Empty, Failure, Loading } from '../ui/state.tsx';
import { CallFilters } from './CallFilters.tsx';
import { CallsTable } from './CallsTable.tsx';
import { filtersOf, requestOf } from './filters.ts';

export function CallsScreen() {
  const { t } = useTranslation('calls');
  const filters = filtersOf(useSearch());
  const request = requestOf(filters);
  const calls = useInfiniteQuery(callsQuery(request));
  useFreshCalls();
  const rows = calls.data?.pages.flatMap((page) => page.calls) ?? [];
  return (
    <div className="mx-auto max-w-7xl space-y-3 p-4">
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="mr-auto text-xl font-semibold">{t('title')}</h1>
        {(['csv', 'json'] as const).map((format) => (
          <Button key={format} asChild size="sm">
            <a href={`/api/calls/export?${request}${request === '' ? '' : '&'}format=${format}`} download>
              <Download aria-hidden /> {format.toUpperCase()}
            </a>
          </Button>
        ))}
      </div>
      <CallFilters filters={filters} />
      {calls.isPending && <Loading />}
      {calls.isError && <Failure error={calls.error} retry={() => void calls.refetch()} />}
      {calls.isSuccess && rows.length === 0 && <NoCalls filtered={request !== ''} />}
      {rows.length > 0 && <CallsTable calls={rows} />}
      {calls.hasNextPage && (
        <Button disabled={calls.isFetchingNextPage} onClick={() => void calls.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}

function NoCalls({ filtered }: { readonly filtered: boolean }) {
  const { t } = useTranslation('calls');
  return filtered ? (
    <Empty
      title={t('noneFound')}
      action={
        <Button asChild>
          <Link href="/calls">{t('clear')}</Link>
        </Button>
      }
    />
  ) : (
    <Empty
      title={t('none')}
      action={
        <div className="flex flex-wrap justify-center gap-2">
          <Button asChild variant="primary">
            <Link href="/">{t('toFlows')}</Link>
          </Button>
          <Button asChild>
            <Link href="/calls/sample">{t('sample.open')}</Link>
          </Button>
        </div>
      }
    >
      {t('noneText')}
    </Empty>
  );
}

/** Lists are asked for anew when a call begins or ends. */
function useFreshCalls(): void {
  const client = useQueryClient();
  const live = useLive(({ calls }) => Object.keys(calls).sort().join(' '));
  useEffect(() => watchLive(), []);
  useEffect(() => {
    void client.invalidateQueries({ queryKey: ['calls', 'list'] });
    // The record of a call is written a moment after its end.
    const timer = setTimeout(() => void client.invalidateQueries({ queryKey: ['calls', 'list'] }), 1_000);
    return () => clearTimeout(timer);
  }, [client, live]);
}
