/** What a screen shows while there is nothing to show: why, and what to do next. */
import { RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { RequestError } from '../api/client.ts';
import { useErrorText } from '../lib/serverTexts.ts';
import { cn } from '../lib/cn.ts';
import { Button } from './button.tsx';

interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly className?: string;
  /** It is all that there is on the screen. */
  readonly screen?: boolean;
}

export function Empty({ title, children, action, className, screen = false }: EmptyProps) {
  const Title = screen ? 'h1' : 'p';
  return (
    <div className={cn('flex flex-col items-center gap-3 px-6 py-12 text-center', className)}>
      <Title className="text-lg font-semibold">{title}</Title>
      {children && <p className="max-w-md text-muted-foreground">{children}</p>}
      {action}
    </div>
  );
}

interface FailureProps {
  readonly error: unknown;
  readonly retry?: () => void;
  /** It is all that there is on the screen. */
  readonly screen?: boolean;
}

/** An error with its code and a way out. */
export function Failure({ error, retry, screen = false }: FailureProps) {
  const Title = screen ? 'h1' : 'p';
  const { t } = useTranslation();
  const textOf = useErrorText();
  const known = error instanceof RequestError ? error : null;
  const text = known ? textOf(known) : { message: t('error.unknown'), fix: '' };
  return (
    <div role="alert" className="m-4 max-w-xl space-y-2 rounded-lg border border-destructive/50 bg-card p-4">
      <Title className="font-semibold">{text.message}</Title>
      {text.fix !== '' && <p>{text.fix}</p>}
      <p className="font-mono text-xs text-muted-foreground">{known?.code ?? String(error)}</p>
      {retry && (
        <Button onClick={retry}>
          <RefreshCw aria-hidden /> {t('retry')}
        </Button>
      )}
    </div>
  );
}

/** A block of the size of what is coming, so that nothing jumps when it comes. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <div aria-hidden className={cn('animate-pulse rounded-md bg-muted', className)} />;
}

export function Loading({ screen = false }: { readonly screen?: boolean }) {
  const { t } = useTranslation();
  const Title = screen ? 'h1' : 'span';
  return (
    <div role="status" className="space-y-3 p-4">
      <Title className="sr-only">{t('loading')}</Title>
      <Skeleton className="h-8 w-56" />
      <Skeleton className="h-40 w-full" />
    </div>
  );
}
