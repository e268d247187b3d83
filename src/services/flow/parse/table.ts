/** `'one 1 two 2'` → `{ one: 1, two: 2 }`: word lists that stay readable in a few lines. */
export function numberTable(pairs: string): Readonly<Record<string, number>> {
  const parts = pairs.split(' ');
  const table: Record<string, number> = Object.create(null) as Record<string, number>;
  for (let i = 0; i + 1 < parts.length; i += 2) table[parts[i] ?? ''] = Number(parts[i + 1]);
  return table;
}
