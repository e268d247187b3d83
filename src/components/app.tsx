/** Screens by address. Each is loaded when it is opened. */
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Route, Switch } from 'wouter';
import { sessionQuery } from './api/queries.ts';
import { ScreenBoundary } from './Shell/ScreenBoundary.tsx';
import { Shell } from './Shell/Shell.tsx';
import { SignIn } from './Shell/SignIn.tsx';
import { Button } from './ui/button.tsx';
import { Empty, Failure, Loading } from './ui/state.tsx';

const WorkflowsScreen = lazy(async () => ({
  default: (await import('./Workflows/WorkflowsScreen.tsx')).WorkflowsScreen,
}));
const TestCallScreen = lazy(async () => ({
  default: (await import('./TestCall/TestCallScreen.tsx')).TestCallScreen,
}));
const BuilderScreen = lazy(async () => ({
  default: (await import('./FlowBuilder/BuilderScreen.tsx')).BuilderScreen,
}));
const MonitoringScreen = lazy(async () => ({
  default: (await import('./Monitoring/MonitoringScreen.tsx')).MonitoringScreen,
}));
const CallsScreen = lazy(async () => ({ default: (await import('./Calls/CallsScreen.tsx')).CallsScreen }));
const CallScreen = lazy(async () => ({ default: (await import('./Calls/CallScreen.tsx')).CallScreen }));
const SampleCall = lazy(async () => ({ default: (await import('./Calls/SampleCall.tsx')).SampleCall }));
const SettingsScreen = lazy(async () => ({
  default: (await import('./Settings/SettingsScreen.tsx')).SettingsScreen,
}));
const FirstSteps = lazy(async () => ({
  default: (await import('./Settings/FirstSteps.tsx')).FirstSteps,
}));

export function App() {
  const { t } = useTranslation();
  const session = useQuery(sessionQuery);
  if (session.isPending) return <Loading />;
  if (session.isError) return <Failure error={session.error} retry={() => void session.refetch()} />;
  if (!session.data.signedIn) return <SignIn />;
  return (
    <Shell>
      <ScreenBoundary>
        <Suspense fallback={<Loading />}>
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
              <Empty
                title={t('notFound.title')}
                action={
                  <Button asChild variant="primary">
                    <Link href="/">{t('notFound.home')}</Link>
                  </Button>
                }
              >
                {t('notFound.text')}
              </Empty>
            </Route>
          </Switch>
        </Suspense>
      </ScreenBoundary>
      <Suspense>
        <FirstSteps />
      </Suspense>
    </Shell>
  );
}
