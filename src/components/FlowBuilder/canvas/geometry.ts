/**
 * How large a card is and where its handles are, from the node alone: React Flow then measures nothing, draws only what is in
 * view from the first frame on, and the layout knows sizes of cards that were never drawn. The card's styles keep to these.
 */
import type { FlowNode } from '../../../types/flow.ts';
import { cardWidth } from '../document/place.ts';
import type { Outcome } from '../document/spec.ts';

export const HEADER = 46;
export const BODY = 46;
export const PROBLEM = 40;
export const CELL = 28;
export const HANDLE = 12;

export interface CardContent {
  readonly outcomes: readonly Outcome[];
  readonly summary: string;
  readonly hasError: boolean;
  readonly entered: boolean;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export function cardSize({ outcomes, summary, hasError }: CardContent): Size {
  const cells = outcomes.length;
  return {
    width: cardWidth(cells),
    height: HEADER + (summary === '' ? 0 : BODY) + (hasError ? PROBLEM : 0) + (cells > 0 ? CELL : 0),
  };
}

/** A note or a frame has the size that somebody gave it. */
export function areaSize({ data }: Pick<FlowNode, 'data'>, least: Size): Size {
  const given = (name: string, fallback: number) =>
    typeof data[name] === 'number' && data[name] >= 40 ? data[name] : fallback;
  return { width: given('width', least.width), height: given('height', least.height) };
}

/** Where an outcome's handle is, from the card's left edge to its middle. */
export function outcomeX(index: number, count: number, width: number): number {
  return ((index + 0.5) * width) / Math.max(1, count);
}
