import { Tooltip as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';

const DELAY_MS = 300;

/** A hint that repeats or adds to the accessible name of its child. */
export function Tooltip({
  content,
  children,
}: {
  readonly content: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <Primitive.Provider delayDuration={DELAY_MS}>
      <Primitive.Root>
        <Primitive.Trigger asChild>{children}</Primitive.Trigger>
        <Primitive.Portal>
          <Primitive.Content
            sideOffset={4}
            className="z-50 max-w-72 rounded-sm bg-foreground px-2 py-1 text-xs text-background"
          >
            {content}
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </Primitive.Provider>
  );
}
