import { useTranslation } from '../../../lib/i18n.ts';
import type { LanguageSummary } from '../../../../types/api.ts';
import type { LanguageVoice } from '../../../../types/workflowConfig.ts';
import { SwitchField, TextField } from '../../../ui/field.tsx';
import { useSetup } from './useSetup.ts';

interface LanguageOptimizationsProps {
  readonly voice: LanguageVoice;
  readonly summary: LanguageSummary | undefined;
  readonly onChange: (voice: LanguageVoice) => void;
}

export function LanguageOptimizations({ voice, summary, onChange }: LanguageOptimizationsProps) {
  const { t } = useTranslation('setup');
  const { config } = useSetup();
  const { optimizations } = voice;
  const set = (change: Partial<LanguageVoice['optimizations']>) =>
    onChange({ ...voice, optimizations: { ...optimizations, ...change } });
  return (
    <fieldset className="space-y-3">
      <legend className="mb-2 font-semibold">{t('optimizations.title')}</legend>
      {!config.performance.languageOptimization && (
        <p className="text-xs text-muted-foreground">{t('optimizations.off')}</p>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        {(summary?.tonal ?? true) && (
          <SwitchField
            label={t('optimizations.tone')}
            hint={t('optimizations.toneHint')}
            checked={optimizations.toneAwareness}
            onChange={(toneAwareness) => set({ toneAwareness })}
          />
        )}
        <SwitchField
          label={t('optimizations.culture')}
          hint={t('optimizations.cultureHint')}
          checked={optimizations.culturalContext}
          onChange={(culturalContext) => set({ culturalContext })}
        />
      </div>
      <TextField
        label={t('optimizations.dialects')}
        hint={t('optimizations.dialectsHint')}
        placeholder={t('optimizations.dialectsExample')}
        value={optimizations.dialectSupport.join(', ')}
        onCommit={(text) => set({ dialectSupport: listOf(text) })}
      />
    </fieldset>
  );
}

function listOf(text: string): string[] {
  return text
    .split(/[,\uff0c、]/u)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
