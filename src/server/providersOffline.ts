/** The stored accounts while no server runs: nothing listens, no call is touched. */
import { providerRegistry, providerSettings } from '../services/providers/index.ts';
import { openStore } from '../services/storage/index.ts';
import { systemClock } from '../types/clock.ts';
import { createLogger } from './logging.ts';
import { ProviderAccounts } from './providers.ts';
import { openHome } from './security/home.ts';
import { vaultOf } from './security/settingsVault.ts';
import { readSettings } from './settings.ts';

/** @throws WeaverError API_SETTINGS_INVALID, API_HOME_UNUSABLE, STORE_…, and what `use` throws. */
export async function withStoredAccounts<T>(
  env: Readonly<Record<string, string | undefined>>,
  use: (accounts: ProviderAccounts) => Promise<T>,
): Promise<T> {
  const settings = readSettings(env);
  openHome(settings.home);
  const log = createLogger('silent');
  const store = await openStore(settings.databaseUrl);
  try {
    const accounts = await ProviderAccounts.open({
      stored: store.settings,
      vault: vaultOf(settings, log),
      source: providerSettings,
      registry: providerRegistry,
      clock: systemClock,
      log,
    });
    try {
      return await use(accounts);
    } finally {
      await accounts.close();
    }
  } finally {
    await store.close();
  }
}
