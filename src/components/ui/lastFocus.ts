/**
 * Where the focus was before a dialog or a menu took it. Dialogs here are opened by what happened, not by a trigger of their own;
 * without this their closing would leave somebody who has no pointer at the top of the page.
 */
const floating = '[role=dialog], [role=menu], [role=listbox]';
let last: HTMLElement | null = null;

/** From the first moment of the page on: dialogs are loaded when they are opened. */
export function followFocus(): void {
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && !target.closest(floating)) last = target;
  });
}

/** What had it may be gone: a call that was deleted, a row that was removed. */
export function focusAsBefore(): void {
  const place = last?.isConnected ? last : document.querySelector<HTMLElement>('main');
  place?.focus({ preventScroll: true });
}
