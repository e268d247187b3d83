/** What notes and frames share: they are only drawn. No connection leads there, and the compiler leaves them out. */
import { z } from 'zod';
import { WeaverError } from '../../../types/errors/index.ts';

/** By name, not by value: each theme has its own shades. */
export const areaColour = z.enum(['yellow', 'green', 'blue', 'violet', 'grey']);

/** Pixels at a zoom of 1. */
export const areaSide = z.number().int().min(80).max(8_000);

export const onCanvas = {
  category: 'canvas',
  entered: false,
  outcomesRule: 'None: no call comes here.',
  outcomes: () => [],
  listens: () => false,
  enter: (): never => {
    throw new WeaverError('FLOW_NODE_FAILED', { reason: 'not a step of a call' });
  },
} as const;
