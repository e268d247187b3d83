/** How the draft stands, in words. */
import { CircleAlert, CloudOff, LoaderCircle } from 'lucide-react';
import { inOneLine, useErrorText } from '../lib/serverTexts.ts';
import { Button } from '../ui/button.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { useNames } from './names.ts';
import type { DraftKeeper } from './saving/draftKeeper.ts';
import { useSaving } from './session.ts';
import { useBuilder } from './store.ts';

export function SavedState({ keeper }: { readonly keeper: DraftKeeper }) {
  const { t } = useNames();
  const saving = useSaving((state) => state.saving);
  const textOf = useErrorText();
  const failure = 'failure' in saving ? textOf(saving.failure) : { message: '', fix: '' };
  switch (saving.state) {
    case 'saved':
    case 'changed':
    case 'saving':
      return (
        <span
          role="status"
          className="flex items-center gap-1 text-xs whitespace-nowrap text-muted-foreground"
        >
          {saving.state === 'saving' && <LoaderCircle aria-hidden className="size-3 animate-spin" />}
          {t(`saving.${saving.state}`)}
        </span>
      );
    case 'waiting':
    case 'refused':
      return (
        <span role="alert" className="flex min-w-0 items-center gap-1.5 text-xs text-destructive">
          <CloudOff aria-hidden className="size-3.5 shrink-0" />
          <Tooltip content={inOneLine(failure)}>
            <span tabIndex={0} className="truncate">
              {t(`saving.${saving.state}`, {
                reason: saving.failure.code === 'NETWORK' ? t('saving.network') : failure.message,
              })}{' '}
              <span className="font-mono">{saving.failure.code}</span>
            </span>
          </Tooltip>
          <Button size="sm" onClick={() => void keeper.flush()}>
            {t('saving.now')}
          </Button>
        </span>
      );
    case 'shrunk':
      return (
        <span role="alert" className="flex min-w-0 items-center gap-1.5 text-xs text-destructive">
          <CircleAlert aria-hidden className="size-3.5 shrink-0" />
          <span>{t('saving.shrunk', { before: saving.shrink.before, after: saving.shrink.after })}</span>
          <Button size="sm" onClick={() => useBuilder.getState().undo()}>
            {t('commands.undo')}
          </Button>
          <Button size="sm" variant="destructive" onClick={() => keeper.allowShrink()}>
            {t('saving.shrinkAnyway')}
          </Button>
        </span>
      );
    case 'conflict':
      return (
        <span role="alert" className="text-xs text-destructive">
          {t('saving.conflict')}
        </span>
      );
  }
}

const unsaved: ReadonlySet<string> = new Set(['waiting', 'refused', 'shrunk']);

/** Where the toolbar is covered: only what somebody has to know. */
export function NotSaved({ keeper }: { readonly keeper: DraftKeeper }) {
  const hidden = useSaving(({ saving }) => !unsaved.has(saving.state));
  if (hidden) return null;
  return (
    <div className="flex border-t p-3">
      <SavedState keeper={keeper} />
    </div>
  );
}
