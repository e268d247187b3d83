/** One flow: drawn or listed, its settings beside it, its problems below, its test call at the right. */
import { Suspense, useEffect, useRef, useState } from 'react';
import { usePageTitle } from '../lib/pageTitle.ts';
import { ScreenBoundary } from '../Shell/ScreenBoundary.tsx';
import { Failure, Loading } from '../ui/state.tsx';
import { Announcer } from './Announcer.tsx';
import { lacksPlaces } from './document/place.ts';
import { InspectorRail } from './InspectorRail.tsx';
import {
  CanvasView,
  ConflictDialog,
  HelpSheet,
  Outline,
  Palette,
  preloadEditing,
  PublishDialog,
  SetupModal,
  TestCallPanel,
  VersionsSheet,
} from './parts.ts';
import { ProblemsPanel } from './ProblemsPanel.tsx';
import { openSession, useSaving, type Session } from './session.ts';
import { useBuilder } from './store.ts';
import { Toolbar, type Opened } from './Toolbar.tsx';
import { useCommands } from './useCommands.ts';
import { useNarrow } from './useNarrow.ts';
import { useView } from './viewState.ts';

export function BuilderScreen({ slug }: { readonly slug: string }) {
  const [session, setSession] = useState<Session | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [tries, setTries] = useState(0);
  const narrow = useNarrow();
  useEffect(() => {
    // While the draft is on its way.
    (narrow ? Outline : CanvasView).preload();
  }, [narrow]);
  useEffect(() => {
    let gone = false;
    let opened: Session | undefined;
    setError(null);
    setSession(null);
    openSession(slug).then(
      (one) => {
        opened = one;
        if (gone) one.close();
        else setSession(one);
      },
      (caught: unknown) => {
        if (!gone) setError(caught);
      },
    );
    return () => {
      gone = true;
      opened?.close();
    };
  }, [slug, tries]);
  if (error !== null) return <Failure screen error={error} retry={() => setTries(tries + 1)} />;
  return session ? <Builder session={session} /> : <Loading screen />;
}

function Builder({ session }: { readonly session: Session }) {
  const [opened, setOpened] = useState<Opened>(null);
  const narrow = useNarrow();
  const view = useBuilder((state) => state.view);
  const document = useBuilder((state) => state.document);
  usePageTitle(document.config.name);
  const open = (next: Opened) => {
    // A test call talks to the draft as the server has it.
    if (next === 'test') void session.keeper.flush();
    setOpened(next);
  };
  const dialog = (name: Opened) => (open: boolean) => setOpened(open ? name : null);
  const conflict = useSaving(({ saving }) => saving.state === 'conflict');
  const { id } = session.workflow;
  useFirstLayout(narrow);
  usePreloading();
  useCommands({ save: () => void session.keeper.flush() });
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Toolbar session={session} opened={opened} onOpen={open} narrow={narrow} />
      <div className="flex min-h-0 flex-1">
        <div className="relative min-w-0 flex-1">
          <ScreenBoundary>
            <Suspense fallback={<Loading />}>
              {narrow || view === 'outline' ? <Outline /> : <CanvasView />}
            </Suspense>
          </ScreenBoundary>
        </div>
        <InspectorRail hidden={opened === 'test'} keeper={session.keeper} />
        <ScreenBoundary>
          <Suspense>
            {opened === 'test' && (
              <TestCallPanel
                workflowId={id}
                className="shrink-0"
                onClose={() => setOpened(null)}
                onNode={useBuilder.getState().setLiveNode}
              />
            )}
          </Suspense>
        </ScreenBoundary>
      </div>
      <ProblemsPanel />
      <Announcer />
      <ScreenBoundary>
        <Suspense>
          {conflict && <ConflictDialog session={session} />}
          <Overlays />
          {opened === 'publish' && <PublishDialog open onOpenChange={dialog('publish')} session={session} />}
          {opened === 'setup' && (
            <SetupModal
              open
              onOpenChange={dialog('setup')}
              workflowId={id}
              document={document}
              onChange={useBuilder.getState().updateConfig}
            />
          )}
          {opened === 'versions' && (
            <VersionsSheet open onOpenChange={dialog('versions')} workflowId={id} restore={session.restore} />
          )}
        </Suspense>
      </ScreenBoundary>
    </div>
  );
}

/** Loaded when they are first opened, kept so that they can close in their own time. */
function Overlays() {
  const palette = useView((view) => view.palette !== null);
  const help = useView((view) => view.help);
  const met = useRef({ palette: false, help: false });
  met.current = { palette: met.current.palette || palette, help: met.current.help || help };
  return (
    <>
      {met.current.palette && <Palette />}
      {met.current.help && <HelpSheet />}
    </>
  );
}

/** Whoever moves a hand may want to edit: until then the page is lighter. */
function usePreloading(): void {
  useEffect(() => {
    const signs = ['pointermove', 'pointerdown', 'keydown'];
    const seen = () => {
      for (const sign of signs) window.removeEventListener(sign, seen);
      preloadEditing();
    };
    for (const sign of signs) window.addEventListener(sign, seen, { passive: true });
    return () => {
      for (const sign of signs) window.removeEventListener(sign, seen);
    };
  }, []);
}

/** A document that was written by hand has no places. */
function useFirstLayout(narrow: boolean): void {
  const workflowId = useBuilder((state) => state.workflowId);
  useEffect(() => {
    const { document, announce } = useBuilder.getState();
    if (narrow || !lacksPlaces(document)) return;
    import('./canvas/tidy.ts').then(({ tidy }) => tidy()).catch(() => announce('tidyFailed'));
  }, [workflowId, narrow]);
}
