/** The way the call took through its flow. While it goes on, as far as its turns tell. */
import { useTranslation } from '../lib/i18n.ts';
import type { Call } from '../../types/call.ts';
import type { Turn } from '../../types/turn.ts';
import { cn } from '../lib/cn.ts';
import type { StepNames } from '../lib/stepNames.ts';
import { Card, CardBody, CardHeader, CardTitle } from '../ui/card.tsx';
import { firstMark, turnAt } from './moments.ts';
import { timeOfCall } from './timeOfCall.ts';
import type { Go } from './Transcript.tsx';

interface NodePathProps {
  readonly names: StepNames;
  readonly call: Call;
  readonly turns: readonly Turn[];
  readonly startMs: number;
  readonly cursor: number | null;
  readonly onGo: Go;
}

interface Step {
  readonly nodeId: string;
  readonly note: string;
  readonly atMs: number | null;
}

export function NodePath({ names, call, turns, startMs, cursor, onGo }: NodePathProps) {
  const { t } = useTranslation('calls');
  const steps = stepsOf(call, turns);
  const current = turnAt(turns, cursor)?.nodeId;
  return (
    <Card aria-labelledby="path">
      <CardHeader>
        <CardTitle id="path">{t('path')}</CardTitle>
      </CardHeader>
      <CardBody className="pt-1">
        {steps.length === 0 && <p className="text-muted-foreground">{t('waiting')}</p>}
        <ol className="space-y-1 border-l pl-3">
          {steps.map(({ nodeId, note, atMs }, at) => (
            <li
              key={at}
              className={cn(
                'relative before:absolute before:top-2.5 before:-left-[15px] before:size-1.5 before:rounded-full before:bg-(--edge)',
                nodeId === current && 'before:bg-primary',
              )}
            >
              {atMs === null ? (
                <span className="flex min-h-6 items-center px-1 text-xs">{names.step(nodeId)}</span>
              ) : (
                <button
                  type="button"
                  onClick={() => onGo(atMs, null)}
                  className="flex min-h-6 w-full items-center justify-between gap-2 rounded-sm px-1 text-left text-xs hover:bg-muted focus-visible:outline-2"
                >
                  <span className="truncate">{names.step(nodeId)}</span>
                  <span className="font-mono text-muted-foreground tabular-nums">
                    {timeOfCall(atMs - startMs)}
                  </span>
                </button>
              )}
              {note !== '' && (
                <span className="block px-1 text-xs text-muted-foreground">
                  → {names.outcome(nodeId, note)}
                </span>
              )}
            </li>
          ))}
        </ol>
      </CardBody>
    </Card>
  );
}

function stepsOf({ path }: Call, turns: readonly Turn[]): Step[] {
  const times = new Map<string, number[]>();
  for (const { nodeId, timeline } of turns) {
    const at = firstMark(timeline);
    if (at !== null) times.set(nodeId, [...(times.get(nodeId) ?? []), at]);
  }
  if (path.length === 0) {
    const steps = turns.map(({ nodeId, timeline }) => ({ nodeId, note: '', atMs: firstMark(timeline) }));
    return steps.filter(({ nodeId }, at) => nodeId !== steps[at - 1]?.nodeId);
  }
  // A node that was visited twice has its turns shared out in order.
  return path.map(({ nodeId, outcome = '' }) => ({
    nodeId,
    note: outcome,
    atMs: times.get(nodeId)?.shift() ?? null,
  }));
}
