import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import type { LanguageSummary } from '../../types/api.ts';
import { ask } from '../api/client.ts';
import { languagesQuery } from '../api/setupQueries.ts';
import { Button } from '../ui/button.tsx';
import { Empty, Failure, Loading } from '../ui/state.tsx';
import { Refusal, SectionTitle } from './parts.tsx';

const LanguageForm = lazy(async () => ({ default: (await import('./LanguageForm.tsx')).LanguageForm }));

/** Languages that the server does not bring along, or that are spoken differently here. */
export function LanguagesSection() {
  const { t } = useTranslation('settings');
  const languages = useQuery(languagesQuery);
  /** A tag, '' for a new one, or null for none. */
  const [editing, setEditing] = useState<string | null>(null);
  if (languages.isPending) return <Loading />;
  if (languages.isError) return <Failure error={languages.error} retry={() => void languages.refetch()} />;
  const own = languages.data.filter(({ custom }) => custom);
  return (
    <>
      <SectionTitle title={t('languages.title')}>
        {t('languages.text', { count: languages.data.length - own.length })}
      </SectionTitle>
      {editing === null && (
        <Button variant="primary" className="mb-4" onClick={() => setEditing('')}>
          <Plus aria-hidden /> {t('languages.add')}
        </Button>
      )}
      {editing !== null && (
        <Suspense fallback={<Loading />}>
          <LanguageForm key={editing} tag={editing === '' ? null : editing} onDone={() => setEditing(null)} />
        </Suspense>
      )}
      {own.length === 0 && editing === null && (
        <Empty title={t('languages.none')} className="py-6">
          {t('languages.noneText')}
        </Empty>
      )}
      <ul className="space-y-2">
        {own.map((language) => (
          <Own key={language.tag} language={language} onEdit={() => setEditing(language.tag)} />
        ))}
      </ul>
    </>
  );
}

function Own({ language, onEdit }: { readonly language: LanguageSummary; readonly onEdit: () => void }) {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  const { tag, names } = language;
  const remove = useMutation({
    mutationFn: () => ask(`/languages/${encodeURIComponent(tag)}`, { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['languages'] }),
  });
  return (
    <li className="flex flex-wrap items-center gap-2 rounded-lg border bg-card px-3 py-2">
      <span className="font-semibold">{names.own}</span>
      <span className="text-muted-foreground">{names.english}</span>
      <span className="flex-1 font-mono text-xs text-muted-foreground">{tag}</span>
      <Button size="sm" onClick={onEdit} aria-label={t('languages.edit', { name: names.own })}>
        {t('languages.editShort')}
      </Button>
      <Button
        size="sm"
        disabled={remove.isPending}
        onClick={() => remove.mutate()}
        aria-label={t('languages.remove', { name: names.own })}
      >
        {t('common:delete')}
      </Button>
      <Refusal error={remove.error} />
    </li>
  );
}
