/** A note or a frame: drawn under the cards, sized by its corners. A frame is taken by its title, so that its inside stays canvas. */
import { NodeResizer, useStore, type NodeProps } from '@xyflow/react';
import { CircleAlert, Shuffle, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import type { FlowNode, FlowProblem } from '../../../types/flow.ts';
import { cn } from '../../lib/cn.ts';
import { placeArea } from '../document/edit.ts';
import { useNames } from '../names.ts';
import { ProblemSentence } from '../ProblemSentence.tsx';
import { useBuilder } from '../store.ts';
import { useView } from '../viewState.ts';
import type { Card } from './cards.ts';
import { areaTint } from './icons.ts';
import { Title } from './NodeCard.tsx';

export const AreaCard = memo(({ id, data: { node, problems }, selected }: NodeProps<Card>) => {
  const zoom = useStore(({ transform }) => transform[2]);
  const handle = 12 / Math.min(1, zoom);
  const tint = areaTint(node.data['colour']);
  const note = node.type === 'note';
  return (
    <>
      <NodeResizer
        isVisible={selected}
        minWidth={120}
        minHeight={80}
        handleStyle={{ width: handle, height: handle, pointerEvents: 'auto' }}
        lineStyle={{ pointerEvents: 'auto' }}
        onResizeEnd={(_event, { x, y, width, height }) =>
          useBuilder
            .getState()
            .change((document) => placeArea(document, id, { position: { x, y }, width, height }))
        }
      />
      <div
        className={cn('flex h-full flex-col overflow-hidden rounded-lg border', !note && 'border-dashed')}
        style={{
          background: `color-mix(in oklab, ${tint} ${note ? 14 : 6}%, ${note ? 'var(--card)' : 'transparent'})`,
          borderColor: `color-mix(in oklab, ${tint} 60%, var(--card))`,
        }}
      >
        {note ? <Note node={node} /> : <FrameTitle node={node} problems={problems} />}
      </div>
    </>
  );
});
AreaCard.displayName = 'AreaCard';

function Note({ node }: { readonly node: FlowNode }) {
  const names = useNames();
  const renaming = useView((view) => view.renaming === node.id);
  const { text } = node.data;
  const written = typeof text === 'string' && text !== '';
  return (
    <div className="min-h-0 flex-1 overflow-hidden p-3">
      {(node.label !== undefined || renaming || !written) && (
        <Title id={node.id} title={names.node(node)} label={node.label ?? ''} />
      )}
      {written && <p className="text-[13px] leading-[1.45] break-words whitespace-pre-wrap">{text}</p>}
    </div>
  );
}

function FrameTitle({
  node,
  problems,
}: {
  readonly node: FlowNode;
  readonly problems: readonly FlowProblem[];
}) {
  const names = useNames();
  const flexible = node.data['flex'] === true;
  const worst = problems.find(({ severity }) => severity === 'error') ?? problems[0];
  const error = worst?.severity === 'error';
  const Sign = error ? CircleAlert : TriangleAlert;
  return (
    <div className="area-title pointer-events-auto m-1.5 max-w-full self-start rounded-md px-2 py-1">
      <div className="flex min-h-6 items-center gap-2">
        <Title id={node.id} title={names.node(node)} label={node.label ?? ''} />
        {flexible && (
          <span className="flex shrink-0 items-center gap-1 text-xs text-muted-foreground">
            <Shuffle aria-hidden className="size-3.5" /> {names.t('group.flex')}
          </span>
        )}
      </div>
      {worst && (
        <p className={cn('flex max-w-80 gap-1.5 text-xs', error ? 'text-destructive' : 'text-warning')}>
          <Sign aria-hidden className="mt-px size-3.5 shrink-0" /> <ProblemSentence problem={worst} />
        </p>
      )}
    </div>
  );
}
