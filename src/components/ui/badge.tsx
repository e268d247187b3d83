import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from '../lib/cn.ts';

const badge = cva(
  'inline-flex h-5 items-center gap-1 rounded-sm border px-1.5 text-xs font-medium whitespace-nowrap [&_svg]:size-3',
  {
    variants: {
      tone: {
        neutral: 'bg-muted text-foreground',
        good: 'border-primary/40 bg-primary/10 text-primary',
        warning: 'border-warning/40 bg-warning/10 text-warning',
        bad: 'border-destructive/40 bg-destructive/10 text-destructive',
        live: 'border-live/40 bg-live/10 text-live',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

export function Badge({ className, tone, ...props }: ComponentProps<'span'> & VariantProps<typeof badge>) {
  return <span data-slot="badge" className={cn(badge({ tone }), className)} {...props} />;
}
