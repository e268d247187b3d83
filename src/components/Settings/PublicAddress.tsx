import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { settingsQuery } from '../api/setupQueries.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Refusal } from './parts.tsx';
import { useSaveSettings } from './useSaveSettings.ts';

/** The https address by which carriers reach this server. */
export function PublicAddress() {
  const { t } = useTranslation('settings');
  const { data } = useQuery(settingsQuery);
  const save = useSaveSettings();
  const [typed, setTyped] = useState<string | null>(null);
  if (!data) return null;
  const fixed = data.fromEnvironment.includes('WEAVER_PUBLIC_URL');
  const stored = data.settings.publicUrl ?? '';
  const text = fixed ? (data.publicUrl ?? '') : (typed ?? stored);
  const wrong = text !== '' && !/^https:\/\/[^/?#\s]+(\/[^?#\s]*)?$/.test(text) && !fixed;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      { ...data.settings, publicUrl: text.trim() === '' ? null : text.trim() },
      { onSuccess: () => setTyped(null) },
    );
  };
  return (
    <form onSubmit={submit} className="space-y-2">
      <Field
        label={t('address.label')}
        hint={fixed ? t('address.fixed') : t('address.hint')}
        problem={wrong ? t('address.wrong') : null}
      >
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              type="url"
              placeholder="https://voice.example.com"
              disabled={fixed}
              value={text}
              onChange={({ target }) => setTyped(target.value)}
            />
            <Button
              type="submit"
              variant="primary"
              disabled={fixed || wrong || save.isPending || text === stored}
            >
              {t('common:save')}
            </Button>
          </div>
        )}
      </Field>
      <Refusal error={save.error} />
    </form>
  );
}
