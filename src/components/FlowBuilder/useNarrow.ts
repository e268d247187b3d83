import { useSyncExternalStore } from 'react';

const narrow = () => matchMedia('(max-width: 767px)');

/** Whether the screen is a telephone's: then there is the outline only. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = narrow();
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => narrow().matches,
  );
}
