/** All call flows of this server: open one, begin another, bring one in, take one out, remove one. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Upload, X } from 'lucide-react';
import { useRef, useState, type ChangeEvent } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { useLocation } from 'wouter';
import type { Workflow } from '../../types/workflow.ts';
import { RequestError } from '../api/client.ts';
import { workflowsQuery } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import { Failure, Loading } from '../ui/state.tsx';
import { ErrorText } from '../ui/errorText.tsx';
import { DeleteFlowDialog } from './DeleteFlowDialog.tsx';
import { importFlow } from './files.ts';
import { FirstFlow } from './FirstFlow.tsx';
import { FlowCard } from './FlowCard.tsx';
import { flowCardsQuery } from './flowCards.ts';
import { NewFlowDialog } from './NewFlowDialog.tsx';

export function WorkflowsScreen() {
  const { t } = useTranslation('flows');
  const workflows = useQuery(workflowsQuery);
  const cards = useQuery(flowCardsQuery);
  const [creating, setCreating] = useState(false);
  const [deleting, setDeleting] = useState<Workflow | null>(null);
  if (workflows.isPending) return <Loading screen />;
  if (workflows.isError)
    return <Failure screen error={workflows.error} retry={() => void workflows.refetch()} />;
  const begin = () => setCreating(true);
  return (
    <div className="mx-auto max-w-5xl space-y-4 p-4 pb-24 md:p-6 md:pb-24">
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="mr-auto text-xl font-semibold">{t('title')}</h1>
        <ImportButton taken={workflows.data.map(({ slug }) => slug)} />
        <Button variant="primary" onClick={begin}>
          <Plus aria-hidden /> {t('new.open')}
        </Button>
      </div>
      {workflows.data.length === 0 ? (
        <FirstFlow onBegin={begin} />
      ) : (
        <ul className="grid gap-3 md:grid-cols-2">
          {workflows.data.map((workflow) => (
            <FlowCard
              key={workflow.id}
              workflow={workflow}
              details={cards.data?.get(workflow.id)}
              onDelete={() => setDeleting(workflow)}
            />
          ))}
        </ul>
      )}
      <NewFlowDialog open={creating} onOpenChange={setCreating} />
      {deleting && <DeleteFlowDialog workflow={deleting} onClose={() => setDeleting(null)} />}
    </div>
  );
}

function ImportButton({ taken }: { readonly taken: readonly string[] }) {
  const { t } = useTranslation('flows');
  const client = useQueryClient();
  const [, go] = useLocation();
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<RequestError | null>(null);
  const read = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    target.value = '';
    if (!file) return;
    setError(null);
    try {
      const { slug } = await importFlow(file, taken);
      await client.invalidateQueries({ queryKey: ['workflows'] });
      go(`/flows/${slug}`);
    } catch (caught) {
      if (!(caught instanceof RequestError)) throw caught;
      setError(caught);
    }
  };
  return (
    <>
      <Button onClick={() => input.current?.click()}>
        <Upload aria-hidden /> {t('import')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label={t('import')}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => void read(event)}
      />
      {error && (
        // Over the list: it moves nothing.
        <div
          role="alert"
          className="fixed inset-x-4 bottom-4 z-40 mx-auto flex max-w-xl items-start gap-2 rounded-lg border border-destructive/50 bg-popover p-3 shadow-lg"
        >
          <p className="min-w-0 flex-1 text-destructive">
            {t('importFailed')} <ErrorText error={error} />
          </p>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={t('importDismiss')}
            onClick={() => setError(null)}
          >
            <X />
          </Button>
        </div>
      )}
    </>
  );
}
