/** The filters of the call list, as they stand in the page's address and are sent to the server. */
export const filterNames = [
  'workflow',
  'language',
  'end',
  'origin',
  'status',
  'errors',
  'minLatency',
  'number',
  'from',
  'to',
] as const;
export type FilterName = (typeof filterNames)[number];
export type Filters = Readonly<Partial<Record<FilterName, string>>>;

/** What the address says; what is not a filter is left out. */
export function filtersOf(search: string): Filters {
  const params = new URLSearchParams(search);
  return Object.fromEntries(
    filterNames.flatMap((name) => {
      const value = params.get(name);
      return value === null || value === '' ? [] : [[name, value]];
    }),
  );
}

/** One order for all, so that the same filters are the same address. */
export function searchOf(filters: Filters): string {
  const params = new URLSearchParams();
  for (const name of filterNames) {
    const value = filters[name];
    if (value !== undefined && value !== '') params.set(name, value);
  }
  return params.toString();
}

export function changed(filters: Filters, name: FilterName, value: string): Filters {
  const { [name]: _before, ...rest } = filters;
  return value === '' ? rest : { ...rest, [name]: value };
}

/** For the server: days of the reader's calendar become instants, the last one included whole. */
export function requestOf(filters: Filters): string {
  const { from, to } = filters;
  return searchOf({
    ...filters,
    ...(from && { from: dayStart(from, 0) }),
    ...(to && { to: dayStart(to, 1) }),
    ...(filters.number && { number: numberOf(filters.number) }),
  });
}

/** As telephone numbers are stored; what holds no digit filters nothing. */
function numberOf(text: string): string {
  const digits = text.replace(/[^0-9]/g, '').slice(0, 15);
  return digits !== '' && /^\s*\+/.test(text) ? `+${digits}` : digits;
}

function dayStart(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const instant = new Date(year, month - 1, date + later);
  return Number.isNaN(instant.getTime()) ? '' : instant.toISOString();
}
