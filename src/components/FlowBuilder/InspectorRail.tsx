/** The settings of the selected node, or the flow's variables: a rail beside a wide canvas, a sheet over a narrow one. */
import { X } from 'lucide-react';
import { Suspense, type KeyboardEvent } from 'react';
import { ScreenBoundary } from '../Shell/ScreenBoundary.tsx';
import { Button } from '../ui/button.tsx';
import { Loading } from '../ui/state.tsx';
import { nodeOf } from './document/edit.ts';
import { useNames } from './names.ts';
import { Inspector, InspectorSheet } from './parts.ts';
import { NotSaved } from './SavedState.tsx';
import type { DraftKeeper } from './saving/draftKeeper.ts';
import { useBuilder } from './store.ts';
import { useNarrow } from './useNarrow.ts';
import { reveal, useView } from './viewState.ts';

interface InspectorRailProps {
  readonly hidden: boolean;
  readonly keeper: DraftKeeper;
}

export function InspectorRail({ hidden, keeper }: InspectorRailProps) {
  const { t, node: nameOf } = useNames();
  const narrow = useNarrow();
  const selection = useBuilder((state) => state.selection);
  const variables = useView((view) => view.variables);
  const choosing = useView((view) => view.palette !== null);
  const nodeId = selection.length === 1 ? selection[0] : undefined;
  const node = useBuilder(({ document }) => (nodeId === undefined ? undefined : nodeOf(document, nodeId)));
  if (hidden || (!node && !variables)) return null;
  const label = node ? t('inspector', { name: nameOf(node) }) : t('toolbar.variables');
  const close = () => {
    useView.setState({ variables: false });
    if (!node) return;
    useBuilder.getState().selectNode(null);
    reveal(node.id);
  };
  /** Back to the card, which stays selected; open menus close first. */
  const leave = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented && node) reveal(node.id);
  };
  const inspector = (
    <ScreenBoundary>
      <Suspense fallback={<Loading />}>
        <Inspector nodeId={node?.id ?? null} />
      </Suspense>
    </ScreenBoundary>
  );
  // One sheet at a time: what is chosen next is what is edited next.
  if (narrow && choosing) return null;
  if (narrow)
    return (
      <ScreenBoundary>
        <Suspense>
          <InspectorSheet label={label} footer={<NotSaved keeper={keeper} />} onClose={close}>
            {inspector}
          </InspectorSheet>
        </Suspense>
      </ScreenBoundary>
    );
  return (
    <aside
      aria-label={label}
      onKeyDown={leave}
      className="relative w-[340px] shrink-0 overflow-clip border-l bg-card"
    >
      <Button
        variant="ghost"
        size="icon-sm"
        className="absolute top-1 right-2 z-10"
        aria-label={t('closeInspector')}
        onClick={close}
      >
        <X />
      </Button>
      {inspector}
    </aside>
  );
}
