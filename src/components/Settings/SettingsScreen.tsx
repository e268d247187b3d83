/** What belongs to the whole server. One address a section, so that other screens can point to it. */
import { lazy, Suspense } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { Link } from 'wouter';
import { cn } from '../lib/cn.ts';
import { Loading } from '../ui/state.tsx';

const sections = {
  providers: lazy(async () => ({ default: (await import('./ProvidersSection.tsx')).ProvidersSection })),
  number: lazy(async () => ({ default: (await import('./NumberSection.tsx')).NumberSection })),
  server: lazy(async () => ({ default: (await import('./ServerSection.tsx')).ServerSection })),
  languages: lazy(async () => ({ default: (await import('./LanguagesSection.tsx')).LanguagesSection })),
  keys: lazy(async () => ({ default: (await import('./KeysSection.tsx')).KeysSection })),
  about: lazy(async () => ({ default: (await import('./AboutSection.tsx')).AboutSection })),
} as const;

type Section = keyof typeof sections;
const names = Object.keys(sections) as Section[];

/** On a narrow screen the row of sections scrolls. */
const show = (link: HTMLElement | null) => link?.scrollIntoView({ block: 'nearest', inline: 'center' });

export function SettingsScreen({ section }: { readonly section?: string | undefined }) {
  const { t } = useTranslation('settings');
  const here = names.find((name) => name === section) ?? 'providers';
  const Body = sections[here];
  return (
    <div className="mx-auto max-w-5xl p-4 pb-24 md:p-6 md:pb-24">
      <h1 className="mb-4 text-xl font-semibold">{t('title')}</h1>
      <div className="grid gap-4 md:grid-cols-[11rem_1fr] md:gap-8">
        <nav aria-label={t('sections')} className="-mx-1 flex gap-0.5 overflow-x-auto px-1 md:flex-col">
          {names.map((name) => (
            <Link
              key={name}
              ref={name === here ? show : null}
              href={`/settings/${name}`}
              aria-current={name === here ? 'page' : undefined}
              className={cn(
                'flex h-8 shrink-0 items-center rounded-md px-2 whitespace-nowrap text-muted-foreground hover:bg-muted hover:text-foreground focus-visible:outline-2 focus-visible:-outline-offset-2',
                name === here && 'bg-accent font-medium text-foreground',
              )}
            >
              {t(`nav.${name}`)}
            </Link>
          ))}
        </nav>
        <div className="min-w-0">
          <Suspense fallback={<Loading />}>
            <Body />
          </Suspense>
        </div>
      </div>
    </div>
  );
}
