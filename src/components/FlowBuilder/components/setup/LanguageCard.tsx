import { ArrowDown, ArrowUp, ChevronDown, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from '../../../lib/i18n.ts';
import type { LanguageSummary } from '../../../../types/api.ts';
import type { LanguageVoice } from '../../../../types/workflowConfig.ts';
import { cn } from '../../../lib/cn.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Problem } from '../../../ui/field.tsx';
import { FasterVoice } from './FasterVoice.tsx';
import { LanguageOptimizations } from './LanguageOptimizations.tsx';
import { ProviderSelect } from './ProviderSelect.tsx';
import { RelayFields } from './RelayFields.tsx';
import { useProblem } from './useSetup.ts';
import { VoiceFields } from './VoiceFields.tsx';

interface LanguageCardProps {
  readonly voice: LanguageVoice;
  readonly at: number;
  readonly count: number;
  readonly summary: LanguageSummary | undefined;
  readonly onChange: (voice: LanguageVoice) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

export function LanguageCard({ voice, at, count, summary, onChange, onMove, onRemove }: LanguageCardProps) {
  const { t } = useTranslation('setup');
  const [open, setOpen] = useState(at === 0);
  const problem = useProblem();
  const body = useId();
  const name = summary?.names.own ?? voice.language;
  return (
    <li className="rounded-lg border bg-card">
      <div className="flex items-center gap-1 p-2">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={body}
          onClick={() => setOpen(!open)}
          className="flex min-h-8 min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1 rounded-md px-1 text-left hover:bg-muted focus-visible:outline-2"
        >
          <ChevronDown aria-hidden className={cn('size-4 transition-transform', !open && '-rotate-90')} />
          <span lang={voice.language} className="font-semibold">
            {name}
          </span>
          {summary && summary.names.english !== name && (
            <span className="text-muted-foreground">{summary.names.english}</span>
          )}
          <span className="font-mono text-xs text-muted-foreground">{voice.language}</span>
          {at === 0 && <Badge tone="good">{t('languages.first')}</Badge>}
        </button>
        <Button
          variant="ghost"
          size="icon-sm"
          disabled={at === 0}
          aria-label={t('languages.up', { language: name })}
          onClick={() => onMove(at - 1)}
        >
          <ArrowUp />
        </Button>
        <Button
          variant="ghost"
          size="icon-sm"
          disabled={at === count - 1}
          aria-label={t('languages.down', { language: name })}
          onClick={() => onMove(at + 1)}
        >
          <ArrowDown />
        </Button>
        <Button
          variant="ghost"
          size="icon-sm"
          disabled={count === 1}
          aria-label={t('languages.remove', { language: name })}
          onClick={onRemove}
        >
          <Trash2 />
        </Button>
      </div>
      {problem(`languages.${at}`) && (
        <div className="px-4 pb-2">
          <Problem>{problem(`languages.${at}`)}</Problem>
        </div>
      )}
      <div id={body} hidden={!open} className="space-y-4 border-t p-4">
        {open && (
          <>
            <div className="grid gap-4 sm:grid-cols-2">
              <ProviderSelect
                work="recogniser"
                label={t('languages.hearing')}
                serving={summary?.recognisers ?? []}
                value={voice.sttProvider}
                fallbacks={voice.sttFallbacks}
                problem={problem(`languages.${at}.sttProvider`)}
                onChange={(sttProvider) => onChange({ ...voice, sttProvider })}
                onFallbacks={(sttFallbacks) => onChange(withFallbacks(voice, 'sttFallbacks', sttFallbacks))}
              />
              <ProviderSelect
                work="synthesiser"
                label={t('languages.speaking')}
                serving={summary?.synthesisers ?? []}
                value={voice.ttsProvider}
                fallbacks={voice.ttsFallbacks}
                problem={problem(`languages.${at}.ttsProvider`)}
                onChange={(ttsProvider) => {
                  // A voice belongs to its provider.
                  const { voiceId: _old, ...rest } = voice;
                  onChange({ ...rest, ttsProvider });
                }}
                onFallbacks={(ttsFallbacks) => onChange(withFallbacks(voice, 'ttsFallbacks', ttsFallbacks))}
              />
            </div>
            <VoiceFields voice={voice} onChange={onChange} />
            <FasterVoice voice={voice} serving={summary?.synthesisers ?? []} onChange={onChange} />
            <LanguageOptimizations voice={voice} summary={summary} onChange={onChange} />
            <RelayFields voice={voice} onChange={onChange} />
          </>
        )}
      </div>
    </li>
  );
}

function withFallbacks(
  voice: LanguageVoice,
  key: 'sttFallbacks' | 'ttsFallbacks',
  fallbacks: string[] | undefined,
): LanguageVoice {
  const { [key]: _old, ...rest } = voice;
  return fallbacks === undefined ? rest : { ...rest, [key]: fallbacks };
}
