/** Above the flow: its name, whether it is saved, undo, the view, problems, and what one does with a flow. */
import {
  CircleAlert,
  CircleCheck,
  History,
  List,
  Network,
  Phone,
  Redo2,
  Rocket,
  Search,
  Settings2,
  TriangleAlert,
  Undo2,
  Variable,
} from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { workflowQuery } from '../api/queries.ts';
import { cn } from '../lib/cn.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { signOf } from './keys.ts';
import { useNames } from './names.ts';
import { SavedState } from './SavedState.tsx';
import type { Session } from './session.ts';
import { useBuilder, useHistory } from './store.ts';
import { openFind, useView } from './viewState.ts';

export type Opened = 'setup' | 'versions' | 'publish' | 'test' | null;

interface ToolbarProps {
  readonly session: Session;
  readonly opened: Opened;
  readonly onOpen: (opened: Opened) => void;
  /** A narrow screen has the outline only. */
  readonly narrow: boolean;
}

export function Toolbar({ session, opened, onOpen, narrow }: ToolbarProps) {
  const { t } = useNames();
  const name = useBuilder((state) => state.document.config.name);
  const variables = useView((view) => view.variables);
  const { canUndo, canRedo } = useHistory();
  const { undo, redo } = useBuilder.getState();
  const workflow = useQuery({ ...workflowQuery(session.workflow.id), initialData: session.workflow });
  const { publishedVersion } = workflow.data;
  return (
    <section
      aria-label={t('toolbar.label')}
      className="flex min-h-11 shrink-0 flex-wrap items-center gap-1 border-b bg-card px-3 py-1"
    >
      <h1 className="max-w-60 truncate font-semibold">{name}</h1>
      <Badge className="max-sm:hidden">
        {publishedVersion === null
          ? t('toolbar.neverPublished')
          : t('toolbar.version', { version: publishedVersion })}
      </Badge>
      <span className="mx-1 flex min-w-0 items-center">
        <SavedState keeper={session.keeper} />
      </span>
      <span className="flex-1" />
      <Tool name={t('commands.undo')} sign={signOf('undo')} disabled={!canUndo} onClick={undo}>
        <Undo2 />
      </Tool>
      <Tool name={t('commands.redo')} sign={signOf('redo')} disabled={!canRedo} onClick={redo}>
        <Redo2 />
      </Tool>
      <Tool name={t('commands.find')} sign={signOf('find')} onClick={openFind}>
        <Search />
      </Tool>
      {!narrow && <ViewSwitch />}
      <ProblemsButton />
      <Button
        variant="ghost"
        size="sm"
        aria-pressed={variables}
        onClick={() => useView.setState({ variables: !variables })}
      >
        <Variable aria-hidden /> <span className="max-lg:sr-only">{t('toolbar.variables')}</span>
      </Button>
      <Button variant="ghost" size="sm" onClick={() => onOpen('setup')}>
        <Settings2 aria-hidden /> <span className="max-lg:sr-only">{t('toolbar.setup')}</span>
      </Button>
      <Button variant="ghost" size="sm" onClick={() => onOpen('versions')}>
        <History aria-hidden /> <span className="max-lg:sr-only">{t('toolbar.versions')}</span>
      </Button>
      <Button
        size="sm"
        aria-pressed={opened === 'test'}
        onClick={() => onOpen(opened === 'test' ? null : 'test')}
      >
        <Phone aria-hidden /> {t('toolbar.test')}
      </Button>
      <Button variant="primary" size="sm" onClick={() => onOpen('publish')}>
        <Rocket aria-hidden /> {t('toolbar.publish')}
      </Button>
    </section>
  );
}

function ViewSwitch() {
  const { t } = useNames();
  const view = useBuilder((state) => state.view);
  const { setView } = useBuilder.getState();
  return (
    <div role="group" aria-label={t('toolbar.view')} className="flex rounded-md border p-0.5">
      {(['canvas', 'outline'] as const).map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={view === one}
          onClick={() => setView(one)}
          className={cn(
            'flex h-6 items-center gap-1 rounded-sm px-2 text-xs text-muted-foreground focus-visible:outline-2 [&_svg]:size-3.5',
            view === one && 'bg-accent font-medium text-foreground',
          )}
        >
          {one === 'canvas' ? <Network aria-hidden /> : <List aria-hidden />}
          {t(`toolbar.${one}`)}
        </button>
      ))}
    </div>
  );
}

function ProblemsButton() {
  const { t } = useNames();
  const problems = useBuilder((state) => state.problems);
  const checked = useBuilder((state) => state.checked);
  const open = useView((view) => view.problemsOpen);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const sign = errors > 0 ? 'bad' : warnings > 0 ? 'warning' : 'good';
  const Icon = { bad: CircleAlert, warning: TriangleAlert, good: CircleCheck }[sign];
  const words =
    problems.length === 0
      ? t(checked === 'fresh' ? 'toolbar.noProblems' : 'toolbar.checking')
      : t('toolbar.problems', { count: problems.length });
  return (
    <Button
      variant="ghost"
      size="sm"
      aria-expanded={open}
      onClick={() => useView.setState({ problemsOpen: !open })}
      className={{ bad: 'text-destructive', warning: 'text-warning', good: '' }[sign]}
    >
      <Icon aria-hidden />
      <span className="tabular-nums max-lg:sr-only">{words}</span>
      <span aria-hidden className="tabular-nums lg:hidden">
        {problems.length}
      </span>
    </Button>
  );
}

interface ToolProps {
  readonly name: string;
  readonly sign: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Tool({ name, sign, disabled = false, onClick, children }: ToolProps) {
  return (
    <Tooltip content={`${name} · ${sign}`}>
      {/* Not `disabled`: undoing the last step must not take the focus away. */}
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={name}
        aria-disabled={disabled}
        className="aria-disabled:opacity-50"
        onClick={() => {
          if (!disabled) onClick();
        }}
      >
        {children}
      </Button>
    </Tooltip>
  );
}
