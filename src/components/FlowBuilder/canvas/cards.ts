/** The document as React Flow wants it. A node whose content is the same stays the same object, so that its card is not drawn anew. */
import type { Edge, Node, NodeHandle } from '@xyflow/react';
import type { FlowNode, FlowProblem } from '../../../types/flow.ts';
import type { WorkflowDocument } from '../../../types/workflow.ts';
import type { Point } from '../document/edit.ts';
import { hangUpsOf, outcomesOf, type NodeSpec, type NodeSpecs, type Outcome } from '../document/spec.ts';
import { summaryOf } from '../document/summary.ts';
import { areaSize, cardSize, HANDLE, outcomeX, type Size } from './geometry.ts';
import type { ProblemsByNode } from './problems.ts';

export interface CardData extends Record<string, unknown> {
  readonly node: FlowNode;
  readonly spec: NodeSpec | undefined;
  readonly outcomes: readonly Outcome[];
  readonly hangUps: readonly string[];
  readonly summary: string;
  readonly problems: readonly FlowProblem[];
}

export type Card = Node<CardData, 'card' | 'area'>;

/** Drawn under the cards, connected to nothing. */
export const isArea = (spec: NodeSpec | undefined) => spec?.category === 'canvas';

export interface CardsInput {
  readonly document: WorkflowDocument;
  readonly specs: NodeSpecs;
  readonly problems: ProblemsByNode;
  readonly selection: readonly string[];
  readonly dragged: ReadonlyMap<string, Point> | null;
  readonly labelOf: (data: CardData) => string;
}

interface Kept {
  readonly node: FlowNode;
  readonly problems: readonly FlowProblem[];
  readonly selected: boolean;
  readonly current: boolean;
  readonly at: Point | undefined;
  readonly card: Card;
}

const none: readonly FlowProblem[] = [];

/** Makes cards, keeping those of the call before. A change of language or of node types needs a new maker. */
export function cardMaker(): (input: CardsInput) => Card[] {
  let kept = new Map<string, Kept>();
  return ({ document, specs, problems, selection, dragged, labelOf }) => {
    const selected = new Set(selection);
    const languages = document.config.languages.map(({ language }) => language);
    const current = selection.at(-1) ?? document.flow.nodes.find(({ type }) => type === 'start')?.id;
    const next = new Map<string, Kept>();
    for (const node of document.flow.nodes) {
      const state = {
        node,
        problems: problems.get(node.id) ?? none,
        selected: selected.has(node.id),
        current: node.id === current,
        at: dragged?.get(node.id),
      };
      const before = kept.get(node.id);
      const unchanged =
        before?.node === state.node &&
        before.problems === state.problems &&
        before.selected === state.selected &&
        before.current === state.current &&
        before.at === state.at;
      next.set(node.id, unchanged ? before : { ...state, card: cardOf(state, specs, languages, labelOf) });
    }
    kept = next;
    return [...next.values()].map(({ card }) => card);
  };
}

function cardOf(
  { node, problems, selected, current, at }: Omit<Kept, 'card'>,
  specs: NodeSpecs,
  languages: readonly string[],
  labelOf: CardsInput['labelOf'],
): Card {
  const content = contentOf(node, problems, specs, languages);
  const { spec } = content.data;
  const area = isArea(spec);
  return {
    id: node.id,
    type: area ? 'area' : 'card',
    position: at ?? node.position ?? { x: 0, y: 0 },
    data: content.data,
    selected,
    ...content.size,
    measured: content.size,
    handles: area ? [] : handlesOf(content.data, content.size),
    // Notes lie on frames, both under the cards.
    zIndex: area ? (node.type === 'frame' ? -2 : -1) : 0,
    ...(node.type === 'frame' ? frameHold : {}),
    connectable: !area,
    ariaLabel: labelOf(content.data),
    // One stop of the Tab key for the whole canvas; arrows go on from there.
    domAttributes: { tabIndex: current ? 0 : -1 },
  };
}

/** The inside of a frame stays canvas: it is taken by its title. */
const frameHold = { dragHandle: '.area-title', style: { pointerEvents: 'none' } } as const;

/** What a card shows and how large that is; also for the layout. */
export function contentOf(
  node: FlowNode,
  problems: readonly FlowProblem[],
  specs: NodeSpecs,
  languages: readonly string[],
): { readonly data: CardData; readonly size: Size } {
  const spec = specs.get(node.type);
  const outcomes = outcomesOf(specs, node);
  const summary = summaryOf(node, spec, languages);
  const data: CardData = { node, spec, outcomes, hangUps: hangUpsOf(node), summary, problems };
  const hasError = problems.some(({ severity }) => severity === 'error');
  const size = isArea(spec)
    ? areaSize(node, { width: 240, height: 120 })
    : cardSize({ outcomes, summary, hasError, entered: spec?.entered ?? true });
  return { data, size };
}

function handlesOf({ outcomes, spec }: CardData, { width, height }: Size): NodeHandle[] {
  const half = HANDLE / 2;
  const box = { width: HANDLE, height: HANDLE };
  // React Flow's `Position` is a value at run time; its words are the same.
  const [top, bottom] = ['top', 'bottom'] as unknown as [NodeHandle['position'], NodeHandle['position']];
  const sources = outcomes.map(({ id }, i): NodeHandle => ({
    ...box,
    id,
    type: 'source',
    position: bottom,
    x: outcomeX(i, outcomes.length, width) - half,
    y: height - half,
  }));
  const target: NodeHandle = { ...box, type: 'target', position: top, x: width / 2 - half, y: -half };
  return spec?.entered === false ? sources : [target, ...sources];
}

export interface WireData extends Record<string, unknown> {
  readonly broken: boolean;
  /** Which of the card's outcomes it leaves from. */
  readonly lane: number;
  /** Corners of the last layout, while both ends stand where it put them. */
  readonly route: readonly Point[] | undefined;
}

export type Wire = Edge<WireData, 'wire'>;

/** Connections between nodes that exist, from outcomes that exist. The others are in the Problems list. */
export function wiresOf(
  document: WorkflowDocument,
  specs: NodeSpecs,
  selectedEdge: string | null,
  broken: ReadonlySet<string>,
  routes: ReadonlyMap<string, readonly Point[]>,
): Wire[] {
  const outcomes = new Map(
    document.flow.nodes.map((node) => [node.id, outcomesOf(specs, node).map(({ id }) => id)]),
  );
  const enters = new Map(document.flow.nodes.map(({ id, type }) => [id, specs.get(type)?.entered !== false]));
  return document.flow.edges.flatMap(({ id, source, outcome, target }): Wire[] => {
    const lane = outcomes.get(source)?.indexOf(outcome) ?? -1;
    if (lane < 0 || enters.get(target) !== true) return [];
    return [
      {
        id,
        type: 'wire',
        source,
        sourceHandle: outcome,
        target,
        selected: id === selectedEdge,
        data: { broken: broken.has(id), lane, route: routes.get(id) },
        // The inspector and the outline say the same in words.
        ariaRole: 'presentation',
        ariaLabel: '',
        domAttributes: { 'aria-hidden': true },
        focusable: false,
      },
    ];
  });
}
