import { useEffect, useState } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { ago } from '../lib/format.ts';
import { Badge } from '../ui/badge.tsx';

/** Older figures are not called live. */
const STALE_MS = 15_000;

interface FreshnessProps {
  /** `Date.now()` of the figures. */
  readonly at: number;
  readonly paused: boolean;
  readonly failing: boolean;
}

export function Freshness({ at, paused, failing }: FreshnessProps) {
  const { t } = useTranslation('monitoring');
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  if (at === 0) return null;
  const when = ago(new Date(at).toISOString(), Math.max(now, at));
  if (paused) return <Badge tone="warning">{t('fresh.paused', { ago: when })}</Badge>;
  if (failing || now - at > STALE_MS) return <Badge tone="bad">{t('fresh.stale', { ago: when })}</Badge>;
  return <Badge tone="live">{t('fresh.live', { ago: when })}</Badge>;
}
