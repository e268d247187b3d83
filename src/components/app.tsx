/** Screens by address. Each is loaded when it is opened. */
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { loadTexts, useTranslation } from './lib/i18n.ts';
import { usePageTitle } from './lib/pageTitle.ts';
import { Link, Route, Switch, useLocation } from 'wouter';
import { sessionQuery } from './api/queries.ts';
import { ScreenBoundary } from './Shell/ScreenBoundary.tsx';
import { Shell } from './Shell/Shell.tsx';
import { SignIn } from './Shell/SignIn.tsx';
import { Button } from './ui/button.tsx';
import { Empty, Failure, Loading } from './ui/state.tsx';

const load = {
  workflows: () => import('./Workflows/WorkflowsScreen.tsx'),
  test: () => import('./TestCall/TestCallScreen.tsx'),
  builder: () => import('./FlowBuilder/BuilderScreen.tsx'),
  monitoring: () => import('./Monitoring/MonitoringScreen.tsx'),
  calls: () => import('./Calls/CallsScreen.tsx'),
  sample: () => import('./Calls/SampleCall.tsx'),
  call: () => import('./Calls/CallScreen.tsx'),
  settings: () => import('./Settings/SettingsScreen.tsx'),
};
const WorkflowsScreen = lazy(async () => ({ default: (await load.workflows()).WorkflowsScreen }));
const TestCallScreen = lazy(async () => ({ default: (await load.test()).TestCallScreen }));
const BuilderScreen = lazy(async () => ({ default: (await load.builder()).BuilderScreen }));
const MonitoringScreen = lazy(async () => ({ default: (await load.monitoring()).MonitoringScreen }));
const CallsScreen = lazy(async () => ({ default: (await load.calls()).CallsScreen }));
const SampleCall = lazy(async () => ({ default: (await load.sample()).SampleCall }));
const CallScreen = lazy(async () => ({ default: (await load.call()).CallScreen }));
const SettingsScreen = lazy(async () => ({ default: (await load.settings()).SettingsScreen }));
const FirstSteps = lazy(async () => ({
  default: (await import('./Settings/FirstSteps.tsx')).FirstSteps,
}));

/** What an address will show, with its texts. */
const beginnings = [
  [/^\/$/, load.workflows, 'flows'],
  [/^\/flows\/[^/]+\/test$/, load.test, 'testCall'],
  [/^\/flows\/[^/]+$/, load.builder, 'builder'],
  [/^\/monitoring$/, load.monitoring, 'monitoring'],
  [/^\/calls$/, load.calls, 'calls'],
  [/^\/calls\/sample$/, load.sample, 'calls'],
  [/^\/calls\/[^/]+$/, load.call, 'calls'],
  [/^\/settings/, load.settings, 'settings'],
] as const;

/** Asked for while the server is asked who is here, not after it. A failure shows when the screen is drawn. */
export function preloadScreen(path: string): void {
  const found = beginnings.find(([at]) => at.test(path));
  if (found) Promise.all([found[1](), loadTexts(found[2])]).catch(() => undefined);
}

export function App() {
  const session = useQuery(sessionQuery);
  if (session.isPending)
    return (
      <main>
        <Loading screen />
      </main>
    );
  if (session.isError)
    return (
      <main>
        <Failure screen error={session.error} retry={() => void session.refetch()} />
      </main>
    );
  if (!session.data.signedIn) return <SignIn />;
  return (
    <Shell>
      <ScreenBoundary screen>
        <Suspense fallback={<Loading screen />}>
          <Switch>
            <Route path="/">
              <WorkflowsScreen />
            </Route>
            <Route path="/flows/:slug/test">
              {({ slug }) => <TestCallScreen key={slug} workflowId={slug} />}
            </Route>
            <Route path="/flows/:slug">{({ slug }) => <BuilderScreen key={slug} slug={slug} />}</Route>
            <Route path="/monitoring">
              <MonitoringScreen />
            </Route>
            <Route path="/calls">
              <CallsScreen />
            </Route>
            <Route path="/calls/sample">
              <SampleCall />
            </Route>
            <Route path="/calls/:callSid">
              {({ callSid }) => <CallScreen key={callSid} callSid={callSid} />}
            </Route>
            <Route path="/settings/:section?">{({ section }) => <SettingsScreen section={section} />}</Route>
            <Route>
              <NotFound />
            </Route>
          </Switch>
        </Suspense>
      </ScreenBoundary>
      <FirstStepsHere />
    </Shell>
  );
}

function NotFound() {
  const { t } = useTranslation();
  usePageTitle(t('notFound.title'));
  return (
    <Empty
      screen
      title={t('notFound.title')}
      action={
        <Button asChild variant="primary">
          <Link href="/">{t('notFound.home')}</Link>
        </Button>
      }
    >
      {t('notFound.text')}
    </Empty>
  );
}

/** Elsewhere it would lie over the work. */
const firstStepsAt = /^\/($|settings)/;

function FirstStepsHere() {
  const [location] = useLocation();
  if (!firstStepsAt.test(location)) return null;
  return (
    <Suspense>
      <FirstSteps />
    </Suspense>
  );
}
