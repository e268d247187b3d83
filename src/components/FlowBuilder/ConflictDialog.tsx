/** Somebody else saved, and both changed the same thing: both documents are safe until somebody chooses. */
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Workflow, WorkflowDocument } from '../../types/workflow.ts';
import { ask, RequestError } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '../ui/dialog.tsx';
import { Input, Label } from '../ui/input.tsx';
import { ErrorText } from '../ui/errorText.tsx';
import { differencesOf, type Difference } from './document/differences.ts';
import { useNames } from './names.ts';
import type { Session } from './session.ts';
import { useSaving } from './session.ts';
import { useBuilder } from './store.ts';

export function ConflictDialog({ session }: { readonly session: Session }) {
  const { t } = useNames();
  const [, go] = useLocation();
  const saving = useSaving((state) => state.saving);
  const mine = useBuilder((state) => state.document);
  const [slug, setSlug] = useState(`${session.workflow.slug}-2`);
  const [error, setError] = useState<RequestError | null>(null);
  if (saving.state !== 'conflict') return null;
  const { theirs } = saving;
  const takeTheirs = () => {
    session.keeper.replace(theirs);
    useBuilder.getState().change(() => theirs.document);
  };
  const keepAsNew = async () => {
    try {
      const name = `${mine.config.name} (${slug})`.slice(0, 120);
      const copy: WorkflowDocument = { ...mine, config: { ...mine.config, name } };
      await ask<Workflow>('/workflows', { method: 'POST', body: { slug, name, document: copy } });
    } catch (caught) {
      if (!(caught instanceof RequestError)) throw caught;
      return setError(caught);
    }
    takeTheirs();
    await queryClient.invalidateQueries({ queryKey: ['workflows'] });
    go(`/flows/${slug}`);
  };
  return (
    <Dialog open>
      <DialogContent className="max-w-xl [&>button:last-child]:hidden">
        <DialogHeader>
          <DialogTitle>{t('conflict.title')}</DialogTitle>
          <DialogDescription>{t('conflict.text')}</DialogDescription>
        </DialogHeader>
        <DialogBody className="space-y-3">
          <div className="grid gap-3 sm:grid-cols-2">
            <Changes title={t('conflict.mine')} list={differencesOf(theirs.document, mine)} />
            <Changes title={t('conflict.theirs')} list={differencesOf(mine, theirs.document)} />
          </div>
          <div className="flex items-end gap-2 border-t pt-3">
            <div className="min-w-0 flex-1 space-y-1">
              <Label htmlFor="conflict-slug">{t('conflict.slug')}</Label>
              <Input
                id="conflict-slug"
                value={slug}
                aria-invalid={error !== null}
                onChange={({ target }) => setSlug(target.value)}
              />
            </div>
            <Button onClick={() => void keepAsNew()}>{t('conflict.asNew')}</Button>
          </div>
          {error && (
            <p role="alert" className="text-destructive">
              <ErrorText error={error} />
            </p>
          )}
        </DialogBody>
        <DialogFooter>
          <Button onClick={takeTheirs}>{t('conflict.takeTheirs')}</Button>
          <Button
            variant="primary"
            onClick={() => {
              session.keeper.keepMine();
            }}
          >
            {t('conflict.keepMine')}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

const MOST_SHOWN = 12;

function Changes({ title, list }: { readonly title: string; readonly list: readonly Difference[] }) {
  const { t, node: nameOf } = useNames();
  return (
    <section className="space-y-1.5">
      <h3 className="font-semibold">{title}</h3>
      <ul className="space-y-1">
        {list.slice(0, MOST_SHOWN).map(({ what, node }) => (
          <li key={node?.id ?? ''} className="flex items-center gap-1.5">
            <Badge tone={what === 'added' ? 'good' : what === 'removed' ? 'bad' : 'warning'}>
              {t(`differences.${what}`)}
            </Badge>
            <span className="truncate">
              {node
                ? nameOf({ type: node.type, ...(node.label === undefined ? {} : { label: node.label }) })
                : t('differences.setup')}
            </span>
          </li>
        ))}
      </ul>
      {list.length > MOST_SHOWN && (
        <p className="text-xs text-muted-foreground">
          {t('differences.more', { count: list.length - MOST_SHOWN })}
        </p>
      )}
    </section>
  );
}
