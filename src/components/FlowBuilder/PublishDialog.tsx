/** Publishing: what stands in the way, a note, then how far the lines of the new version are synthesised. */
import { CircleCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { WorkflowVersion } from '../../types/workflow.ts';
import { ask, RequestError } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
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
import { Label, Textarea } from '../ui/input.tsx';
import { Progress } from '../ui/progress.tsx';
import { ErrorText } from '../ui/errorText.tsx';
import { useNames } from './names.ts';
import type { Session } from './session.ts';
import { useBuilder } from './store.ts';
import { useView } from './viewState.ts';

interface PublishDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly session: Session;
}

/** The answer of servers that synthesise lines ahead says where to watch it. */
type Published = WorkflowVersion & { readonly preparation?: { readonly events: string } };

export function PublishDialog({ open, onOpenChange, session }: PublishDialogProps) {
  const { t } = useNames();
  const problems = useBuilder((state) => state.problems);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<RequestError | null>(null);
  const [published, setPublished] = useState<Published | null>(null);
  const errors = problems.filter(({ severity }) => severity === 'error').length;

  const change = (next: boolean) => {
    onOpenChange(next);
    if (next) return;
    setPublished(null);
    setError(null);
    setNote('');
  };
  const publish = async () => {
    setBusy(true);
    setError(null);
    try {
      // What is published is what is seen here: saved first, then frozen under that very etag.
      if (!(await session.keeper.flush())) throw unsaved();
      const path = `/workflows/${encodeURIComponent(session.workflow.id)}/publish`;
      const headers = { 'if-match': `"${session.keeper.etag}"` };
      setPublished(await ask<Published>(path, { method: 'POST', body: { note }, headers }));
      await queryClient.invalidateQueries({ queryKey: ['workflows'] });
    } catch (caught) {
      if (!(caught instanceof RequestError)) throw caught;
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  const unsaved = () =>
    new RequestError(0, { code: 'NOT_SAVED', message: t('publish.notSaved'), fix: t('publish.notSavedFix') });

  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>
            {published ? t('publish.done', { version: published.version }) : t('publish.title')}
          </DialogTitle>
          <DialogDescription>{published ? t('publish.doneText') : t('publish.text')}</DialogDescription>
        </DialogHeader>
        <DialogBody className="space-y-3">
          {published ? (
            <Prepared events={published.preparation?.events} />
          ) : (
            <>
              {errors > 0 && (
                <p className="rounded-md border border-destructive/50 p-3">
                  {t('publish.problems', { count: errors })}{' '}
                  <Button
                    variant="link"
                    size="sm"
                    className="px-0"
                    onClick={() => {
                      change(false);
                      useView.setState({ problemsOpen: true });
                    }}
                  >
                    {t('publish.showProblems')}
                  </Button>
                </p>
              )}
              <div className="space-y-1.5">
                <Label htmlFor="publish-note">{t('publish.note')}</Label>
                <Textarea
                  id="publish-note"
                  value={note}
                  maxLength={2_000}
                  placeholder={t('publish.notePlaceholder')}
                  onChange={({ target }) => setNote(target.value)}
                />
              </div>
              {error && (
                <p role="alert" className="text-destructive">
                  <ErrorText error={error} />
                </p>
              )}
            </>
          )}
        </DialogBody>
        <DialogFooter>
          {published ? (
            <Button variant="primary" onClick={() => change(false)}>
              {t('publish.close')}
            </Button>
          ) : (
            <Button variant="primary" disabled={busy || errors > 0} onClick={() => void publish()}>
              {busy ? t('publish.busy') : t('publish.do')}
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

interface Preparation {
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  readonly code?: string;
}

/** Calls are answered meanwhile; a line that is not ready yet is synthesised when it is said. */
function Prepared({ events }: { readonly events: string | undefined }) {
  const { t } = useNames();
  const [state, setState] = useState<Preparation | null>(null);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    if (events === undefined) return;
    const source = new EventSource(events);
    source.addEventListener('message', ({ data }) => {
      const told = JSON.parse(String(data)) as Preparation;
      setState(told);
      if (told.state === 'done' || told.state === 'failed') source.close();
    });
    source.addEventListener('error', () => {
      source.close();
      setBroken(true);
    });
    return () => source.close();
  }, [events]);
  if (events === undefined || state?.state === 'done')
    return (
      <p role="status" className="flex items-center gap-2">
        <CircleCheck aria-hidden className="size-4 text-primary" />
        <span>
          {state ? t('publish.prepared', { count: state.total - state.failed }) : t('publish.live')}
          {state && state.failed > 0 && <> {t('publish.unprepared', { count: state.failed })}</>}
        </span>
      </p>
    );
  if (state?.state === 'failed')
    return (
      <p role="status">
        {t('publish.notPrepared')} <span className="font-mono text-xs">{state.code}</span>
      </p>
    );
  if (broken) return <p role="status">{t('publish.preparationUnknown')}</p>;
  const done = state && state.total > 0 ? state.done : null;
  return (
    <div className="space-y-1.5">
      <p role="status">{t('publish.preparing', { done: state?.done ?? 0, total: state?.total ?? 0 })}</p>
      <Progress aria-label={t('publish.progress')} value={done} max={Math.max(1, state?.total ?? 1)} />
    </div>
  );
}
