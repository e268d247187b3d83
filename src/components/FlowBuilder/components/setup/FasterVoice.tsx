/** Who speaks a language's answer when the first voice would be late; the latency budget says whether it may. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '../../../lib/i18n.ts';
import type { MeasuredProvider } from '../../../../types/api.ts';
import type { LanguageVoice } from '../../../../types/workflowConfig.ts';
import { voicesQuery } from '../../../api/setupQueries.ts';
import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/input.tsx';

type Named = NonNullable<LanguageVoice['fasterVoice']>;

interface FasterVoiceProps {
  readonly voice: LanguageVoice;
  /** Who can speak the language. */
  readonly serving: readonly MeasuredProvider[];
  readonly onChange: (voice: LanguageVoice) => void;
}

export function FasterVoice({ voice, serving, onChange }: FasterVoiceProps) {
  const { t } = useTranslation('setup');
  const { fasterVoice: named, ...rest } = voice;
  const set = (next: Named | undefined) =>
    onChange(next === undefined ? rest : { ...rest, fasterVoice: next });
  const providers = serving.map(({ provider }) => provider);
  const known = !named || providers.includes(named.provider);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t('fasterVoice.label')} hint={t('fasterVoice.hint')}>
        {(control) => (
          <Select
            {...control}
            value={named?.provider ?? ''}
            onChange={({ target }) => set(target.value === '' ? undefined : { provider: target.value })}
          >
            <option value="">{t('fasterVoice.none')}</option>
            {providers.map((provider) => (
              <option key={provider} value={provider}>
                {provider}
              </option>
            ))}
            {!known && <option value={named?.provider}>{named?.provider}</option>}
          </Select>
        )}
      </Field>
      {named && <VoiceOf language={voice.language} named={named} onChange={set} />}
    </div>
  );
}

interface VoiceOfProps {
  readonly language: string;
  readonly named: Named;
  readonly onChange: (named: Named) => void;
}

function VoiceOf({ language, named: { provider, voiceId }, onChange }: VoiceOfProps) {
  const { t } = useTranslation('setup');
  const voices = useQuery(voicesQuery(language, provider));
  const list = voices.data?.voices ?? [];
  return (
    <Field label={t('fasterVoice.id', { provider })} hint={voices.isPending ? t('voice.loading') : undefined}>
      {(control) => (
        <Select
          {...control}
          value={voiceId ?? ''}
          onChange={({ target }) =>
            onChange(target.value === '' ? { provider } : { provider, voiceId: target.value })
          }
        >
          <option value="">{t('fasterVoice.first')}</option>
          {list.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          {voiceId !== undefined && list.every(({ id }) => id !== voiceId) && (
            <option value={voiceId}>{voiceId}</option>
          )}
        </Select>
      )}
    </Field>
  );
}
