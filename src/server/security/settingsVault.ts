import type { Logger } from 'pino';
import type { Settings } from '../settings.ts';
import { Vault } from './vault.ts';
import { parseVaultKey } from './vaultKey.ts';

/** The vault as the settings have it. */
export function vaultOf(settings: Settings, log: Logger): Vault {
  const { home, WEAVER_VAULT_KEY: key, WEAVER_VAULT_KEY_PREVIOUS: previous } = settings;
  return new Vault({
    home,
    key: key === undefined ? undefined : parseVaultKey(key),
    previousKey: previous === undefined ? undefined : parseVaultKey(previous),
    onExposed: (reason) =>
      log.warn({ reason }, 'secret.key can be read by others than its owner, and that cannot be changed'),
  });
}
