import { cn } from '../../lib/cn.ts';
import type { NodeSpec } from '../document/spec.ts';
import { iconOf, tintOf } from './icons.ts';

/** The tinted square of a node type. */
export function NodeIcon({
  spec,
  className,
}: {
  readonly spec: NodeSpec | undefined;
  readonly className?: string;
}) {
  const Icon = iconOf(spec?.icon, spec?.category);
  const tint = tintOf(spec?.category);
  return (
    <span
      aria-hidden
      className={cn('flex size-6 shrink-0 items-center justify-center rounded-sm border', className)}
      style={{
        background: `color-mix(in oklab, ${tint} 14%, var(--card))`,
        borderColor: `color-mix(in oklab, ${tint} 40%, var(--card))`,
      }}
    >
      <Icon className="size-3.5" />
    </span>
  );
}
