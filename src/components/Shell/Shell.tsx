/** The frame of every screen: where one is, where one can go, language and light. */
import { Activity, LogOut, PhoneCall, Settings, Workflow } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { ask } from '../api/client.ts';
import { sessionQuery } from '../api/queries.ts';
import icon from '../icon.svg';
import { cn } from '../lib/cn.ts';
import { usePlaceTitle } from '../lib/pageTitle.ts';
import { Button } from '../ui/button.tsx';
import { PageMenus } from './PageMenus.tsx';

const places = [
  { href: '/', name: 'flows', icon: Workflow, at: /^\/($|flows)/ },
  { href: '/monitoring', name: 'monitoring', icon: Activity, at: /^\/monitoring/ },
  { href: '/calls', name: 'calls', icon: PhoneCall, at: /^\/calls/ },
  { href: '/settings', name: 'settings', icon: Settings, at: /^\/settings/ },
] as const;

export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [location] = useLocation();
  const here = places.find(({ at }) => at.test(location));
  usePlaceTitle(here && t(`nav.${here.name}`));
  return (
    <div className="flex h-full flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-card focus:px-3 focus:py-2"
      >
        {t('skip')}
      </a>
      <header className="flex h-12 shrink-0 items-center gap-1 border-b bg-card px-3">
        <Link href="/" className="mr-2 flex items-center gap-2 font-semibold" aria-label="Call Flow Weaver">
          <img src={icon} alt="" className="size-6" />
          <span className="hidden md:inline">Call Flow Weaver</span>
        </Link>
        <nav aria-label={t('nav.label')} className="flex min-w-0 items-center gap-0.5">
          {places.map(({ href, name, icon: Icon, at }) => (
            <Link
              key={href}
              href={href}
              aria-current={at.test(location) ? 'page' : undefined}
              className={cn(
                'flex h-8 items-center gap-1.5 rounded-md px-2 text-muted-foreground hover:bg-muted hover:text-foreground focus-visible:outline-2',
                at.test(location) && 'bg-accent font-medium text-foreground',
              )}
            >
              <Icon aria-hidden className="size-4" />
              <span className="max-sm:sr-only">{t(`nav.${name}`)}</span>
            </Link>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-0.5">
          <PageMenus />
          <SignOut />
        </div>
      </header>
      <main id="main" tabIndex={-1} className="min-h-0 flex-1 overflow-auto outline-none">
        {children}
      </main>
    </div>
  );
}

/** Only for those who signed in: on this machine itself nobody has to. */
function SignOut() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data } = useQuery(sessionQuery);
  if (data?.via !== 'session') return null;
  const signOut = async () => {
    await ask('/session', { method: 'DELETE' });
    client.clear();
    await client.invalidateQueries();
  };
  return (
    <Button variant="ghost" size="icon" aria-label={t('signOut')} onClick={() => void signOut()}>
      <LogOut />
    </Button>
  );
}
