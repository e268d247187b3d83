/** The page's language. Texts are loaded by language and by part of the app; English fills what another lacks. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { read, write } from './theme.ts';

export const pageLanguages = ['en', 'zh-HK', 'zh-CN'] as const;
export type PageLanguage = (typeof pageLanguages)[number];
export const languageNames: Readonly<Record<PageLanguage, string>> = {
  en: 'English',
  'zh-HK': '繁體中文',
  'zh-CN': '简体中文',
};

const KEY = 'weaver.language';
const files = import.meta.glob<{ default: Record<string, unknown> }>('../../locales/*/*.json');

export function wantedLanguage(): PageLanguage {
  const stored = read(KEY);
  const [first = 'en'] = [...(stored ? [stored] : []), ...navigator.languages].flatMap(asPageLanguage);
  return first;
}

function asPageLanguage(tag: string): PageLanguage[] {
  const exact = pageLanguages.find((known) => known === tag);
  if (exact) return [exact];
  if (/^(yue|zh-(hk|mo|tw|hant))\b/i.test(tag)) return ['zh-HK'];
  if (/^zh\b/i.test(tag)) return ['zh-CN'];
  return /^en\b/i.test(tag) ? ['en'] : [];
}

export async function startLanguage(namespaces: readonly string[]): Promise<void> {
  await i18next
    .use({
      type: 'backend' as const,
      init: () => undefined,
      read(language: string, namespace: string, done: (error: unknown, data?: object) => void) {
        const load = files[`../../locales/${language}/${namespace}.json`];
        if (!load) return done(new Error(`no texts ${language}/${namespace}`));
        load().then(
          (loaded) => done(null, loaded.default),
          (error: unknown) => done(error),
        );
      },
    })
    .use(initReactI18next)
    .init({
      lng: wantedLanguage(),
      fallbackLng: 'en',
      supportedLngs: [...pageLanguages],
      ns: [...namespaces],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      returnNull: false,
    });
  applyLanguage(i18next.language as PageLanguage);
}

export async function chooseLanguage(language: PageLanguage): Promise<void> {
  write(KEY, language);
  await i18next.changeLanguage(language);
  applyLanguage(language);
}

function applyLanguage(language: PageLanguage): void {
  document.documentElement.lang = language;
}
