/** Around a control: its name, its hint, and what is wrong with it. */
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import type { FlowProblem } from '../../../../types/flow.ts';
import { cn } from '../../../lib/cn.ts';
import { Label } from '../../../ui/input.tsx';
import { ProblemSentence } from '../../ProblemSentence.tsx';
import { pathKey, type Path } from '../schema/paths.ts';

/** What a control needs to belong to its name, hint and problems. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
}

interface FieldFrameProps {
  readonly path: Path;
  readonly title: string;
  readonly hint?: string;
  readonly unit?: string | undefined;
  readonly problems: readonly FlowProblem[];
  /** Beside the name: a button, a switch. */
  readonly aside?: ReactNode;
  /** Name and control on one line. */
  readonly inline?: boolean;
  readonly children: (control: ControlProps) => ReactNode;
}

export function FieldFrame({
  path,
  title,
  hint = '',
  unit,
  problems,
  aside,
  inline,
  children,
}: FieldFrameProps) {
  const id = useId();
  const described = [...(hint === '' ? [] : [`${id}-hint`]), ...(problems.length === 0 ? [] : [`${id}-bad`])];
  const control = children({
    id,
    'aria-describedby': described.length === 0 ? undefined : described.join(' '),
    'aria-invalid': problems.some(({ severity }) => severity === 'error') || undefined,
  });
  return (
    <div data-path={pathKey(path)} className="space-y-1">
      <div className={cn('flex items-center justify-between gap-2', (inline || aside) && 'min-h-6')}>
        <Label htmlFor={id}>
          {title}
          {unit !== undefined && <span className="font-normal text-muted-foreground"> ({unit})</span>}
        </Label>
        {aside}
        {inline && control}
      </div>
      {!inline && control}
      {hint !== '' && (
        <p id={`${id}-hint`} className="text-xs text-muted-foreground">
          {hint}
        </p>
      )}
      <Problems id={`${id}-bad`} problems={problems} />
    </div>
  );
}

export function Problems({
  problems,
  id,
}: {
  readonly problems: readonly FlowProblem[];
  readonly id?: string;
}) {
  if (problems.length === 0) return null;
  return (
    <ul id={id} className="space-y-1">
      {problems.map((problem, i) => {
        const [Icon, tone] =
          problem.severity === 'error' ? [CircleAlert, 'text-destructive'] : [TriangleAlert, 'text-warning'];
        return (
          <li key={i} className={`flex gap-1.5 text-xs ${tone}`}>
            <Icon aria-hidden className="mt-px size-3.5 shrink-0" />
            <span>
              <ProblemSentence problem={problem} /> <span className="font-mono">{problem.code}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
