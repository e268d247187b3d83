import { Progress as Primitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from '../lib/cn.ts';

/** How far something is. `value`: 0 to `max`; null: at work, nobody knows how long. Name it with `aria-label` or a label. */
export function Progress({ className, value, max = 100, ...props }: ComponentProps<typeof Primitive.Root>) {
  const share = value === null || value === undefined ? null : Math.min(1, Math.max(0, value / max));
  return (
    <Primitive.Root
      data-slot="progress"
      value={value ?? null}
      max={max}
      className={cn('relative h-1.5 w-full overflow-hidden rounded-full bg-muted', className)}
      {...props}
    >
      <Primitive.Indicator
        data-slot="progress-indicator"
        className={cn(
          'h-full w-full origin-left rounded-full bg-primary transition-transform duration-200 ease-out',
          share === null && 'animate-pulse opacity-60',
        )}
        style={{ transform: `scaleX(${share ?? 1})` }}
      />
    </Primitive.Root>
  );
}
