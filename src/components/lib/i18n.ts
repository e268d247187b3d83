/** The page's language. Texts are loaded by language and by part of the app; a parity test holds the languages together. */
import { use, useSyncExternalStore } from 'react';
import { read, write } from './theme.ts';
import { translator, type Texts, type Translate } from './translator.ts';

export type { Translate } from './translator.ts';

export const pageLanguages = ['en', 'zh-HK', 'zh-CN'] as const;
export type PageLanguage = (typeof pageLanguages)[number];
export const languageNames: Readonly<Record<PageLanguage, string>> = {
  en: 'English',
  'zh-HK': '繁體中文',
  'zh-CN': '简体中文',
};

const KEY = 'weaver.language';
/** A server that restarts is asked again by whoever comes later than this; React draws a failure at once. */
const FAILURE_KEPT_MS = 500;
const files = import.meta.glob<{ default: Texts }>('../../locales/*/*.json');

let language: PageLanguage = 'en';
const texts = new Map<string, Texts>();
const loading = new Map<string, Promise<void>>();
const translators = new Map<string, Translate>();
const listeners = new Set<() => void>();

export const pageLanguage = (): PageLanguage => language;

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
  language = wantedLanguage();
  document.documentElement.lang = language;
  followTabs();
  await loadTexts(...namespaces);
}

/** One reader, one language: what another tab of theirs chose holds here too. */
function followTabs(): void {
  addEventListener('storage', ({ key }) => {
    if (key === KEY) void become(wantedLanguage());
  });
}

export async function chooseLanguage(chosen: PageLanguage): Promise<void> {
  write(KEY, chosen);
  await become(chosen);
}

/** What the page shows now is there in the new language before it changes. */
async function become(chosen: PageLanguage): Promise<void> {
  const shown = new Set([...texts.keys()].map((name) => name.slice(name.indexOf('/') + 1)));
  await Promise.all([...shown].map((namespace) => loaded(chosen, namespace)));
  language = chosen;
  document.documentElement.lang = chosen;
  for (const listener of listeners) listener();
}

/** @throws whatever the import of one of them throws */
export async function loadTexts(...namespaces: readonly string[]): Promise<void> {
  await Promise.all(namespaces.map((namespace) => loaded(language, namespace)));
}

export const hasTexts = (of: PageLanguage, namespace: string): boolean => texts.has(`${of}/${namespace}`);

/** For tests, and for what came some other way. */
export function addTexts(of: PageLanguage, namespace: string, given: Texts): void {
  texts.set(`${of}/${namespace}`, given);
}

/** A promise that React need not wait for is marked so. */
const fulfilled = (promise: Promise<void>) =>
  Object.assign(promise, { status: 'fulfilled', value: undefined });
const there = fulfilled(Promise.resolve());

/** The same promise each time: whoever waited for it asks again. */
function loaded(of: PageLanguage, namespace: string): Promise<void> {
  const name = `${of}/${namespace}`;
  const known = loading.get(name);
  if (known) return known;
  if (texts.has(name)) return there;
  const promise = load(name);
  loading.set(name, promise);
  promise.then(
    () => fulfilled(promise),
    () => setTimeout(() => loading.delete(name), FAILURE_KEPT_MS),
  );
  return promise;
}

async function load(name: string): Promise<void> {
  const file = files[`../../locales/${name}.json`];
  if (!file) throw new Error(`no texts ${name}`);
  texts.set(name, (await file()).default);
}

/** The same function each time: it may stand among the dependencies of an effect. */
export function translatorOf(of: PageLanguage, namespaces: readonly string[]): Translate {
  const name = `${of} ${namespaces.join(' ')}`;
  const made = translators.get(name) ?? translator(of, namespaces, (one) => texts.get(`${of}/${one}`));
  translators.set(name, made);
  return made;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Texts of these parts of the app; a part whose texts are still on their way waits for them (`Suspense`). */
export function useTranslation(namespaces: string | readonly string[] = 'common'): {
  readonly t: Translate;
  readonly i18n: { readonly language: PageLanguage };
} {
  const now = useSyncExternalStore(subscribe, pageLanguage);
  const list = typeof namespaces === 'string' ? [namespaces] : namespaces;
  // Asked for together, then waited for.
  const waits = list.map((namespace) => loaded(now, namespace));
  // Also for what is there by now: React holds us to it.
  for (const wait of waits) use(wait);
  return { t: translatorOf(now, list), i18n: { language: now } };
}
