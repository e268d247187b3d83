import { useTranslation } from '../lib/i18n.ts';
import { useErrorText } from '../lib/serverTexts.ts';
import type { Problem } from './client/callState.ts';
import type { MicrophoneTrouble } from './client/microphone.ts';

interface TroubleProps {
  readonly microphone?: MicrophoneTrouble | null;
  readonly problem?: Problem | null;
}

/** What went wrong and the way out, with its code where it has one. */
export function Trouble({ microphone = null, problem = null }: TroubleProps) {
  const { t } = useTranslation('testCall');
  const textOf = useErrorText();
  if (!microphone && !problem) return null;
  const lost = problem?.code === 'NETWORK';
  const told = problem ? textOf(problem) : null;
  const title = microphone ? t(`microphone.${microphone}.title`) : lost ? t('lost.title') : told?.message;
  const fix = microphone
    ? t(`microphone.${microphone}.fix`, { origin: location.origin })
    : lost
      ? t('lost.fix')
      : told?.fix;
  return (
    <div role="alert" className="space-y-1 rounded-md border border-destructive/50 p-2.5">
      <p className="font-medium">{title}</p>
      {fix && <p className="text-muted-foreground">{fix}</p>}
      {problem && <p className="font-mono text-xs text-muted-foreground">{problem.code}</p>}
    </div>
  );
}
