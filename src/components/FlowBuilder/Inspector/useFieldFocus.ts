import { useEffect, type RefObject } from 'react';
import { useBuilder } from '../store.ts';
import { pathKey, type Path } from './schema/paths.ts';

const TRIES = 10;
const CONTROLS = ':is(input, textarea, select, button, [role="switch"]):not([disabled])';

/**
 * Goes to the field that somebody asked for (from the list of problems). Lists on the way open first, so the field may take a
 * few frames to be there; where it is not drawn at all, the innermost thing around it is focused.
 */
export function useFieldFocus(nodeId: string, body: RefObject<HTMLElement | null>): void {
  const focus = useBuilder((state) => (state.focus?.nodeId === nodeId ? state.focus : null));
  useEffect(() => {
    if (!focus) return undefined;
    let left = TRIES;
    let frame = requestAnimationFrame(function look() {
      const exact = elementOf(body.current, focus.path);
      if (!exact && --left > 0) {
        frame = requestAnimationFrame(look);
        return;
      }
      const field = exact ?? around(body.current, focus.path);
      field?.scrollIntoView({ block: 'center' });
      controlOf(field)?.focus({ preventScroll: true });
      useBuilder.getState().clearFocus();
    });
    return () => cancelAnimationFrame(frame);
  }, [focus, body]);
}

/** The control itself rather than the buttons beside its name. */
function controlOf(field: HTMLElement | null): HTMLElement | null | undefined {
  return (
    field?.querySelector<HTMLElement>(':is(input, textarea, select, [role="switch"]):not([disabled])') ??
    field?.querySelector<HTMLElement>(CONTROLS)
  );
}

function elementOf(body: HTMLElement | null, path: Path): HTMLElement | null {
  return body?.querySelector<HTMLElement>(`[data-path="${CSS.escape(pathKey(path))}"]`) ?? null;
}

function around(body: HTMLElement | null, path: Path): HTMLElement | null {
  for (let length = path.length - 1; length > 0; length--) {
    const found = elementOf(body, path.slice(0, length));
    if (found) return found;
  }
  return body;
}
