/** Where the canvas looks: at Start first, then at what somebody walks to, and along with a test call. */
import { useReactFlow, useStoreApi, type Viewport } from '@xyflow/react';
import { useEffect, useState } from 'react';
import { nodeOf } from '../document/edit.ts';
import { useBuilder } from '../store.ts';
import { useView } from '../viewState.ts';

/** Readable, and enough of the flow in view. */
export const FIRST_ZOOM = 0.85;
const TOP = 40;
const MARGIN = 24;
const MOVE_MS = 180;

/** The first viewport. Start stands in the middle, near the top. */
export function useCamera(): Viewport {
  const flow = useReactFlow();
  const store = useStoreApi();
  const wanted = useView((view) => view.reveal);
  const live = useBuilder(({ liveNodeId }) => liveNodeId);
  const [initial] = useState(firstViewport);

  useEffect(() => {
    const nodeId = wanted?.nodeId ?? null;
    if (nodeId === null) return;
    bring(nodeId);
    useView.setState({ reveal: null });
    if (wanted?.focus) focusCard(nodeId);
  }, [wanted]);
  useEffect(() => {
    if (live !== null) bring(live);
  }, [live]);

  function bring(nodeId: string): void {
    const node = flow.getInternalNode(nodeId);
    if (!node) return;
    const { transform, width, height } = store.getState();
    const [x, y, zoom] = transform;
    const box = { width: node.measured.width ?? 0, height: node.measured.height ?? 0 };
    const { x: left, y: top } = node.internals.positionAbsolute;
    const inside =
      left * zoom + x >= MARGIN &&
      top * zoom + y >= MARGIN &&
      (left + box.width) * zoom + x <= width - MARGIN &&
      (top + box.height) * zoom + y <= height - MARGIN;
    if (inside) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    void flow.setCenter(left + box.width / 2, top + box.height / 2, {
      zoom: Math.max(zoom, 0.6),
      duration: still ? 0 : MOVE_MS,
    });
  }
  return initial;
}

function firstViewport(): Viewport {
  const { document: flow } = useBuilder.getState();
  const start = flow.flow.nodes.find(({ type }) => type === 'start') ?? flow.flow.nodes[0];
  const { x, y } = (start && nodeOf(flow, start.id)?.position) ?? { x: 0, y: 0 };
  // The canvas has no size yet; the rail beside it is closed when a flow is opened.
  const middle = window.innerWidth / 2;
  return { x: middle - (x + 124) * FIRST_ZOOM, y: TOP - y * FIRST_ZOOM, zoom: FIRST_ZOOM };
}

/**
 * A card out of view is drawn a moment after the camera came, and a menu that is closing may take the focus once more: asks until
 * the focus is there, or somewhere that somebody chose.
 */
function focusCard(nodeId: string, tries = 20): void {
  const card = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(nodeId)}"]`);
  card?.focus({ preventScroll: true });
  requestAnimationFrame(() => {
    const { activeElement } = document;
    const astray = activeElement === document.body || activeElement?.closest('[data-state="closed"]');
    if (tries > 0 && (!card || astray)) focusCard(nodeId, tries - 1);
  });
}
