/** Light or dark: as the reader chose, else as their system is. One attribute on the root element, before the first paint. */
export type Theme = 'light' | 'dark' | 'system';

const KEY = 'weaver.theme';

export function storedTheme(): Theme {
  const stored = read(KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function applyTheme(theme: Theme): void {
  const dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.classList.toggle('dark', dark);
}

export function chooseTheme(theme: Theme): void {
  write(KEY, theme === 'system' ? null : theme);
  applyTheme(theme);
}

export function followSystem(): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => applyTheme(storedTheme()));
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
