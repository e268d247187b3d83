/**
 * The flow as a list: every node once, in the order in which a caller may meet them, with everything that the canvas can do. For
 * those who do not see or point, and for narrow screens.
 */
import { Plus } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { problemsByNode } from '../canvas/problems.ts';
import { outlineOf } from '../document/walk.ts';
import { useNames } from '../names.ts';
import { useBuilder } from '../store.ts';
import { useCommands } from '../useCommands.ts';
import { openAdd, useView } from '../viewState.ts';
import { OutlineRow } from './OutlineRow.tsx';

export function Outline() {
  const { t, specs } = useNames();
  const document = useBuilder((state) => state.document);
  const problems = useBuilder((state) => state.problems);
  const selected = useBuilder((state) => state.selection.at(-1));
  const live = useBuilder((state) => state.liveNodeId);
  const entries = useMemo(() => outlineOf(document, specs), [document, specs]);
  const found = useMemo(() => problemsByNode(problems), [problems]);
  const list = useRef<HTMLOListElement>(null);
  useReveal(list);

  const walk = (by: number) => {
    const at = entries.findIndex(({ node }) => node.id === selected);
    const next = entries[Math.min(entries.length - 1, Math.max(0, at + by))];
    if (!next) return;
    useBuilder.getState().selectNode(next.node.id);
    useView.setState({ reveal: { nodeId: next.node.id, focus: true } });
  };
  useCommands({
    'walk-up': () => walk(-1),
    'walk-down': () => walk(1),
    // Nothing lies beside anything here.
    'walk-left': () => undefined,
    'walk-right': () => undefined,
  });

  return (
    <section aria-label={t('outline.label')} data-builder-keys className="h-full overflow-y-auto">
      <ol ref={list} className="mx-auto max-w-4xl space-y-2 p-3 md:p-4">
        {entries.map(({ node, depth }) => (
          <OutlineRow
            key={node.id}
            node={node}
            depth={depth}
            selected={node.id === selected}
            live={node.id === live}
            problems={found.get(node.id)}
          />
        ))}
      </ol>
      <div className="mx-auto max-w-4xl px-3 pb-6 md:px-4">
        <Button onClick={() => openAdd({})}>
          <Plus aria-hidden /> {t('outline.add')}
        </Button>
      </div>
    </section>
  );
}

/** Scrolls to what was asked for (a problem, a search, a new node) and gives it the focus. */
function useReveal(list: React.RefObject<HTMLOListElement | null>): void {
  const wanted = useView((view) => view.reveal);
  useEffect(() => {
    if (!wanted) return;
    useView.setState({ reveal: null });
    const row = list.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(wanted.nodeId)}"]`);
    row?.scrollIntoView({ block: 'nearest' });
    if (wanted.focus) row?.querySelector<HTMLElement>('[data-node-name]')?.focus({ preventScroll: true });
  }, [wanted, list]);
}
