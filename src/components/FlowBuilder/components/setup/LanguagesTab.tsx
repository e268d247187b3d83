import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from '../../../lib/i18n.ts';
import { Link } from 'wouter';
import type { LanguageVoice } from '../../../../types/workflowConfig.ts';
import { languagesQuery } from '../../../api/setupQueries.ts';
import { Button } from '../../../ui/button.tsx';
import { Failure, Loading, Skeleton } from '../../../ui/state.tsx';
import { LanguageCard } from './LanguageCard.tsx';
import { useSetup } from './useSetup.ts';

const LanguagePicker = lazy(async () => ({
  default: (await import('./LanguagePicker.tsx')).LanguagePicker,
}));

/** What the schema says of a language that is only named. */
const plain = (language: string): LanguageVoice => ({
  language,
  sttProvider: 'auto',
  ttsProvider: 'auto',
  speakingRate: 1,
  optimizations: { dialectSupport: [], toneAwareness: false, culturalContext: false },
  relay: {},
});

export function LanguagesTab() {
  const { t } = useTranslation('setup');
  const { config, set } = useSetup();
  const known = useQuery(languagesQuery);
  const [adding, setAdding] = useState(false);
  const { languages } = config;
  if (known.isPending) return <Loading />;
  if (known.isError) return <Failure error={known.error} retry={() => void known.refetch()} />;

  const replace = (at: number, voice: LanguageVoice) =>
    set(
      'languages',
      languages.map((one, index) => (index === at ? voice : one)),
    );
  const move = (at: number, to: number) => {
    const next = [...languages];
    const [moved] = next.splice(at, 1);
    if (moved) next.splice(to, 0, moved);
    set('languages', next);
  };
  return (
    <div className="space-y-3">
      <p className="text-muted-foreground">{t('languages.text')}</p>
      <ul className="space-y-3">
        {languages.map((voice, at) => (
          <LanguageCard
            key={voice.language}
            voice={voice}
            at={at}
            count={languages.length}
            summary={known.data.find(({ tag }) => tag === voice.language)}
            onChange={(next) => replace(at, next)}
            onMove={(to) => move(at, to)}
            onRemove={() =>
              set(
                'languages',
                languages.filter((_, index) => index !== at),
              )
            }
          />
        ))}
      </ul>
      {adding ? (
        <Suspense fallback={<Skeleton className="h-72" />}>
          <LanguagePicker
            languages={known.data.filter(({ tag }) => languages.every(({ language }) => language !== tag))}
            onPick={(tag) => {
              set('languages', [...languages, plain(tag)]);
              setAdding(false);
            }}
            onClose={() => setAdding(false)}
          />
        </Suspense>
      ) : (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button onClick={() => setAdding(true)}>
            <Plus aria-hidden /> {t('languages.add')}
          </Button>
          <Link href="/settings/languages" className="text-primary underline underline-offset-4">
            {t('languages.custom')}
          </Link>
        </div>
      )}
    </div>
  );
}
