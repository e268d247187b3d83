/** Figures of others, as published: each with its source, its date and a definition. A bar without them is not shown. */
import type { DayFigures } from '../../../../types/api.ts';
import data from '../published.json' with { type: 'json' };

export interface PublishedBar {
  readonly name: string;
  readonly detail: string;
  readonly ms: number;
  readonly n: number | null;
  /** Who says so: somebody who sells one of them, the maker itself, or this project's arithmetic. */
  readonly kind: 'competitor' | 'vendor' | 'computed';
  readonly source: string;
  readonly url: string;
  /** ISO 8601: a year at least. */
  readonly date: string;
}

/** Only what is defined alike shares an axis. */
export interface PublishedGroup {
  readonly id: string;
  readonly statistic: 'mean' | 'p50';
  /** Our clock that is defined alike; null: none is. */
  readonly ours: keyof DayFigures['clocks'] | null;
  readonly oursIs: 'measured' | 'estimated' | null;
  readonly definition: Readonly<Record<'en' | 'zh-HK' | 'zh-CN', string>>;
  readonly bars: readonly PublishedBar[];
}

export const publishedGroups: readonly PublishedGroup[] = (data.groups as PublishedGroup[]).map((group) => ({
  ...group,
  bars: group.bars.filter(isSourced),
}));

export function isSourced({ source, url, date }: PublishedBar): boolean {
  return source.trim() !== '' && url.startsWith('https://') && /^\d{4}(-\d{2}(-\d{2})?)?$/.test(date);
}
