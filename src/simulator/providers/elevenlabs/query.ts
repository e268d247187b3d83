/** Query parameters, taken strictly: the real service passes over what it does not know, and so hides misspelt names. */

export type Check = (value: string) => boolean;

export const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.includes(value);

export const flag: Check = oneOf('true', 'false');

export const matching =
  (pattern: RegExp): Check =>
  (value) =>
    pattern.test(value);

export const between =
  (least: number, most: number): Check =>
  (value) =>
    /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most;

export interface QueryRules {
  readonly required: Readonly<Record<string, Check>>;
  readonly optional: Readonly<Record<string, Check>>;
  /** May be there several times. */
  readonly repeated?: Readonly<Record<string, { readonly check: Check; readonly most: number }>>;
}

/** What is wrong with the query, or undefined. */
export function queryFault(query: URLSearchParams, rules: QueryRules): string | undefined {
  for (const name of Object.keys(rules.required)) {
    if (!query.has(name)) return `${name} is missing`;
  }
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name);
    const repeated = rules.repeated?.[name];
    const check = rules.required[name] ?? rules.optional[name] ?? repeated?.check;
    if (!check) return `${name} is not a parameter`;
    if (values.length > (repeated?.most ?? 1)) return `${name} is there too often`;
    if (!values.every(check)) return `${name} has a value that is not allowed`;
  }
  return undefined;
}
