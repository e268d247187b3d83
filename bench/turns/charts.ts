/** Two kinds of charts as SVG texts. Labels are the bench's own names. */

const WIDTH = 900;
const colours = ['#0969da', '#1a7f37', '#9a6700', '#8250df', '#bc4c00', '#57606a', '#bf3989', '#1b1f24'];

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** A tick further out: P95 beside the mean. */
  readonly mark: number;
}

/** Horizontal bars: the mean, and a tick at P95. */
export function bars(rows: readonly Bar[]): string {
  const [left, height] = [230, 26];
  const most = Math.max(1, ...rows.map(({ value, mark }) => Math.max(value, mark)));
  const x = (ms: number) => left + (ms / most) * (WIDTH - left - 120);
  const drawn = rows.map(({ label, value, mark }, at) => {
    const y = at * height;
    return (
      `<text x="${left - 8}" y="${y + 16}" text-anchor="end">${label}</text>` +
      `<rect x="${left}" y="${y + 4}" width="${round(x(value) - left)}" height="16" fill="${colours[0]}" opacity=".75"/>` +
      `<line x1="${round(x(mark))}" x2="${round(x(mark))}" y1="${y + 2}" y2="${y + 22}" stroke="#1b1f24" stroke-width="2"/>` +
      `<text x="${round(Math.max(x(value), x(mark)) + 6)}" y="${y + 16}">mean ${Math.round(value)}, P95 ${Math.round(mark)} ms</text>`
    );
  });
  return svg(rows.length * height + 6, 'Mean and P95 of speech end to audio', drawn.join(''));
}

export interface Line {
  readonly label: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Axes {
  readonly x: string;
  readonly y: string;
  readonly maxX: number;
  readonly maxY: number;
  readonly dots?: boolean;
}

export function curves(lines: readonly Line[], { x: xName, y: yName, maxX, maxY, dots }: Axes): string {
  const [left, top, height, right] = [50, 10, 300, 110];
  const x = (value: number) => round(left + (Math.min(value, maxX) / maxX) * (WIDTH - left - right));
  const y = (value: number) => round(top + height - (Math.min(value, maxY) / maxY) * height);
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<line x1="${left}" x2="${WIDTH - right}" y1="${y(share * maxY)}" y2="${y(share * maxY)}" stroke="#d8dee4"/>` +
      `<text x="${left - 6}" y="${y(share * maxY) + 4}" text-anchor="end">${Math.round(share * maxY)}</text>` +
      `<text x="${x(share * maxX)}" y="${top + height + 16}" text-anchor="middle">${Math.round(share * maxX)}</text>`,
  );
  const drawn = lines.map(({ label, points }, at) => {
    const colour = colours[at % colours.length];
    const path = points.map(([px, py]) => `${x(px)},${y(py)}`).join(' ');
    const marks = dots
      ? points.map(([px, py]) => `<circle cx="${x(px)}" cy="${y(py)}" r="3.5" fill="${colour}"/>`)
      : [];
    const legend = top + 14 + at * 18;
    return (
      `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${marks.join('')}` +
      `<rect x="${WIDTH - right + 12}" y="${legend - 9}" width="10" height="10" fill="${colour}"/>` +
      `<text x="${WIDTH - right + 28}" y="${legend}">${label}</text>`
    );
  });
  const names =
    `<text x="${(left + WIDTH - right) / 2}" y="${top + height + 34}" text-anchor="middle">${xName}</text>` +
    `<text x="${left + 6}" y="${top + 12}">${yName}</text>`;
  return svg(top + height + 42, `${yName} by ${xName}`, grid.join('') + drawn.join('') + names);
}

function svg(height: number, title: string, content: string): string {
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}">${content}</svg>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
