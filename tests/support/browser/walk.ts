/** A walk through a page by Tab: where the focus comes, whether it is seen there, and what it never comes to. */
import type { Page } from 'playwright-core';

/** What is wrong, in words. Empty: nothing. */
export async function walk(page: Page, most = 400): Promise<string[]> {
  await page.evaluate(prepare);
  const wrong = new Set<string>();
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(note);
    if (here === 'again') {
      for (const missed of await page.evaluate(missing)) wrong.add(`Tab does not come to ${missed}`);
      return [...wrong];
    }
    if (here !== null) wrong.add(here);
  }
  return [...wrong, `${most} × Tab did not lead around the page`];
}

/** Runs in the page: marks what Tab should come to, and how each looks without the focus. */
function prepare(): void {
  const natural =
    'a[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable="true"]';
  const scope = document.querySelector('[role=dialog]') ?? document.body;
  const names = new Set<string>();
  const reachable = [...scope.querySelectorAll<HTMLElement>(natural)].filter((one) => {
    if (one.tabIndex < 0 || one.matches(':disabled, [inert] *, [aria-hidden=true] *')) return false;
    if (!one.checkVisibility({ visibilityProperty: true }) || one.closest('[data-radix-focus-guard]'))
      return false;
    // Hands the focus on to one of its own at once.
    if (one.matches('[role=tablist], [role=radiogroup]')) return false;
    // Of a group of radio buttons Tab comes to one.
    if (!(one instanceof HTMLInputElement) || one.type !== 'radio') return true;
    if (names.has(one.name)) return false;
    names.add(one.name);
    return true;
  });
  const look = (one: Element) => {
    const { outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor } = getComputedStyle(one);
    return [
      outlineStyle,
      outlineStyle === 'none' ? '' : outlineWidth,
      boxShadow,
      borderColor,
      backgroundColor,
    ].join();
  };
  /** The ring may be around what holds it: a card around its radio button. */
  const around = (one: Element) =>
    [one, one.parentElement, one.parentElement?.parentElement].filter((it) => it instanceof Element);
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  const before = new Map(reachable.map((one) => [one, around(one).map(look)]));
  const tell = (one: Element) =>
    one.outerHTML.slice(0, 140).replace(/ class="[^"]*"?/, '') + ` (${one.textContent.trim().slice(0, 30)})`;
  Object.assign(globalThis, {
    __walk: {
      reachable: new Set(reachable),
      seen: new Set<Element>(),
      before,
      look,
      around,
      tell,
      scope,
      stays: 0,
    },
  });
}

interface Walk {
  readonly reachable: Set<Element>;
  readonly seen: Set<Element>;
  last?: Element;
  stays: number;
  readonly before: Map<Element, string[]>;
  readonly scope: Element;
  look(one: Element): string;
  around(one: Element): Element[];
  tell(one: Element): string;
}

/** Runs in the page, once for each press. null: nothing is wrong here. */
function note(): string | null {
  const walked = (globalThis as unknown as { __walk: Walk }).__walk;
  const { seen, before, look, around, tell, scope } = walked;
  const here = document.activeElement;
  // Beyond the last one Tab is with the browser for a moment.
  if (here === null || here === document.body) return null;
  // A date is come to field by field. What holds the focus longer is all that there is, or what is behind it is missed.
  if (here === walked.last && ++walked.stays < 8) return null;
  if (seen.has(here)) return 'again';
  walked.last = here;
  walked.stays = 0;
  seen.add(here);
  if (!scope.contains(here)) return `Tab leaves the dialog for ${tell(here)}`;
  const then = before.get(here);
  if (then && around(here).every((one, i) => look(one) === then[i]))
    return `The focus is not seen on ${tell(here)}`;
  const { left, top, width, height } = here.getBoundingClientRect();
  if (width < 2 || height < 2) return null; // read, not seen
  const [x, y] = [left + width / 2, top + Math.min(height, innerHeight - top) / 2];
  const top1 = document.elementFromPoint(x, y);
  const hit =
    top1 !== null && (here.contains(top1) || top1.contains(here) || top1.closest('label')?.contains(here));
  return hit ? null : `The focus is under something or out of sight on ${tell(here)}`;
}

/** Runs in the page, at the end. */
function missing(): string[] {
  const { reachable, seen, tell } = (globalThis as unknown as { __walk: Walk }).__walk;
  return [...reachable].filter((one) => !seen.has(one) && one.isConnected).map(tell);
}
