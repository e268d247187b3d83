/** Lays the whole flow out, top down from Start, and keeps the corners of its connections while their ends stay there. */
import { useMemo } from 'react';
import { create } from 'zustand';
import type { WorkflowDocument } from '../../../types/workflow.ts';
import { moveNodes, type Point } from '../document/edit.ts';
import { useBuilder } from '../store.ts';
import { askLayout } from './askLayout.ts';
import { framesAfter } from './frames.ts';
import { layoutRequest } from './layoutRequest.ts';

interface Routes {
  readonly places: ReadonlyMap<string, Point>;
  readonly routes: ReadonlyMap<string, readonly Point[]>;
}

const useLastLayout = create<Routes>(() => ({ places: new Map(), routes: new Map() }));

/** One step of undo. @throws Error when the layout cannot be made. */
export async function tidy(): Promise<void> {
  const { document, nodeTypes, change, announce } = useBuilder.getState();
  const { positions, routes } = await askLayout(layoutRequest(document, nodeTypes));
  const places = new Map(positions);
  // Set first: the connections are drawn with the cards, not a moment before.
  useLastLayout.setState({ places, routes: new Map(routes) });
  change((current) => framesAfter(current, moveNodes(current, places), nodeTypes));
  announce('tidied');
}

/** Of a flow that was laid out before: the corners, which are not kept. Where a card was moved since, none fit. */
export async function restoreRoutes(): Promise<void> {
  const { document, nodeTypes } = useBuilder.getState();
  const { positions, routes } = await askLayout(layoutRequest(document, nodeTypes));
  useLastLayout.setState({ places: new Map(positions), routes: new Map(routes) });
}

/** Corners of the connections whose ends are where the layout put them. */
export function useRoutes(document: WorkflowDocument): ReadonlyMap<string, readonly Point[]> {
  const { places, routes } = useLastLayout();
  return useMemo(() => {
    if (routes.size === 0) return routes;
    const standing = new Set(
      document.flow.nodes.flatMap(({ id, position }) => {
        const place = places.get(id);
        return place && place.x === position?.x && place.y === position.y ? [id] : [];
      }),
    );
    return new Map(
      document.flow.edges.flatMap(({ id, source, target }) => {
        const route = routes.get(id);
        return route && standing.has(source) && standing.has(target) ? [[id, route] as const] : [];
      }),
    );
  }, [document, places, routes]);
}
