import { useEffect, useState } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { Link } from 'wouter';
import { duration } from '../lib/format.ts';
import { Button } from '../ui/button.tsx';
import type { CallState } from './client/callState.ts';
import type { TestCallClient } from './client/testCallClient.ts';
import { Controls } from './Controls.tsx';
import { LinkLine } from './LinkLine.tsx';
import { Transcript } from './Transcript.tsx';
import { Trouble } from './Trouble.tsx';
import { WaveStrip } from './WaveStrip.tsx';

interface LiveCallProps {
  readonly workflowId: string;
  readonly client: TestCallClient;
  readonly state: CallState;
}

export function LiveCall({ workflowId, client, state }: LiveCallProps) {
  const { phase, call, audio } = state;
  return (
    <>
      {phase === 'connecting' && <Connecting client={client} state={state} />}
      {phase === 'live' && (
        <div className="shrink-0 space-y-1.5 border-b p-3">
          {audio !== null && audio !== 'none' && <WaveStrip client={client} />}
          <div className="flex items-baseline justify-between gap-2 text-xs text-muted-foreground">
            <LinkLine state={state} />
            <Elapsed since={state.startedAt} />
          </div>
        </div>
      )}
      <Transcript workflowId={workflowId} state={state} />
      {phase === 'live' && <Controls client={client} state={state} />}
      {phase === 'ended' && <Ended client={client} state={state} callSid={call?.callSid ?? null} />}
    </>
  );
}

/** Every wait says what for, and can be given up. */
function Connecting({ client, state }: Omit<LiveCallProps, 'workflowId'>) {
  const { t } = useTranslation('testCall');
  return (
    <div role="status" className="space-y-3 p-3">
      <p>{state.waitingFor && t(`waiting.${state.waitingFor}`)}</p>
      <p className="text-muted-foreground">
        {state.waitingFor && t(`waitingText.${state.fellBack ? 'fellBack' : state.waitingFor}`)}
      </p>
      <Button onClick={() => client.close()}>{t('cancel')}</Button>
    </div>
  );
}

interface EndedProps extends Omit<LiveCallProps, 'workflowId'> {
  readonly callSid: string | null;
}

function Ended({ client, state, callSid }: EndedProps) {
  const { t } = useTranslation('testCall');
  return (
    <div className="shrink-0 space-y-2 border-t p-3">
      {state.problem && <Trouble problem={state.problem} />}
      {state.end && (
        <p role="status">
          {state.call?.simulated && state.end === 'caller-hung-up' ? t('callerLeft') : t(`end.${state.end}`)}
        </p>
      )}
      <div className="flex items-center gap-3">
        <Button variant="primary" onClick={() => client.close()}>
          {t('again')}
        </Button>
        {callSid && (
          <Link
            href={`/calls/${callSid}`}
            className="text-primary underline-offset-4 hover:underline focus-visible:outline-2"
          >
            {t('record')}
          </Link>
        )}
      </div>
    </div>
  );
}

function Elapsed({ since }: { readonly since: number }) {
  const { t } = useTranslation('testCall');
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <span className="shrink-0 font-mono tabular-nums">
      <span className="sr-only">{t('elapsed')} </span>
      {duration(now - since)}
    </span>
  );
}
