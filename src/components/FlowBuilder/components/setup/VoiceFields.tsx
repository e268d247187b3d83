/** Which voice speaks a language, how fast, and how it sounds. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from '../../../lib/i18n.ts';
import type { LanguageVoice } from '../../../../types/workflowConfig.ts';
import { RequestError } from '../../../api/client.ts';
import { voicesQuery } from '../../../api/setupQueries.ts';
import { number } from '../../../lib/format.ts';
import { Field, TextField } from '../../../ui/field.tsx';
import { Select } from '../../../ui/input.tsx';
import { Slider } from '../../../ui/slider.tsx';
import { ErrorText } from '../../../ui/errorText.tsx';
import { VoicePreview } from './VoicePreview.tsx';

const FIRST = '';
const OTHER = '\0other';

interface VoiceFieldsProps {
  readonly voice: LanguageVoice;
  readonly onChange: (voice: LanguageVoice) => void;
}

export function VoiceFields({ voice, onChange }: VoiceFieldsProps) {
  const { t } = useTranslation('setup');
  const { language, ttsProvider, voiceId, speakingRate } = voice;
  const voices = useQuery(voicesQuery(language, ttsProvider));
  const list = voices.data?.voices ?? [];
  const listed = voiceId === undefined || list.some(({ id }) => id === voiceId);
  const [writing, setWriting] = useState(false);
  const choose = (id: string | undefined) => {
    const { voiceId: _old, ...rest } = voice;
    onChange(id === undefined ? rest : { ...rest, voiceId: id });
  };
  const byHand = writing || (!listed && !voices.isPending);
  return (
    <div className="space-y-3">
      <div className="grid gap-4 sm:grid-cols-2">
        <div className="space-y-2">
          <Field label={t('voice.label')} hint={<ListState query={voices} />}>
            {(control) => (
              <Select
                {...control}
                value={byHand ? OTHER : (voiceId ?? FIRST)}
                onChange={({ target }) => {
                  setWriting(target.value === OTHER);
                  if (target.value !== OTHER) choose(target.value === FIRST ? undefined : target.value);
                }}
              >
                <option value={FIRST}>{t('voice.first')}</option>
                {list.map(({ id, name, gender }) => (
                  <option key={id} value={id}>
                    {gender ? `${name} · ${t(`voice.gender.${gender}`)}` : name}
                  </option>
                ))}
                {!listed && !byHand && voiceId !== undefined && <option value={voiceId}>{voiceId}</option>}
                <option value={OTHER}>{t('voice.other')}</option>
              </Select>
            )}
          </Field>
          {byHand && (
            <TextField
              label={t('voice.id')}
              hint={t('voice.idHint')}
              value={voiceId ?? ''}
              onCommit={(id) => choose(id.trim() === '' ? undefined : id.trim())}
            />
          )}
        </div>
        <Field label={t('voice.rate', { rate: number(speakingRate, 2) })} hint={t('voice.rateHint')}>
          {() => (
            <Slider
              label={t('voice.rateLabel')}
              min={0.5}
              max={2}
              step={0.05}
              value={[speakingRate]}
              onValueChange={([rate = 1]) => onChange({ ...voice, speakingRate: rate })}
            />
          )}
        </Field>
      </div>
      <VoicePreview voice={voice} />
    </div>
  );
}

function ListState({
  query,
}: {
  readonly query: {
    isPending: boolean;
    error: unknown;
    data?: { from: string; provider: string; voices: readonly unknown[] } | undefined;
  };
}) {
  const { t } = useTranslation('setup');
  if (query.error instanceof RequestError) return <ErrorText error={query.error} />;
  if (query.isPending) return t('voice.loading');
  const { from = 'known', provider = '', voices = [] } = query.data ?? {};
  return t(from === 'asked' ? 'voice.asked' : 'voice.known', { provider, count: voices.length });
}
