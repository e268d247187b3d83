/** Talk to a flow as it is drawn now: a rail beside the canvas, the whole screen on a telephone. */
import { X } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { cn } from '../lib/cn.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Failure, Skeleton } from '../ui/state.tsx';
import { MicrophoneError, type MicrophoneTrouble } from './client/microphone.ts';
import type { SimulateWish, TalkWish } from './client/testCallClient.ts';
import { LiveCall } from './LiveCall.tsx';
import { testCallOptionsQuery } from './queries.ts';
import { StartForm } from './StartForm.tsx';
import { Trouble } from './Trouble.tsx';
import { useTestCall } from './useTestCall.ts';

export interface TestCallPanelProps {
  /** Id or slug. */
  readonly workflowId: string;
  /** Absent: there is nothing to go back to. */
  readonly onClose?: () => void;
  /** Where the call is; null: nowhere. Give a function that stays the same. */
  readonly onNode: (nodeId: string | null) => void;
  readonly className?: string;
}

export function TestCallPanel({ workflowId, onClose, onNode, className }: TestCallPanelProps) {
  const { t } = useTranslation('testCall');
  const { client, state } = useTestCall(onNode);
  const [trouble, setTrouble] = useState<MicrophoneTrouble | null>(null);
  const failed = useCallback((error: unknown) => {
    if (!(error instanceof MicrophoneError)) throw error;
    setTrouble(error.trouble);
  }, []);
  const talk = (wish: TalkWish) => {
    setTrouble(null);
    client.talk(wish).catch(failed);
  };
  const simulate = (wish: SimulateWish) => {
    setTrouble(null);
    client.simulate(wish).catch(failed);
  };
  return (
    <section
      aria-label={t('title')}
      className={cn(
        'flex h-full w-full flex-col bg-card max-md:fixed max-md:inset-0 max-md:z-40 md:w-100 md:border-l',
        className,
      )}
    >
      <header className="flex h-12 shrink-0 items-center gap-2 border-b px-3">
        <h2 className="font-semibold">{t('title')}</h2>
        {state.call && (
          <Badge>
            {state.call.version === 0 ? t('draft') : t('version', { version: state.call.version })}
          </Badge>
        )}
        {state.phase === 'live' && (
          <Badge tone="live">{state.call?.simulated ? t('liveSimulated') : t('live')}</Badge>
        )}
        {onClose && (
          <Button
            variant="ghost"
            size="icon-sm"
            className="ml-auto"
            aria-label={t('close')}
            onClick={() => {
              client.close();
              onClose();
            }}
          >
            <X />
          </Button>
        )}
      </header>
      {state.phase === 'idle' ? (
        <Start workflowId={workflowId} onTalk={talk} onSimulate={simulate}>
          {(trouble ?? state.problem) && <Trouble microphone={trouble} problem={state.problem} />}
        </Start>
      ) : (
        <LiveCall workflowId={workflowId} client={client} state={state} />
      )}
    </section>
  );
}

interface StartProps {
  readonly workflowId: string;
  readonly onTalk: (wish: TalkWish) => void;
  readonly onSimulate: (wish: SimulateWish) => void;
  readonly children: ReactNode;
}

function Start({ workflowId, children, ...on }: StartProps) {
  const options = useQuery(testCallOptionsQuery(workflowId));
  if (options.isPending)
    return (
      <div className="space-y-3 p-3">
        <Skeleton className="h-8" />
        <Skeleton className="h-24" />
      </div>
    );
  if (options.isError) return <Failure error={options.error} retry={() => void options.refetch()} />;
  return (
    <StartForm workflowId={workflowId} options={options.data} {...on}>
      {children}
    </StartForm>
  );
}
