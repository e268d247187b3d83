import {
  ArrowDown,
  ArrowUp,
  CircleAlert,
  Copy,
  MoreHorizontal,
  Pencil,
  Plus,
  Trash2,
  TriangleAlert,
} from 'lucide-react';
import { memo, useEffect, useRef } from 'react';
import type { FlowNode, FlowProblem } from '../../../types/flow.ts';
import { cn } from '../../lib/cn.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/input.tsx';
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '../../ui/menu.tsx';
import { NodeIcon } from '../canvas/NodeIcon.tsx';
import { moveEarlier, moveLater } from '../document/reorder.ts';
import { outcomesOf } from '../document/spec.ts';
import { summaryOf } from '../document/summary.ts';
import { useNames } from '../names.ts';
import { ProblemSentence } from '../ProblemSentence.tsx';
import { useBuilder } from '../store.ts';
import { openAdd, rename, reveal, useView } from '../viewState.ts';
import { OutcomeRow } from './OutcomeRow.tsx';

/** Deeper trees than this are not told apart by more white. */
const DEEPEST = 6;

interface OutlineRowProps {
  readonly node: FlowNode;
  readonly depth: number;
  readonly selected: boolean;
  readonly live: boolean;
  readonly problems: readonly FlowProblem[] | undefined;
}

export const OutlineRow = memo(({ node, depth, selected, live, problems = [] }: OutlineRowProps) => {
  const names = useNames();
  const languages = useBuilder(({ document }) => document.config.languages);
  const spec = names.specs.get(node.type);
  const summary = summaryOf(
    node,
    spec,
    languages.map(({ language }) => language),
  );
  const outcomes = outcomesOf(names.specs, node);
  const error = problems.find(({ severity }) => severity === 'error') ?? problems[0];
  const Sign = error?.severity === 'error' ? CircleAlert : TriangleAlert;
  return (
    <li
      data-node={node.id}
      className={cn(
        'rounded-lg border bg-card [contain-intrinsic-size:auto_120px] [content-visibility:auto]',
        error?.severity === 'error' && 'border-destructive',
        live && 'border-live',
        selected && 'border-primary',
      )}
      style={{ marginInlineStart: `${Math.min(depth, DEEPEST) * 12}px` }}
    >
      <div className="flex min-h-11 items-center gap-2 px-2.5 py-1">
        <NodeIcon spec={spec} />
        <Name node={node} />
        {live && <Badge tone="live">{names.t('live')}</Badge>}
        <span className="ml-auto" />
        <span className="text-xs whitespace-nowrap text-muted-foreground max-sm:hidden">
          {names.type(node.type)}
        </span>
        <RowMenu node={node} />
      </div>
      {summary !== '' && (
        <p className="mx-2.5 mb-1.5 line-clamp-2 text-[12px] text-muted-foreground">{summary}</p>
      )}
      {error && (
        <p
          className={cn(
            'flex items-start gap-1.5 px-2.5 pb-1.5 text-[12px]',
            error.severity === 'error' ? 'text-destructive' : 'text-warning',
          )}
        >
          <Sign aria-label={names.t(`problems.${error.severity}`)} className="mt-0.5 size-3.5 shrink-0" />
          <ProblemSentence problem={error} />
        </p>
      )}
      {outcomes.length > 0 && (
        <ul
          aria-label={names.t('outline.outcomes', { name: names.node(node) })}
          className="border-t px-2.5 py-1.5"
        >
          {outcomes.map((outcome) => (
            <OutcomeRow key={outcome.id} node={node} outcome={outcome} />
          ))}
        </ul>
      )}
    </li>
  );
});
OutlineRow.displayName = 'OutlineRow';

function Name({ node }: { readonly node: FlowNode }) {
  const names = useNames();
  const renaming = useView((view) => view.renaming === node.id);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (renaming) input.current?.select();
  }, [renaming]);
  if (renaming) {
    const done = (keep: boolean) => {
      if (keep && input.current) useBuilder.getState().renameNode(node.id, input.current.value);
      rename(null);
      reveal(node.id);
    };
    return (
      <Input
        ref={input}
        aria-label={names.t('rename')}
        defaultValue={names.node(node)}
        maxLength={120}
        className="max-w-80"
        onBlur={() => done(true)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') done(true);
          if (event.key === 'Escape') done(false);
        }}
      />
    );
  }
  return (
    <button
      type="button"
      data-node-name
      onClick={() => useBuilder.getState().selectNode(node.id)}
      className="min-h-7 min-w-0 truncate rounded-sm px-1 text-left font-semibold hover:underline focus-visible:outline-2"
    >
      {names.node(node)}
    </button>
  );
}

function RowMenu({ node }: { readonly node: FlowNode }) {
  const { t, specs, node: nameOf } = useNames();
  const store = useBuilder.getState;
  const change = (by: typeof moveEarlier) => store().change((document) => by(document, specs, node.id));
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={t('outline.menu', { name: nameOf(node) })}>
          <MoreHorizontal />
        </Button>
      </MenuTrigger>
      <MenuContent
        align="end"
        onCloseAutoFocus={(event) => useView.getState().renaming && event.preventDefault()}
      >
        <MenuItem onSelect={() => openAdd({ after: { nodeId: node.id } })}>
          <Plus aria-hidden /> {t('outline.addAfter')}
        </MenuItem>
        <MenuItem onSelect={() => rename(node.id)}>
          <Pencil aria-hidden /> {t('rename')}
        </MenuItem>
        <MenuItem onSelect={() => store().duplicateNodes([node.id])}>
          <Copy aria-hidden /> {t('commands.duplicate')}
        </MenuItem>
        <MenuItem onSelect={() => change(moveEarlier)}>
          <ArrowUp aria-hidden /> {t('outline.earlier')}
        </MenuItem>
        <MenuItem onSelect={() => change(moveLater)}>
          <ArrowDown aria-hidden /> {t('outline.later')}
        </MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={() => store().removeNode(node.id)}>
          <Trash2 aria-hidden /> {t('commands.remove')}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
