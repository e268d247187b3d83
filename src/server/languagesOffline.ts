/** Languages while no server runs: nothing listens, no call is touched. */
import { existsSync } from 'node:fs';
import { languageRegistry } from '../services/language/index.ts';
import { providerRegistry } from '../services/providers/index.ts';
import { openStore } from '../services/storage/index.ts';
import { languageDetailOf, languageSummaries, type LanguageReportOptions } from './languageReport.ts';
import { CustomLanguages } from './languages.ts';
import { createLogger } from './logging.ts';
import { openHome } from './security/home.ts';
import { readSettings } from './settings.ts';
import type { LanguageDetail, LanguageSummary } from '../types/apiLanguages.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws WeaverError API_SETTINGS_INVALID, API_HOME_UNUSABLE, STORE_…, and what `use` throws. */
export async function withStoredLanguages<T>(
  env: Environment,
  use: (languages: CustomLanguages) => Promise<T>,
): Promise<T> {
  const settings = readSettings(env);
  openHome(settings.home);
  const store = await openStore(settings.databaseUrl);
  try {
    const log = createLogger('silent');
    const languages = await CustomLanguages.open({ store, registry: languageRegistry, log });
    try {
      return await use(languages);
    } finally {
      await languages.close();
    }
  } finally {
    await store.close();
  }
}

/** As the environment sets the providers up, and as the store has languages, if there is one: to look makes none. */
export function listOffline(env: Environment): Promise<LanguageSummary[]> {
  return withStoreIfAny(env, () => languageSummaries(offline));
}

/** @throws WeaverError LANGUAGE_UNKNOWN */
export function showOffline(env: Environment, tag: string): Promise<LanguageDetail> {
  return withStoreIfAny(env, async () => languageDetailOf(tag, offline));
}

const offline: LanguageReportOptions = {
  languages: languageRegistry,
  providers: providerRegistry,
  health: [],
};

function withStoreIfAny<T>(env: Environment, use: () => Promise<T>): Promise<T> {
  const [, file] = /^sqlite:(?:\/\/)?(.*)$/.exec(readSettings(env).databaseUrl) ?? [];
  return file === undefined || existsSync(file) ? withStoredLanguages(env, use) : use();
}
