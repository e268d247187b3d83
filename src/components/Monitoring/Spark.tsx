/** A line the size of a word; its figures are in the chart and its table. */
export function Spark({ values }: { readonly values: readonly (number | null)[] }) {
  const largest = Math.max(1, ...values.map((value) => value ?? 0));
  const width = Math.max(1, values.length - 1);
  const pieces: string[] = [];
  let drawing = false;
  values.forEach((value, at) => {
    if (value !== null)
      pieces.push(`${drawing ? 'L' : 'M'}${at} ${(20 * (1 - value / largest)).toFixed(2)}h0.01`);
    drawing = value !== null;
  });
  return (
    <svg
      aria-hidden
      viewBox={`0 -1 ${width} 22`}
      preserveAspectRatio="none"
      className="block h-full w-full text-primary"
    >
      <path
        d={pieces.join('')}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
