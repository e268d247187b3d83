/** An address for a name, as the server takes it. Chinese names have no letters to make one of: '' then. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 64)
    .replace(/^-+|-+$/g, '');
}

/** The slug itself, or with the next number that is free. */
export function freeSlug(wanted: string, taken: readonly string[]): string {
  const base = wanted === '' ? 'flow' : wanted;
  if (!taken.includes(base)) return base;
  for (let i = 2; ; i++) {
    const next = `${base.slice(0, 60)}-${i}`;
    if (!taken.includes(next)) return next;
  }
}
