/** What lies in a frame. Only for moving and drawing: which steps belong to a flexible group is written in the document. */
import type { FlowNode } from '../../../types/flow.ts';
import type { WorkflowDocument } from '../../../types/workflow.ts';
import { nodeOf, placeArea, type Point } from '../document/edit.ts';
import { snapped } from '../document/place.ts';
import type { NodeSpecs } from '../document/spec.ts';
import { contentOf } from './cards.ts';

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Ids of nodes wholly inside the frame, itself left out. */
export function insideOf(document: WorkflowDocument, specs: NodeSpecs, frame: FlowNode): string[] {
  const languages = document.config.languages.map(({ language }) => language);
  const outer = boxOf(frame, specs, languages);
  if (!outer) return [];
  return document.flow.nodes.flatMap((node) => {
    const box = node.id === frame.id ? null : boxOf(node, specs, languages);
    return box && holds(outer, box) ? [node.id] : [];
  });
}

function boxOf(node: FlowNode, specs: NodeSpecs, languages: readonly string[]): Box | null {
  if (!node.position) return null;
  const { x, y } = node.position;
  const { width, height } = contentOf(node, [], specs, languages).size;
  return { left: x, top: y, right: x + width, bottom: y + height };
}

const holds = (outer: Box, inner: Box): boolean =>
  inner.left >= outer.left &&
  inner.top >= outer.top &&
  inner.right <= outer.right &&
  inner.bottom <= outer.bottom;

/** The nodes with all that lies in the frames among them: a frame takes its content along. */
export function takenAlong(
  document: WorkflowDocument,
  specs: NodeSpecs,
  ids: readonly string[],
): ReadonlySet<string> {
  const frames = document.flow.nodes.filter(({ id, type }) => type === 'frame' && ids.includes(id));
  return new Set([...ids, ...frames.flatMap((frame) => insideOf(document, specs, frame))]);
}

/** Cards were laid out anew: frames go where their cards went, a group's around its steps. */
export function framesAfter(
  before: WorkflowDocument,
  after: WorkflowDocument,
  specs: NodeSpecs,
): WorkflowDocument {
  const isStep = (id: string) => specs.get(nodeOf(before, id)?.type ?? '')?.category !== 'canvas';
  return before.flow.nodes.reduce((document, node) => {
    if (node.type !== 'frame') return document;
    const { flex, members } = node.data;
    const group = flex === true && Array.isArray(members) ? (members as { node?: string }[]) : [];
    const held = [...insideOf(before, specs, node), ...group.flatMap(({ node: id = '' }) => id)];
    const around = frameAround(document, specs, held.filter(isStep));
    return around ? placeArea(document, node.id, around) : document;
  }, after);
}

/** Room for a frame's title above what it holds. */
const TITLE = 60;
const AROUND = 20;

/** A frame around cards, on the grid; null: none of them has a place. */
export function frameAround(
  document: WorkflowDocument,
  specs: NodeSpecs,
  ids: readonly string[],
): { readonly position: Point; readonly width: number; readonly height: number } | null {
  const languages = document.config.languages.map(({ language }) => language);
  const boxes = document.flow.nodes.flatMap((node) =>
    ids.includes(node.id) ? (boxOf(node, specs, languages) ?? []) : [],
  );
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map((box) => box.left)) - AROUND;
  const top = Math.min(...boxes.map((box) => box.top)) - TITLE;
  return {
    position: snapped({ x: left, y: top }),
    width: Math.max(...boxes.map(({ right }) => right)) - left + 2 * AROUND,
    height: Math.max(...boxes.map(({ bottom }) => bottom)) - top + 2 * AROUND,
  };
}
