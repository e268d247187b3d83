/** A language of one's own: what it is called and written in, what providers call it, and how its words are read. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from '../lib/i18n.ts';
import type { LanguageDetail } from '../../types/api.ts';
import { ask } from '../api/client.ts';
import { languageQuery } from '../api/setupQueries.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Input, Select, Textarea } from '../ui/input.tsx';
import { Loading } from '../ui/state.tsx';
import { empty, formOf, recordOf, type LanguageFields } from './languageRecord.ts';
import { Refusal } from './parts.tsx';

interface LanguageFormProps {
  /** null: a new one. */
  readonly tag: string | null;
  readonly onDone: () => void;
}

export function LanguageForm({ tag, onDone }: LanguageFormProps) {
  const detail = useQuery({ ...languageQuery(tag ?? ''), enabled: tag !== null });
  if (tag === null) return <Form detail={null} onDone={onDone} />;
  return detail.data ? <Form detail={detail.data} onDone={onDone} /> : <Loading />;
}

function Form({ detail, onDone }: { readonly detail: LanguageDetail | null; readonly onDone: () => void }) {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  const { register, handleSubmit, formState } = useForm<LanguageFields>({
    defaultValues: detail ? formOf(detail.record) : empty,
    mode: 'onBlur',
  });
  const save = useMutation({
    mutationFn: (fields: LanguageFields) => {
      const body = recordOf(fields, detail?.record ?? null);
      return detail
        ? ask(`/languages/${encodeURIComponent(detail.tag)}`, { method: 'PUT', body })
        : ask('/languages', { method: 'POST', body });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['languages'] });
      onDone();
    },
  });
  const text = (name: keyof LanguageFields, pattern?: RegExp, required = false) => (
    <Field
      label={t(`languages.field.${name}`)}
      hint={t(`languages.hint.${name}`, { defaultValue: '' })}
      problem={
        formState.errors[name] && t(`languages.wrong.${name}`, { defaultValue: t('languages.required') })
      }
    >
      {(control) => (
        <Input
          {...control}
          disabled={name === 'tag' && detail !== null}
          {...register(name, { required, ...(pattern ? { pattern } : {}) })}
        />
      )}
    </Field>
  );
  return (
    <form
      noValidate
      onSubmit={(event) => void handleSubmit((fields) => save.mutate(fields))(event)}
      className="mb-4 space-y-4 rounded-lg border bg-card p-4"
    >
      <div className="grid gap-4 sm:grid-cols-2">
        {text('tag', /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, true)}
        {text('language', /^[a-z]{2,3}$/, true)}
        {text('own', undefined, true)}
        {text('english', undefined, true)}
        {text('script', /^[A-Z][a-z]{3}$/, true)}
        <Field label={t('languages.field.direction')}>
          {(control) => (
            <Select {...control} {...register('direction')}>
              <option value="ltr">{t('languages.ltr')}</option>
              <option value="rtl">{t('languages.rtl')}</option>
            </Select>
          )}
        </Field>
        {text('azure')}
        {text('google')}
        {text('deepgram')}
        {text('espeak')}
      </div>
      {(['hints', 'lexicon'] as const).map((name) => (
        <Field key={name} label={t(`languages.field.${name}`)} hint={t(`languages.hint.${name}`)}>
          {(control) => <Textarea {...control} rows={3} {...register(name)} />}
        </Field>
      ))}
      <Refusal error={save.error} />
      <div className="flex gap-2">
        <Button type="submit" variant="primary" disabled={save.isPending}>
          {t('common:save')}
        </Button>
        <Button onClick={onDone}>{t('common:cancel')}</Button>
      </div>
    </form>
  );
}
