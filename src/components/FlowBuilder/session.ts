/** One flow open in this tab: its draft read, kept saved, checked, and shared with other tabs, until it is closed. */
import { create } from 'zustand';
import type { FlowProblem } from '../../types/flow.ts';
import type { Workflow, WorkflowDocument } from '../../types/workflow.ts';
import { ask, request, RequestError } from '../api/client.ts';
import { nodeTypesQuery, queryClient } from '../api/queries.ts';
import { loadServerTexts } from '../lib/serverTexts.ts';
import { mergeDocuments } from './document/merge.ts';
import type { NodeSpec } from './document/spec.ts';
import { startChecker } from './saving/checker.ts';
import {
  DraftKeeper,
  type Draft,
  type SaveFailure,
  type SaveState,
  type UnsavedCopy,
} from './saving/draftKeeper.ts';
import { keepCopy, unsavedCopy } from './saving/localCopies.ts';
import { watchTabs } from './saving/tabs.ts';
import { rebaseHistory, useBuilder } from './store.ts';
import { restoreVersion } from './Versions/versionQueries.ts';

/** How the draft stands, for the toolbar. */
export const useSaving = create<{ readonly saving: SaveState }>(() => ({ saving: { state: 'saved' } }));

export interface Session {
  readonly workflow: Workflow;
  readonly keeper: DraftKeeper;
  /**
   * Makes the draft a copy of a version; undo brings back what was. False: somebody else saved in between. What they saved is
   * in the document now, or asked about, and nothing was restored.
   * @throws RequestError
   */
  restore(version: number): Promise<boolean>;
  close(): void;
}

const KEEP_PAUSE_MS = 250;

/** @throws RequestError */
export async function openSession(idOrSlug: string): Promise<Session> {
  const workflow = await ask<Workflow>(`/workflows/${encodeURIComponent(idOrSlug)}`);
  const path = `/workflows/${encodeURIComponent(workflow.id)}/draft`;
  const load = async (): Promise<Draft> => ask<Draft>(path);
  const [draft, types] = await Promise.all([load(), queryClient.fetchQuery(nodeTypesQuery)]);
  const specs = new Map(
    types.map((type) => type as unknown as NodeSpec).map((spec) => [spec.type, spec] as const),
  );

  let shown = true;
  const copies = lazyCopies(workflow.id);
  const tabs = watchTabs(workflow.id, (etag) => void keeper.savedElsewhere(etag));
  const keeper = new DraftKeeper(
    {
      load,
      save: (document, etag) => saveDraft(path, document, etag),
      kindOf,
      keep: copies.keep,
      onState(saving) {
        if (shown) useSaving.setState({ saving });
      },
      onSaved: (etag) => {
        tabs.saved(etag);
        void queryClient.invalidateQueries({ queryKey: ['workflows'] });
      },
      onMerged(document, theirs, base) {
        rebaseHistory(document, (past) => mergeDocuments(base, past, theirs).document);
        useBuilder.getState().announce('merged');
      },
    },
    draft,
  );
  const checker = startChecker({
    check: async (document, signal) => {
      const path = `/validate?workflow=${encodeURIComponent(workflow.id)}`;
      const { problems } = await ask<{ problems: FlowProblem[] }>(path, {
        method: 'POST',
        body: document,
        signal,
      });
      // The first ones are said in the page's language at once, not in English first.
      if (problems.length > 0) await loadServerTexts('problems');
      return problems;
    },
    onProblems: (problems) => useBuilder.getState().setProblems(problems, 'fresh'),
    onChecking: () => useBuilder.setState({ checked: 'checking' }),
    onStale: () => useBuilder.setState({ checked: 'stale' }),
  });

  useSaving.setState({ saving: { state: 'saved' } });
  useBuilder.getState().open(workflow.id, draft.document, specs);
  const leave = useBuilder.subscribe(({ document }, before) => {
    if (document === before.document) return;
    keeper.changed(document);
    checker.changed(document);
  });
  checker.changed(draft.document);
  const copy = unsavedCopy(workflow.id);
  if (copy) keeper.restore(copy);

  const looked = () => {
    if (document.visibilityState === 'visible') void keeper.savedElsewhere();
    else copies.flush();
  };
  document.addEventListener('visibilitychange', looked);
  window.addEventListener('pagehide', copies.flush);

  return {
    workflow,
    keeper,
    async restore(version) {
      await keeper.flush();
      if (keeper.state.state === 'conflict') return false;
      let draft: Draft;
      try {
        draft = await restoreVersion(workflow.id, version, keeper.etag);
      } catch (error) {
        if (kindOf(error).kind !== 'stale') throw error;
        await keeper.savedElsewhere();
        return false;
      }
      keeper.replace(draft);
      useBuilder.getState().change(() => draft.document);
      tabs.saved(draft.etag);
      return true;
    },
    close() {
      shown = false;
      void keeper.flush().finally(() => keeper.close());
      copies.flush();
      leave();
      checker.close();
      tabs.close();
      useBuilder.getState().close();
      document.removeEventListener('visibilitychange', looked);
      window.removeEventListener('pagehide', copies.flush);
    },
  };
}

async function saveDraft(path: string, document: WorkflowDocument, etag: string): Promise<string> {
  const { data } = await request<{ etag: string }>(path, {
    method: 'PUT',
    body: document,
    headers: { 'if-match': `"${etag}"` },
  });
  return data.etag;
}

function kindOf(error: unknown): { kind: 'stale' | 'passing' | 'refused'; failure: SaveFailure } {
  if (!(error instanceof RequestError))
    return { kind: 'passing', failure: { code: 'UNKNOWN', message: String(error), fix: '' } };
  const { code, message, fix, detail, status } = error;
  const failure = { code, message, fix, detail };
  if (status === 412) return { kind: 'stale', failure };
  return { kind: status === 0 || status === 429 || status >= 500 ? 'passing' : 'refused', failure };
}

/** Writing a large flow into the browser at every key press would be felt. */
function lazyCopies(workflowId: string) {
  let waiting: { readonly copy: UnsavedCopy | null } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting) keepCopy(workflowId, waiting.copy);
    waiting = null;
  };
  return {
    keep(copy: UnsavedCopy | null) {
      waiting = { copy };
      if (copy === null) flush();
      else timer ??= setTimeout(flush, KEEP_PAUSE_MS);
    },
    flush,
  };
}
