import { useEffect, useState } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { useBuilder } from './store.ts';

/** Says what was done, in the page's language, to those who do not see the canvas. */
export function Announcer() {
  const { t } = useTranslation('builder');
  const { key, values, n } = useBuilder((state) => state.announcement);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (key === '') return;
    const words = t(`announce.${key}`, values);
    // The same sentence twice is two events: a space makes it another text.
    setSaid(n % 2 === 0 ? words : `${words}\u00a0`);
  }, [key, values, n, t]);
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {said}
    </div>
  );
}
