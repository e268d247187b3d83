/**
 * A hint that repeats or adds to the accessible name of its child. It comes under a resting pointer and at the focus of the
 * keyboard; it stays while the pointer is on it, and Escape sends it away (WCAG 1.4.13).
 */
import {
  cloneElement,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type HTMLAttributes,
  type ReactElement,
  type ReactNode,
} from 'react';
import { createPortal } from 'react-dom';

const DELAY_MS = 300;
/** The way from the child to the hint. */
const GRACE_MS = 120;
const GAP_PX = 4;

interface TooltipProps {
  readonly content: ReactNode;
  readonly children: ReactElement<HTMLAttributes<HTMLElement>>;
}

export function Tooltip({ content, children }: TooltipProps) {
  const id = useId();
  const [over, setOver] = useState<Place | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const become = (place: Place | null, afterMs = 0) => {
    clearTimeout(timer.current);
    if (afterMs === 0) setOver(place);
    else timer.current = setTimeout(() => setOver(place), afterMs);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!over) return;
    const hide = ({ key }: KeyboardEvent) => key === 'Escape' && setOver(null);
    document.addEventListener('keydown', hide);
    return () => document.removeEventListener('keydown', hide);
  }, [over]);
  const child = cloneElement(children, {
    'aria-describedby': over ? id : undefined,
    onPointerEnter: ({ currentTarget, pointerType }) => {
      if (pointerType !== 'touch') become(placeOf(currentTarget), DELAY_MS);
    },
    onPointerLeave: () => become(null, GRACE_MS),
    onPointerDown: () => become(null),
    onFocus: ({ currentTarget }) => {
      if (currentTarget.matches(':focus-visible')) become(placeOf(currentTarget));
    },
    onBlur: () => become(null),
  });
  return (
    <>
      {child}
      {over &&
        createPortal(
          <Hint
            id={id}
            over={over.rect}
            onPointerEnter={() => become(over)}
            onPointerLeave={() => become(null, GRACE_MS)}
          >
            {content}
          </Hint>,
          over.landmark,
        )}
    </>
  );
}

interface Place {
  readonly rect: DOMRect;
  /** All that is read belongs to one. */
  readonly landmark: Element;
}

const placeOf = (child: Element): Place => ({
  rect: child.getBoundingClientRect(),
  landmark: child.closest('header, main') ?? document.body,
});

interface HintProps extends HTMLAttributes<HTMLDivElement> {
  readonly over: DOMRect;
}

/** Above its child, or below where there is no room; never over the edge of the window. */
function Hint({ over, ...props }: HintProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return;
    const { width, height } = current.getBoundingClientRect();
    const left = over.left + over.width / 2 - width / 2;
    const above = over.top - GAP_PX - height;
    current.style.left = `${Math.max(GAP_PX, Math.min(left, innerWidth - width - GAP_PX))}px`;
    current.style.top = `${above < GAP_PX ? over.bottom + GAP_PX : above}px`;
  }, [over]);
  return (
    <div
      ref={box}
      role="tooltip"
      data-slot="tooltip"
      className="fixed top-0 left-0 z-50 w-max max-w-72 rounded-sm bg-foreground px-2 py-1 text-xs text-background"
      {...props}
    />
  );
}
