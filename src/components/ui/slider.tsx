import { Slider as Primitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from '../lib/cn.ts';

/** One value on a scale. `label`: its accessible name. */
export function Slider({
  className,
  label,
  ...props
}: ComponentProps<typeof Primitive.Root> & { label: string }) {
  return (
    <Primitive.Root
      data-slot="slider"
      className={cn('relative flex h-6 w-full touch-none items-center select-none', className)}
      {...props}
    >
      <Primitive.Track className="relative h-1.5 w-full grow rounded-full bg-muted">
        <Primitive.Range className="absolute h-full rounded-full bg-primary" />
      </Primitive.Track>
      <Primitive.Thumb
        aria-label={label}
        className="block size-4 rounded-full border-2 border-primary bg-card outline-offset-2 focus-visible:outline-2 before:absolute before:-inset-1 before:content-['']"
      />
    </Primitive.Root>
  );
}
