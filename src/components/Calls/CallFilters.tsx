import { useQuery } from '@tanstack/react-query';
import { ListFilter, X } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { useLocation } from 'wouter';
import { workflowsQuery } from '../api/queries.ts';
import { languagesQuery } from '../api/setupQueries.ts';
import { cn } from '../lib/cn.ts';
import { Button } from '../ui/button.tsx';
import { Input, Label, Select } from '../ui/input.tsx';
import { changed, searchOf, type FilterName, type Filters } from './filters.ts';

export const ends = [
  'completed',
  'caller-hung-up',
  'transferred',
  'silence',
  'too-long',
  'connection-lost',
  'failed',
  'shutdown',
] as const;

export function CallFilters({ filters }: { readonly filters: Filters }) {
  const { t } = useTranslation('calls');
  const [, go] = useLocation();
  const id = useId();
  /** On a telephone the list comes first. */
  const [open, setOpen] = useState(false);
  const active = Object.keys(filters).length;
  const { data: workflows = [] } = useQuery(workflowsQuery);
  const { data: languages = [] } = useQuery(languagesQuery);
  const set = (name: FilterName, value: string) =>
    go(`/calls?${searchOf(changed(filters, name, value))}`, { replace: true });
  const choice = (name: FilterName, options: readonly (readonly [string, string])[]) => (
    <Field name={name}>
      {(id) => (
        <Select id={id} value={filters[name] ?? ''} onChange={({ target }) => set(name, target.value)}>
          <option value="">{t('filter.any')}</option>
          {options.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
  const input = (name: FilterName, type: 'date' | 'search' | 'number') => (
    <Field name={name}>
      {(id) => (
        <Input
          id={id}
          type={type}
          {...(type === 'number' && { min: 0, step: 100 })}
          // The address may change without this field (a link, "back"); while one types, it follows.
          key={type === 'date' ? (filters[name] ?? '') : name}
          defaultValue={filters[name] ?? ''}
          onChange={({ target }) => set(name, target.value)}
        />
      )}
    </Field>
  );
  return (
    <form
      role="search"
      aria-label={t('filter.label')}
      onSubmit={(event) => event.preventDefault()}
      className="space-y-2"
    >
      <Button className="sm:hidden" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <ListFilter aria-hidden /> {active === 0 ? t('filter.show') : t('filter.active', { count: active })}
      </Button>
      <div
        id={id}
        className={cn(
          'grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-5 xl:grid-cols-[repeat(8,minmax(0,1fr))_repeat(2,8.75rem)]',
          !open && 'max-sm:hidden',
        )}
      >
        {choice(
          'workflow',
          workflows.map(({ slug, name }) => [slug, name]),
        )}
        {choice(
          'language',
          languages.map(({ tag }) => [tag, tag]),
        )}
        {choice(
          'end',
          ends.map((end) => [end, t(`end.${end}`)]),
        )}
        {choice('origin', [
          ['measured', t('origin.measured')],
          ['simulated', t('origin.simulated')],
        ])}
        {choice('status', [
          ['live', t('status.live')],
          ['ended', t('status.ended')],
        ])}
        {choice('errors', [
          ['true', t('filter.withErrors')],
          ['false', t('filter.withoutErrors')],
        ])}
        {input('minLatency', 'number')}
        {input('number', 'search')}
        {input('from', 'date')}
        {input('to', 'date')}
        {active > 0 && (
          <Button variant="ghost" className="self-end justify-self-start" onClick={() => go('/calls')}>
            <X aria-hidden /> {t('clear')}
          </Button>
        )}
      </div>
    </form>
  );
}

function Field({
  name,
  children,
}: {
  readonly name: FilterName;
  readonly children: (id: string) => ReactNode;
}) {
  const { t } = useTranslation('calls');
  const id = useId();
  return (
    <div className="min-w-0 space-y-1">
      <Label htmlFor={id} className="truncate">
        {t(`filter.${name}`)}
      </Label>
      {children(id)}
    </div>
  );
}
