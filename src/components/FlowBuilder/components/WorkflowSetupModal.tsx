/** Everything about a workflow that is not its graph. Each change is handed on at once; the draft keeps it. */
import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from '../../lib/i18n.ts';
import type { WorkflowDocument } from '../../../types/workflow.ts';
import type { WorkflowConfig } from '../../../types/workflowConfig.ts';
import { languagesQuery, providersQuery } from '../../api/setupQueries.ts';
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '../../ui/dialog.tsx';
import { Loading } from '../../ui/state.tsx';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '../../ui/tabs.tsx';
import { GeneralTab } from './setup/GeneralTab.tsx';
import { LanguagesTab } from './setup/LanguagesTab.tsx';
import { PrivacyTab } from './setup/PrivacyTab.tsx';
import { problemsOf, type SetupProblem, type SetupTab } from './setup/problems.ts';
import { ProvidersTab } from './setup/ProvidersTab.tsx';
import { TelephoneTab } from './setup/TelephoneTab.tsx';
import { SetupContext, useSetup, type Setup } from './setup/useSetup.ts';

const PerformanceOptimizationPanel = lazy(async () => ({
  default: (await import('./PerformanceOptimizationPanel.tsx')).PerformanceOptimizationPanel,
}));

export interface WorkflowSetupModalProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Id or slug. */
  readonly workflowId: string;
  readonly document: WorkflowDocument;
  readonly onChange: (config: WorkflowConfig) => void;
  readonly initialTab?: SetupTab;
}

const tabs = ['general', 'languages', 'providers', 'performance', 'telephone', 'privacy'] as const;

export function WorkflowSetupModal({ open, onOpenChange, initialTab, ...rest }: WorkflowSetupModalProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent className="h-[calc(100dvh-2rem)] max-w-4xl md:h-[min(46rem,calc(100dvh-4rem))]">
        <Suspense fallback={<Loading />}>
          <Body {...rest} initialTab={initialTab ?? 'general'} />
        </Suspense>
      </DialogContent>
    </Dialog>
  );
}

type BodyProps = Pick<WorkflowSetupModalProps, 'workflowId' | 'document' | 'onChange'> & {
  readonly initialTab: SetupTab;
};

function Body({ workflowId, document: { config }, onChange, initialTab }: BodyProps) {
  const { t } = useTranslation('setup');
  const [tab, setTab] = useState<string>(initialTab);
  const { data: languages } = useQuery(languagesQuery);
  const { data: providers } = useQuery(providersQuery);
  const setup = useMemo<Setup>(
    () => ({
      config,
      workflowId,
      problems: problemsOf(config, { languages, providers }),
      set: (key, value) => onChange({ ...config, [key]: value }),
    }),
    [config, workflowId, languages, providers, onChange],
  );
  return (
    <SetupContext.Provider value={setup}>
      <DialogHeader className="pb-2">
        <DialogTitle>{t('title')}</DialogTitle>
        <DialogDescription>{t('description', { name: config.name })}</DialogDescription>
      </DialogHeader>
      <Tabs value={tab} onValueChange={setTab} className="min-h-0 flex-1">
        <TabsList aria-label={t('title')}>
          {tabs.map((name) => (
            <TabsTrigger key={name} value={name}>
              {t(`tabs.${name}`)}
              <ProblemMark problems={setup.problems.filter((problem) => problem.tab === name)} />
            </TabsTrigger>
          ))}
        </TabsList>
        <Suspense fallback={<Loading />}>
          {tabs.map((name) => (
            <TabsContent key={name} value={name} className="overflow-y-auto p-4">
              <TabBody name={name} />
            </TabsContent>
          ))}
        </Suspense>
      </Tabs>
    </SetupContext.Provider>
  );
}

function TabBody({ name }: { readonly name: SetupTab }) {
  switch (name) {
    case 'general':
      return <GeneralTab />;
    case 'languages':
      return <LanguagesTab />;
    case 'providers':
      return <ProvidersTab />;
    case 'performance':
      return <PerformanceTab />;
    case 'telephone':
      return <TelephoneTab />;
    case 'privacy':
      return <PrivacyTab />;
  }
}

function PerformanceTab() {
  const { config, workflowId, set } = useSetup();
  return (
    <PerformanceOptimizationPanel
      workflowId={workflowId}
      config={config}
      onChange={(performance) => set('performance', performance)}
    />
  );
}

function ProblemMark({ problems }: { readonly problems: readonly SetupProblem[] }) {
  const { t } = useTranslation('setup');
  if (problems.length === 0) return null;
  const errors = problems.some(({ severity }) => severity === 'error');
  return (
    <span className={errors ? 'ml-1 text-destructive' : 'ml-1 text-warning'}>
      <TriangleAlert aria-hidden className="inline size-3.5 align-[-2px]" />
      <span className="sr-only">{t('problemCount', { count: problems.length })}</span>
    </span>
  );
}
