/** Text in columns, in any script: a Chinese character is as wide as two letters, a mark above one has no width. */

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const wide =
  /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uff60]/u;
const invisible = /^[\p{Cf}\p{Mn}]+$/u;

/** Rows with their cells one under the other; the last cell is not filled up. */
export function padded(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, widthOf(cell));
  return rows.map((row) =>
    row
      .map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}

export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (invisible.test(segment)) continue;
    width += wide.test(segment) || /^\p{Extended_Pictographic}|^\p{RI}/u.test(segment) ? 2 : 1;
  }
  return width;
}
