/** A connection: right angles, the layout's corners while it stands as laid out, and what can be done with it when selected. */
import { BaseEdge, EdgeLabelRenderer, useStore, type EdgeProps } from '@xyflow/react';
import { Plus, X } from 'lucide-react';
import { memo } from 'react';
import { Button } from '../../ui/button.tsx';
import { NODE_WIDTH } from '../document/place.ts';
import { useNames } from '../names.ts';
import { useBuilder } from '../store.ts';
import { openAdd } from '../viewState.ts';
import type { Wire as WireEdge } from './cards.ts';
import { downwardPath, middleOf, rounded, routedPath, upwardPath } from './path.ts';

/** Less height than this leaves no room for corners between the cards. */
const LEAST_DROP = 10;

export const Wire = memo((props: EdgeProps<WireEdge>) => {
  const { id, source, target, sourceX, sourceY, targetX, targetY, selected, data } = props;
  const lane = data?.lane ?? 0;
  const near = useBuilder(({ selection }) => selection.includes(source) || selection.includes(target));
  const down = targetY - sourceY >= LEAST_DROP;
  const clear = useStore(({ nodeLookup }) =>
    down ? 0 : (nodeLookup.get(target)?.measured.width ?? NODE_WIDTH) / 2,
  );
  const [from, to] = [
    { x: sourceX, y: sourceY },
    { x: targetX, y: targetY },
  ];
  const corners = data?.route && routedPath(from, data.route, to);
  const path = corners
    ? rounded(corners)
    : down
      ? downwardPath(from, to, lane)
      : upwardPath(from, to, clear, lane);
  const middle = middleOf(corners ?? [from, to]);
  const stroke = data?.broken ? 'var(--destructive)' : selected || near ? 'var(--primary)' : 'var(--edge)';
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={20}
        {...(props.markerEnd === undefined ? {} : { markerEnd: props.markerEnd })}
        style={{
          stroke,
          strokeWidth: selected ? 2.5 : near ? 2 : 1.5,
        }}
      />
      {selected && <WireTools id={id} at={middle} />}
    </>
  );
});
Wire.displayName = 'Wire';

function WireTools({
  id,
  at,
}: {
  readonly id: string;
  readonly at: { readonly x: number; readonly y: number };
}) {
  const { t } = useNames();
  const edge = useBuilder(({ document }) => document.flow.edges.find((one) => one.id === id));
  if (!edge) return null;
  return (
    <EdgeLabelRenderer>
      <div
        className="nodrag nopan pointer-events-auto absolute flex gap-1 rounded-md border bg-popover p-0.5 shadow-xs"
        style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)`, zIndex: 10 }}
      >
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={t('edge.insert')}
          onClick={() => openAdd({ after: { nodeId: edge.source, outcome: edge.outcome } })}
        >
          <Plus />
        </Button>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={t('edge.remove')}
          onClick={() => useBuilder.getState().removeEdge(id)}
        >
          <X />
        </Button>
      </div>
    </EdgeLabelRenderer>
  );
}
