import type { ComponentProps } from 'react';
import { cn } from '../lib/cn.ts';

const field =
  'w-full min-w-0 rounded-md border border-input bg-card px-2.5 text-foreground placeholder:text-muted-foreground focus-visible:outline-2 focus-visible:-outline-offset-1 aria-invalid:border-destructive disabled:opacity-50';

export function Input({ className, type = 'text', ...props }: ComponentProps<'input'>) {
  return <input data-slot="input" type={type} className={cn(field, 'h-8', className)} {...props} />;
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      data-slot="textarea"
      className={cn(field, 'field-sizing-content min-h-16 resize-y py-1.5', className)}
      {...props}
    />
  );
}

/** The platform's own select: keyboard, touch and screen readers know it. */
export function Select({ className, ...props }: ComponentProps<'select'>) {
  return <select data-slot="select" className={cn(field, 'h-8 pr-7', className)} {...props} />;
}

export function Label({ className, ...props }: ComponentProps<'label'>) {
  return <label data-slot="label" className={cn('block text-[12px] font-medium', className)} {...props} />;
}
