/** Places inside settings: read and written without touching what lies beside them. */
export type Path = readonly (string | number)[];

export function getAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string | number, unknown>)[step];
  }
  return at;
}

/** `undefined` removes the setting. What is missing on the way is made. */
export function setAt(value: unknown, path: Path, next: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return next;
  if (typeof step === 'number') {
    const list: unknown[] = Array.isArray(value) ? value.slice() : [];
    list[step] = setAt(list[step], rest, next);
    return list;
  }
  const settings = isObject(value) ? value : {};
  const inner = setAt(settings[step], rest, next);
  if (inner !== undefined) return { ...settings, [step]: inner };
  const { [step]: _removed, ...others } = settings;
  return others;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function startsWith(path: Path, start: Path): boolean {
  return start.length <= path.length && start.every((step, i) => step === path[i]);
}

/** As an attribute of the element that edits it. */
export const pathKey = (path: Path): string => path.join('/');
