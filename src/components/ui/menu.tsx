import { DropdownMenu as Primitive } from 'radix-ui';
import { useState, type ComponentProps } from 'react';
import { cn } from '../lib/cn.ts';

/** Not modal: what is around it stays what it is for screen readers, and the next click is not lost. */
export function Menu(props: ComponentProps<typeof Primitive.Root>) {
  return <Primitive.Root modal={false} {...props} />;
}

export const MenuTrigger = Primitive.Trigger;
export const MenuRadioGroup = Primitive.RadioGroup;

/** Over everything, but in the landmark or the dialog that it is opened from. */
export function MenuContent({
  className,
  sideOffset = 4,
  ...props
}: ComponentProps<typeof Primitive.Content>) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <>
      <span ref={setPlace} hidden />
      {place && (
        <Primitive.Portal container={place.closest<HTMLElement>('[role=dialog], header, main')}>
          <Primitive.Content
            data-slot="menu-content"
            sideOffset={sideOffset}
            className={cn('z-50 min-w-44 rounded-md border bg-popover p-1 shadow-md', className)}
            {...props}
          />
        </Primitive.Portal>
      )}
    </>
  );
}

const item =
  'flex h-8 cursor-default items-center gap-2 rounded-sm px-2 outline-none select-none data-[disabled]:opacity-50 data-[highlighted]:bg-muted [&_svg]:size-4';

export function MenuItem({ className, ...props }: ComponentProps<typeof Primitive.Item>) {
  return <Primitive.Item data-slot="menu-item" className={cn(item, className)} {...props} />;
}

export function MenuRadioItem({ className, children, ...props }: ComponentProps<typeof Primitive.RadioItem>) {
  return (
    <Primitive.RadioItem
      data-slot="menu-radio-item"
      className={cn(item, 'relative pl-7', className)}
      {...props}
    >
      <Primitive.ItemIndicator className="absolute left-2.5 size-1.5 rounded-full bg-primary" />
      {children}
    </Primitive.RadioItem>
  );
}

export function MenuLabel({ className, ...props }: ComponentProps<typeof Primitive.Label>) {
  return (
    <Primitive.Label
      data-slot="menu-label"
      className={cn('px-2 py-1.5 text-xs text-muted-foreground', className)}
      {...props}
    />
  );
}

export function MenuSeparator({ className, ...props }: ComponentProps<typeof Primitive.Separator>) {
  return (
    <Primitive.Separator
      data-slot="menu-separator"
      className={cn('my-1 h-px bg-border', className)}
      {...props}
    />
  );
}
