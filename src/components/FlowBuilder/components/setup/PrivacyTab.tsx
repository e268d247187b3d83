import { useTranslation } from '../../../lib/i18n.ts';
import { SwitchField, TextField } from '../../../ui/field.tsx';
import { between } from './TelephoneTab.tsx';
import { useSetup } from './useSetup.ts';

export function PrivacyTab() {
  const { t } = useTranslation('setup');
  const { config, set } = useSetup();
  const { privacy } = config;
  const change = (next: Partial<typeof privacy>) => set('privacy', { ...privacy, ...next });
  return (
    <div className="max-w-xl space-y-4">
      <SwitchField
        label={t('privacy.transcripts')}
        hint={t(privacy.keepTranscripts ? 'privacy.transcriptsOn' : 'privacy.transcriptsOff')}
        checked={privacy.keepTranscripts}
        onChange={(keepTranscripts) => change({ keepTranscripts })}
      />
      <SwitchField
        label={t('privacy.recording')}
        hint={t(privacy.recordCalls ? 'privacy.recordingOn' : 'privacy.recordingOff')}
        checked={privacy.recordCalls}
        onChange={(recordCalls) => change({ recordCalls })}
      />
      <TextField
        type="number"
        className="max-w-60"
        label={t('privacy.days')}
        hint={t(privacy.retentionDays === 0 ? 'privacy.daysNone' : 'privacy.daysHint', {
          count: privacy.retentionDays,
        })}
        value={String(privacy.retentionDays)}
        check={(text) =>
          between(text, 0, 3_650) && Number.isInteger(Number(text))
            ? null
            : t('problems.between', { min: 0, max: 3_650 })
        }
        onCommit={(text) => change({ retentionDays: Number(text) })}
      />
    </div>
  );
}
