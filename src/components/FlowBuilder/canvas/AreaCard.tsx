/** A note or a frame: drawn under the cards, sized by its corner. */
import { NodeResizer, useStore, type NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { cn } from '../../lib/cn.ts';
import { useNames } from '../names.ts';
import { useBuilder } from '../store.ts';
import type { Card } from './cards.ts';

export const AreaCard = memo(({ id, data: { node, summary }, selected }: NodeProps<Card>) => {
  const names = useNames();
  const zoom = useStore(({ transform }) => transform[2]);
  const note = node.type === 'note';
  return (
    <div
      className={cn(
        'h-full overflow-hidden rounded-lg border p-3',
        note ? 'border-warning/40 bg-warning/10' : 'border-dashed border-input bg-muted/40',
        selected && 'outline-2 outline-offset-[3px] outline-ring',
      )}
    >
      <NodeResizer
        isVisible={selected}
        minWidth={120}
        minHeight={60}
        handleStyle={{ width: 12 / Math.min(1, zoom), height: 12 / Math.min(1, zoom) }}
        onResizeEnd={(_event, { x, y, width, height }) => {
          const { change } = useBuilder.getState();
          change((document) => ({
            ...document,
            flow: {
              ...document.flow,
              nodes: document.flow.nodes.map((one) =>
                one.id === id
                  ? {
                      ...one,
                      position: { x, y },
                      data: { ...one.data, width: Math.round(width), height: Math.round(height) },
                    }
                  : one,
              ),
            },
          }));
        }}
      />
      {(!note || node.label) && <div className="truncate font-semibold">{names.node(node)}</div>}
      <p className="text-[12px] whitespace-pre-wrap">{summary}</p>
    </div>
  );
});
AreaCard.displayName = 'AreaCard';
