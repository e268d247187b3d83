/** A text as passages: what stands between empty lines. */

export interface Paragraph {
  readonly text: string;
  /** The heading above it; '' = none. */
  readonly source: string;
}

/** A line that begins with `#` is a heading: where the passages below it are from. */
export function paragraphsOf(text: string): Paragraph[] {
  const found: Paragraph[] = [];
  let source = '';
  let lines: string[] = [];
  const close = () => {
    const paragraph = lines.join(' ').trim();
    if (paragraph !== '') found.push({ text: paragraph, source });
    lines = [];
  };
  for (const line of text.split('\n')) {
    const heading = /^\s*#+\s*(.*)$/.exec(line);
    if (heading || line.trim() === '') close();
    else lines.push(line.trim());
    if (heading) source = heading[1]?.trim() ?? '';
  }
  close();
  return found;
}
