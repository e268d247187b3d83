/** What is wrong with the flow, each with what it means for a caller; a click goes to its node and field. */
import { ChevronDown, CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { FlowProblem } from '../../types/flow.ts';
import { Button } from '../ui/button.tsx';
import { nodeOf } from './document/edit.ts';
import { useNames } from './names.ts';
import { useProblemText } from './problemText.ts';
import { useBuilder } from './store.ts';
import { reveal, useView } from './viewState.ts';

export function ProblemsPanel() {
  const open = useView((view) => view.problemsOpen);
  return open ? <OpenPanel /> : null;
}

function OpenPanel() {
  const { t } = useNames();
  const problems = useBuilder((state) => state.problems);
  const checked = useBuilder((state) => state.checked);
  const panel = useFocusWhileOpen();
  const close = () => useView.setState({ problemsOpen: false });
  return (
    <section
      ref={panel}
      aria-label={t('problems.title')}
      onKeyDown={(event) => event.key === 'Escape' && close()}
      className="flex max-h-56 shrink-0 flex-col border-t bg-card"
    >
      <header className="flex h-9 shrink-0 items-center gap-2 border-b px-3">
        <h2 className="font-semibold">{t('problems.title')}</h2>
        {checked === 'stale' && <span className="text-xs text-warning">{t('problems.stale')}</span>}
        <Button
          variant="ghost"
          size="icon-sm"
          className="ml-auto"
          aria-label={t('problems.close')}
          onClick={close}
        >
          <ChevronDown />
        </Button>
      </header>
      {problems.length === 0 ? (
        <p className="flex items-center gap-2 p-3 text-muted-foreground">
          <CircleCheck aria-hidden className="size-4 text-primary" /> {t('problems.none')}
        </p>
      ) : (
        <ul className="min-h-0 flex-1 overflow-y-auto py-1">
          {problems.map((problem, i) => (
            <Row key={`${problem.code} ${problem.nodeId ?? ''} ${i}`} problem={problem} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** The list stands at the end of the page: the focus goes there with it, and back when it closes under the focus. */
function useFocusWhileOpen() {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const element = panel.current;
    const first = element?.querySelector<HTMLElement>('li button') ?? element?.querySelector('button');
    first?.focus({ preventScroll: true });
    return () => {
      const here = document.activeElement;
      if (before instanceof HTMLElement && (here === document.body || element?.contains(here)))
        before.focus();
    };
  }, []);
  return panel;
}

function Row({ problem }: { readonly problem: FlowProblem }) {
  const { t, node: nameOf } = useNames();
  const textOf = useProblemText();
  const node = useBuilder(({ document }) => (problem.nodeId ? nodeOf(document, problem.nodeId) : undefined));
  const Icon = problem.severity === 'error' ? CircleAlert : TriangleAlert;
  return (
    <li>
      <button
        type="button"
        onClick={() => goTo(problem)}
        className="flex w-full items-start gap-2 px-3 py-1.5 text-left hover:bg-muted focus-visible:outline-2 focus-visible:-outline-offset-2"
      >
        <Icon
          aria-label={t(`problems.${problem.severity}`)}
          className={
            problem.severity === 'error'
              ? 'mt-0.5 size-4 shrink-0 text-destructive'
              : 'mt-0.5 size-4 shrink-0 text-warning'
          }
        />
        <span className="min-w-0 flex-1">
          {node && <span className="font-medium">{t('problems.of', { name: nameOf(node) })}</span>}
          {textOf(problem)}
        </span>
        <span className="font-mono text-xs text-muted-foreground max-md:hidden">{problem.code}</span>
      </button>
    </li>
  );
}

export function goTo({ nodeId, edgeId, path }: FlowProblem): void {
  const { focusField, selectEdge, document } = useBuilder.getState();
  const edge = document.flow.edges.find(({ id }) => id === edgeId);
  const at = nodeId ?? edge?.source;
  if (at === undefined) return;
  if (path) focusField(at, path);
  else if (edge && nodeId === undefined) selectEdge(edge.id);
  else useBuilder.getState().selectNode(at);
  reveal(at, path === undefined);
}
