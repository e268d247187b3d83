/** The languages of a text: those of the workflow, and whatever others it has. */
export function languagesOf(workflow: readonly string[], value: Readonly<Record<string, unknown>>): string[] {
  return [...new Set([...workflow, ...Object.keys(value)])];
}
