/** Light or dark: as the reader chose, else as their system is. One attribute on the root element, before the first paint. */
export type Theme = 'light' | 'dark' | 'system';

const KEY = 'weaver.theme';
/** What holds on this page; absent: nobody has chosen here, and what is stored holds. */
let chosen: Theme | undefined;
const listeners = new Set<() => void>();

export const theme = (): Theme => chosen ?? storedTheme();

export function onTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function storedTheme(): Theme {
  const stored = read(KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function applyTheme(one: Theme): void {
  const dark = one === 'dark' || (one === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.classList.toggle('dark', dark);
}

export function chooseTheme(next: Theme): void {
  write(KEY, next === 'system' ? null : next);
  become(next);
}

/** The system may change, and the reader may choose in another tab. */
export function follow(): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => applyTheme(theme()));
  addEventListener('storage', ({ key }) => {
    if (key === KEY) become(storedTheme());
  });
}

function become(next: Theme): void {
  chosen = next;
  applyTheme(next);
  for (const listener of listeners) listener();
}

/** Private windows may refuse storage: a choice is then for this page only. */
export function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // See `read`.
  }
}
