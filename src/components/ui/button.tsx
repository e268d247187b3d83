import { cva, type VariantProps } from 'class-variance-authority';
import { Children, cloneElement, type ComponentProps, type ReactElement } from 'react';
import { cn } from '../lib/cn.ts';

const button = cva(
  'inline-flex items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors outline-offset-2 focus-visible:outline-2 disabled:pointer-events-none disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'bg-primary text-primary-foreground hover:bg-primary/90',
        outline: 'border border-input/60 bg-card hover:bg-muted aria-pressed:bg-accent',
        ghost: 'hover:bg-muted aria-pressed:bg-accent',
        destructive: 'bg-destructive text-destructive-foreground hover:bg-destructive/90',
        link: 'text-primary underline-offset-4 hover:underline',
      },
      size: {
        md: 'h-8 px-3',
        sm: 'h-7 px-2.5',
        icon: 'size-8 shrink-0',
        'icon-sm': 'size-7 shrink-0',
      },
    },
    defaultVariants: { variant: 'outline', size: 'md' },
  },
);

export type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof button> & {
    /** Its only child, a link say, looks and behaves like it. */
    asChild?: boolean;
  };

export function Button({
  className,
  variant,
  size,
  asChild = false,
  type = 'button',
  children,
  ...props
}: ButtonProps) {
  const look = cn(button({ variant, size }), className);
  if (asChild) {
    const child = Children.only(children) as ReactElement<{ className?: string; 'data-slot'?: string }>;
    return cloneElement(child, {
      'data-slot': 'button',
      ...props,
      className: cn(look, child.props.className),
    });
  }
  return (
    <button data-slot="button" type={type} className={look} {...props}>
      {children}
    </button>
  );
}
