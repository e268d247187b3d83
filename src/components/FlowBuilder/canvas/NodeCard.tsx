/** A node on the canvas: what it is, what it says, what is wrong with it, and where a call goes from it. */
import { Handle, Position, useStore, type NodeProps } from '@xyflow/react';
import { CircleAlert, PhoneOff, TriangleAlert } from 'lucide-react';
import { memo, useEffect, useRef } from 'react';
import { Badge } from '../../ui/badge.tsx';
import type { FlowProblem } from '../../../types/flow.ts';
import { cn } from '../../lib/cn.ts';
import type { Outcome } from '../document/spec.ts';
import { useNames } from '../names.ts';
import { ProblemSentence } from '../ProblemSentence.tsx';
import { useBuilder } from '../store.ts';
import { rename, useView } from '../viewState.ts';
import { NodeIcon } from './NodeIcon.tsx';
import type { Card, CardData } from './cards.ts';

/** Below this zoom only titles can be read, so only titles are drawn. */
export const FAR_ZOOM = 0.5;

export const NodeCard = memo(({ id, data, selected }: NodeProps<Card>) => {
  const far = useStore(({ transform }) => transform[2] < FAR_ZOOM);
  const live = useBuilder(({ liveNodeId }) => liveNodeId === id);
  const { t } = useNames();
  const error = data.problems.find(({ severity }) => severity === 'error');
  return (
    <div
      className={cn(
        'flex h-full flex-col rounded-lg border bg-card outline-offset-[3px]',
        error && 'border-destructive',
        live && 'border-live ring-2 ring-live',
        selected && 'outline-2 outline-ring',
      )}
    >
      {live && (
        <Badge tone="live" className="absolute -top-3 right-2 bg-card">
          {t('live')}
        </Badge>
      )}
      {far ? <FarTitle data={data} /> : <Near id={id} data={data} error={error} />}
    </div>
  );
});
NodeCard.displayName = 'NodeCard';

function FarTitle({ data: { node, spec } }: { readonly data: CardData }) {
  const names = useNames();
  return (
    <div className="flex h-full items-center gap-2 overflow-hidden px-3 text-[22px] leading-tight font-semibold">
      <NodeIcon spec={spec} className="size-8 [&_svg]:size-5" />
      <span className="line-clamp-2">{names.node(node)}</span>
    </div>
  );
}

function Near({
  id,
  data,
  error,
}: {
  readonly id: string;
  readonly data: CardData;
  readonly error: FlowProblem | undefined;
}) {
  const names = useNames();
  const { node, spec, outcomes, summary, problems } = data;
  const warnings = problems.length > 0 && error === undefined;
  return (
    <>
      {spec?.entered !== false && <Handle type="target" position={Position.Top} />}
      <div className="flex h-[45px] shrink-0 items-center gap-2 px-3">
        <NodeIcon spec={spec} />
        <div className="min-w-0 flex-1">
          <Title id={id} title={names.node(node)} label={node.label ?? ''} />
          <div className="truncate text-xs leading-4 text-muted-foreground">{names.type(node.type)}</div>
        </div>
        {warnings && <TriangleAlert aria-hidden className="size-4 shrink-0 text-warning" />}
      </div>
      {summary !== '' && (
        <p className="mx-3 line-clamp-2 h-[38px] shrink-0 text-[12px] leading-[19px] text-muted-foreground">
          {summary}
        </p>
      )}
      <div className="flex-1" />
      {error !== undefined && (
        <p className="mx-3 mb-1.5 flex h-[34px] shrink-0 gap-1.5 overflow-hidden text-xs leading-4 text-destructive">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span className="line-clamp-2">
            <ProblemSentence problem={error} />
          </span>
        </p>
      )}
      <Outcomes data={data} outcomes={outcomes} />
    </>
  );
}

function Outcomes({ data, outcomes }: { readonly data: CardData; readonly outcomes: readonly Outcome[] }) {
  const names = useNames();
  if (outcomes.length === 0) return null;
  return (
    <div className="flex h-7 shrink-0 divide-x border-t">
      {outcomes.map((outcome) => {
        const name = names.outcome(data.node.type, outcome);
        const ends = data.hangUps.includes(outcome.id);
        return (
          <div
            key={outcome.id}
            className="relative flex min-w-0 flex-1 items-center justify-center gap-1 px-1.5"
          >
            {ends && <PhoneOff aria-hidden className="size-3 shrink-0 text-muted-foreground" />}
            <span className="truncate text-xs text-muted-foreground" title={name}>
              {name}
            </span>
            <Handle type="source" position={Position.Bottom} id={outcome.id} />
          </div>
        );
      })}
    </div>
  );
}

export function Title({
  id,
  title,
  label,
}: {
  readonly id: string;
  readonly title: string;
  readonly label: string;
}) {
  const renaming = useView((view) => view.renaming === id);
  const { t } = useNames();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (renaming) input.current?.select();
  }, [renaming]);
  if (!renaming) return <div className="truncate leading-[18px] font-semibold">{title}</div>;
  const done = (keep: boolean) => {
    if (keep && input.current) useBuilder.getState().renameNode(id, input.current.value);
    const card = input.current?.closest<HTMLElement>('.react-flow__node');
    rename(null);
    card?.focus();
  };
  return (
    <input
      ref={input}
      aria-label={t('rename')}
      defaultValue={label || title}
      maxLength={120}
      className="nodrag nopan h-6 w-full rounded-sm border border-input bg-card px-1 font-semibold outline-2"
      onBlur={() => done(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') done(true);
        if (event.key === 'Escape') done(false);
      }}
    />
  );
}
