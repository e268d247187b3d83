import { useEffect, useRef } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { Waterfall } from '../Waterfall/Waterfall.tsx';
import { cn } from '../lib/cn.ts';
import { useStepNames, type StepNames } from '../lib/stepNames.ts';
import type { CallState, Entry, Spoken } from './client/callState.ts';
import { ErrorText } from '../ui/errorText.tsx';

interface TranscriptProps {
  readonly workflowId: string;
  readonly state: CallState;
}

/** Nearer to the end than this, the reader follows the call. */
const FOLLOW_PX = 80;

export function Transcript({ workflowId, state }: TranscriptProps) {
  const { t } = useTranslation('testCall');
  const log = useRef<HTMLDivElement>(null);
  const names = useStepNames(workflowId, 0);
  const { entries, partial } = state;
  useEffect(() => {
    const element = log.current;
    if (!element) return;
    const left = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (left < FOLLOW_PX + (element.lastElementChild?.clientHeight ?? 0))
      element.scrollTop = element.scrollHeight;
  }, [entries, partial]);
  return (
    <div
      ref={log}
      role="log"
      aria-live="polite"
      aria-relevant="additions"
      aria-label={t('transcript')}
      tabIndex={0}
      className="relative min-h-0 flex-1 space-y-3 overflow-y-auto p-3 focus-visible:outline-2 focus-visible:-outline-offset-2"
    >
      {entries.map((entry) => (
        <Line key={entry.key} entry={entry} names={names} ended={state.phase === 'ended'} />
      ))}
      {partial !== '' && (
        <div aria-live="off" className="ml-8 text-right">
          <p className="inline-block rounded-lg border border-dashed border-input px-2.5 py-1.5 text-left text-muted-foreground">
            {partial}…
          </p>
        </div>
      )}
    </div>
  );
}

interface LineProps {
  readonly entry: Entry;
  readonly names: StepNames;
  readonly ended: boolean;
}

function Line({ entry, names, ended }: LineProps) {
  switch (entry.kind) {
    case 'node':
      return <NodeDivider name={names.step(entry.nodeId)} />;
    case 'note':
      return <Note note={entry} />;
    case 'caller':
      return <CallerLine {...entry} />;
    case 'agent':
      return <AgentLine {...entry} ended={ended} />;
  }
}

function NodeDivider({ name }: { readonly name: string }) {
  const { t } = useTranslation('testCall');
  return (
    <p className="flex items-center gap-2 text-xs text-muted-foreground before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
      <span className="sr-only">{t('node')} </span>
      {name}
    </p>
  );
}

function Note({ note }: { readonly note: Extract<Entry, { kind: 'note' }> }) {
  return (
    <p className="border-l-2 border-warning pl-2 text-xs text-muted-foreground">
      <ErrorText error={note} />
    </p>
  );
}

function CallerLine({ input, text }: Extract<Entry, { kind: 'caller' }>) {
  const { t } = useTranslation('testCall');
  const silent = input === 'silence';
  return (
    <div className="ml-8 text-right">
      <span className="sr-only">{t('caller')}: </span>
      <p
        className={cn(
          'inline-block rounded-lg bg-accent px-2.5 py-1.5 text-left',
          silent && 'bg-transparent text-muted-foreground',
          input === 'keys' && 'font-mono tabular-nums',
        )}
      >
        {silent ? t('silence') : input === 'keys' ? t('keyed', { keys: text }) : text}
      </p>
    </div>
  );
}

function AgentLine({
  spoken,
  measured,
  ended,
}: Extract<Entry, { kind: 'agent' }> & { readonly ended: boolean }) {
  const { t } = useTranslation('testCall');
  const cut = ended || measured !== null;
  return (
    <div className="mr-4 space-y-1">
      <span className="sr-only">{t('agent')}: </span>
      <p className="rounded-lg border bg-background px-2.5 py-1.5">
        {spoken.map((one) => (
          <Heard key={one.id} spoken={one} cut={cut} />
        ))}
        {measured?.interrupted && <span className="text-xs text-muted-foreground"> ({t('cutOff')})</span>}
      </p>
      {measured && <Waterfall turn={measured} />}
    </div>
  );
}

/** What has been heard in ink, the rest in grey; what nobody will hear any more struck through. */
function Heard({ spoken: { text, heard }, cut }: { readonly spoken: Spoken; readonly cut: boolean }) {
  const rest = text.slice(heard);
  return (
    <span>
      {text.slice(0, heard)}
      {rest !== '' && <span className={cn('text-muted-foreground', cut && 'line-through')}>{rest}</span>}{' '}
    </span>
  );
}
