/** Tells somebody who watches one call where it is. */
import type { CallObserver } from '../../types/callObserver.ts';
import type { TurnState } from './state.ts';

/** @param pathBefore how many nodes the call had entered before the step */
export function tellSteps(
  observer: CallObserver | undefined,
  { flow: { path } }: TurnState,
  pathBefore: number,
  opened: TurnState['turn'],
): void {
  if (!observer) return;
  if (opened) observer.opened?.({ index: opened.index, input: opened.input, caller: opened.caller });
  // A turn that was taken back leaves a shorter path: the call is where it was.
  const entered = path.length < pathBefore ? path.slice(-1) : path.slice(pathBefore);
  for (const { nodeId } of entered) observer.node?.(nodeId);
}
