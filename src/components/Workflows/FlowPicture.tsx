/** A flow's graph, small: how large it is and how it branches, at a glance. The words beside it say the rest. */
import type { FlowPicture as Picture } from '../../types/apiFlowCards.ts';

const card = { width: 248, height: 120 };
const MARGIN = 60;

export function FlowPicture({ picture: { steps, ways } }: { readonly picture: Picture }) {
  const xs = steps.map(({ x }) => x);
  const ys = steps.map(({ y }) => y);
  const [left, top] = [Math.min(...xs) - MARGIN, Math.min(...ys) - MARGIN];
  const width = Math.max(...xs) - left + card.width + MARGIN;
  const height = Math.max(...ys) - top + card.height + MARGIN;
  return (
    <svg
      aria-hidden
      viewBox={`${left} ${top} ${width} ${height}`}
      className="h-16 w-20 shrink-0 text-muted-foreground"
    >
      {ways.map(([from, to]) => {
        const [source, target] = [steps[from], steps[to]];
        if (!source || !target) return null;
        const start = { x: source.x + card.width / 2, y: source.y + card.height };
        const end = { x: target.x + card.width / 2, y: target.y };
        const middle = (start.y + end.y) / 2;
        return (
          <path
            key={`${from} ${to}`}
            d={`M${start.x},${start.y}V${middle}H${end.x}V${end.y}`}
            fill="none"
            stroke="currentColor"
            strokeOpacity={0.6}
            strokeWidth={1}
            vectorEffect="non-scaling-stroke"
          />
        );
      })}
      {steps.map(({ x, y, type }) => (
        <rect
          key={`${x} ${y}`}
          x={x}
          y={y}
          {...card}
          rx={16}
          fill={type === 'start' ? 'var(--primary)' : 'currentColor'}
        />
      ))}
    </svg>
  );
}
