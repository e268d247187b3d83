/**
 * The address of a module beside the caller's, for `new Worker(…)`. The sources run as `.ts`, the built package as `.js`:
 * the caller's own file name says which.
 *
 * @param name module without extension, relative to the caller, e.g. `'./moonshineWorker'`
 * @param base the caller's `import.meta.url`
 * @example new Worker(siblingModule('./moonshineWorker', import.meta.url));
 */
export function siblingModule(name: string, base: string): URL {
  const extension = new URL(base).pathname.endsWith('.ts') ? '.ts' : '.js';
  return new URL(name + extension, base);
}
