/** Where Twilio hears and speaks (ConversationRelay): its own providers and voices. */
import { useTranslation } from '../../../lib/i18n.ts';
import type { LanguageVoice } from '../../../../types/workflowConfig.ts';
import { Field, TextField } from '../../../ui/field.tsx';
import { Select } from '../../../ui/input.tsx';

type Relay = LanguageVoice['relay'];

interface RelayFieldsProps {
  readonly voice: LanguageVoice;
  readonly onChange: (voice: LanguageVoice) => void;
}

export function RelayFields({ voice, onChange }: RelayFieldsProps) {
  const { t } = useTranslation('setup');
  const { relay } = voice;
  const set = (key: keyof Relay, value: string) => {
    const { [key]: _old, ...rest } = relay;
    onChange({ ...voice, relay: (value === '' ? rest : { ...rest, [key]: value }) as Relay });
  };
  const choice = (key: 'ttsProvider' | 'transcriptionProvider', names: readonly string[]) => (
    <Field label={t(`relay.${key}`)}>
      {(control) => (
        <Select {...control} value={relay[key] ?? ''} onChange={({ target }) => set(key, target.value)}>
          <option value="">{t('relay.byServer')}</option>
          {names.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
  return (
    <details>
      <summary className="min-h-6 cursor-pointer font-semibold focus-visible:outline-2">
        {t('relay.title')}
      </summary>
      <p className="mt-1 mb-3 text-xs text-muted-foreground">{t('relay.text')}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        {choice('transcriptionProvider', ['Google', 'Deepgram'])}
        <TextField
          label={t('relay.speechModel')}
          value={relay.speechModel ?? ''}
          onCommit={(model) => set('speechModel', model.trim())}
        />
        {choice('ttsProvider', ['Google', 'Amazon', 'ElevenLabs'])}
        <TextField
          label={t('relay.voice')}
          value={relay.voice ?? ''}
          onCommit={(name) => set('voice', name.trim())}
        />
      </div>
    </details>
  );
}
