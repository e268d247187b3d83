/** The test call by itself, at its own address. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { workflowQuery } from '../api/queries.ts';
import { useTranslation } from '../lib/i18n.ts';
import { usePageTitle } from '../lib/pageTitle.ts';
import { TestCallPanel } from './TestCallPanel.tsx';

const nowhere = () => undefined;

export function TestCallScreen({ workflowId }: { readonly workflowId: string }) {
  const { t } = useTranslation('testCall');
  const workflow = useQuery(workflowQuery(workflowId));
  usePageTitle(workflow.data && `${t('title')}: ${workflow.data.name}`);
  return (
    <div className="mx-auto flex h-full max-w-2xl flex-col md:py-6">
      <h1 className="px-3 py-2 text-xl font-semibold md:px-0">
        <Link href={`/flows/${workflowId}`} className="hover:underline focus-visible:outline-2">
          {workflow.data?.name ?? workflowId}
        </Link>
      </h1>
      <TestCallPanel
        workflowId={workflowId}
        onNode={nowhere}
        className="min-h-0 flex-1 max-md:static max-md:z-auto md:w-full md:rounded-lg md:border"
      />
    </div>
  );
}
