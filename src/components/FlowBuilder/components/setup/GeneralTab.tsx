import { useTranslation } from '../../../lib/i18n.ts';
import { Field, TextField } from '../../../ui/field.tsx';
import { Select } from '../../../ui/input.tsx';
import { useSetup } from './useSetup.ts';

const transports = ['auto', 'media', 'relay'] as const;

export function GeneralTab() {
  const { t } = useTranslation('setup');
  const { config, set } = useSetup();
  return (
    <div className="max-w-xl space-y-4">
      <TextField
        label={t('general.name')}
        value={config.name}
        check={(name) => {
          if (name.trim() === '') return t('problems.nameEmpty');
          return name.length > 120 ? t('problems.tooLong', { count: 120 }) : null;
        }}
        onCommit={(name) => set('name', name)}
      />
      <TextField
        lines
        label={t('general.description')}
        hint={t('general.descriptionHint')}
        value={config.description}
        check={(text) => (text.length > 2_000 ? t('problems.tooLong', { count: 2_000 }) : null)}
        onCommit={(text) => set('description', text)}
      />
      <Field label={t('general.transport')} hint={t(`general.transportHint.${config.transport}`)}>
        {(control) => (
          <Select
            {...control}
            value={config.transport}
            onChange={({ target }) => set('transport', target.value as (typeof transports)[number])}
          >
            {transports.map((name) => (
              <option key={name} value={name}>
                {t(`general.transports.${name}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}
