/**
 * Where the focus was before a dialog or a menu took it. Dialogs here are opened by what happened, not by a trigger of their own;
 * without this their closing would leave somebody who has no pointer at the top of the page.
 */
/** With the marks at both ends of the page that lead the focus back into a dialog, and go with it. */
const floating = '[role=dialog], [role=menu], [role=listbox], [data-radix-focus-guard]';
let last: HTMLElement | null = null;

/** From the first moment of the page on: dialogs are loaded when they are opened. */
export function followFocus(): void {
  const remember = (place: EventTarget | null) => {
    if (place instanceof HTMLElement && !place.closest(floating)) last = place;
  };
  document.addEventListener('focusin', ({ target }) => remember(target));
  // A button that is pressed does not get the focus everywhere, and that of a menu nowhere.
  const pressed = ({ target }: Event) =>
    remember(target instanceof Element ? target.closest('button') : null);
  document.addEventListener('pointerdown', pressed, { capture: true });
}

/** What had it may be gone: a call that was deleted, a row that was removed. */
export function focusAsBefore(): void {
  const isLost = document.activeElement?.matches('body') ?? true;
  const place = last?.isConnected ? last : isLost ? document.querySelector<HTMLElement>('main') : null;
  place?.focus({ preventScroll: true });
}
