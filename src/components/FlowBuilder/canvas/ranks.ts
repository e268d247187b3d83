/** Which connections decide what stands above what. */
interface Arrow {
  readonly id: string;
  readonly source: string;
  readonly target: string;
}

/** Ids of connections that lead back to where the call has been: walked depth first from `nodes`, in their order. */
export function leadBack(edges: readonly Arrow[], nodes: readonly string[]): ReadonlySet<string> {
  const leaving = Map.groupBy(edges, ({ source }) => source);
  const entered = new Set(edges.flatMap(({ source, target }) => (source === target ? [] : [target])));
  const back = new Set<string>();
  const state = new Map<string, 'open' | 'done'>();
  // Without recursion: a flow may be a thousand steps deep.
  const walk = (root: string) => {
    const path = [{ id: root, next: 0 }];
    state.set(root, 'open');
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const edge = leaving.get(top.id)?.[top.next++];
      if (!edge) {
        state.set(top.id, 'done');
        path.pop();
      } else if (state.get(edge.target) === 'open') back.add(edge.id);
      else if (!state.has(edge.target)) {
        state.set(edge.target, 'open');
        path.push({ id: edge.target, next: 0 });
      }
    }
  };
  for (const id of [...nodes.filter((id) => !entered.has(id)), ...nodes]) if (!state.has(id)) walk(id);
  return back;
}

/**
 * Dagre gives a connection a place in every rank that it passes. To a node that a hundred others lead to (an End, a person)
 * that is most of the drawing and nearly all of the time, so only those from the lowest nodes count.
 */
const MOST_INTO_ONE = 6;

export function withoutRush<Edge extends Arrow>(edges: readonly Edge[]): readonly Edge[] {
  const into = Map.groupBy(edges, ({ target }) => target);
  if ([...into.values()].every((list) => list.length <= MOST_INTO_ONE)) return edges;
  const depth = depthsOf(edges);
  const low = ({ source }: Edge) => depth.get(source) ?? 0;
  return [...into.values()].flatMap((list) =>
    list.length <= MOST_INTO_ONE ? list : [...list].sort((a, b) => low(b) - low(a)).slice(0, MOST_INTO_ONE),
  );
}

/** The fewest connections from a node that nothing leads to. */
function depthsOf(edges: readonly Arrow[]): ReadonlyMap<string, number> {
  const leaving = Map.groupBy(edges, ({ source }) => source);
  const entered = new Set(edges.map(({ target }) => target));
  const depth = new Map<string, number>();
  let row = [...leaving.keys()].filter((id) => !entered.has(id));
  for (let at = 0; row.length > 0; at++) {
    for (const id of row) depth.set(id, at);
    row = [...new Set(row.flatMap((id) => leaving.get(id)?.map(({ target }) => target) ?? []))].filter(
      (id) => !depth.has(id),
    );
  }
  return depth;
}
