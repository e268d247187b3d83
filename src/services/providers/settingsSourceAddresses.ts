/**
 * To which addresses a secret may go. Whoever may change settings cannot read secrets, and must not get one by having it
 * sent somewhere: a stored address counts only for a secret that was stored with it. What the environment sets is the
 * operator's own.
 */
import { WeaverError } from '../../types/errors/index.ts';
import type { ConfigurableProvider } from './settings.ts';
import { isSecretField, labelOf, type ProviderRecord } from './settingsSourceFields.ts';

const isAddressField = (field: string): boolean => field === 'url' || field.endsWith('Url');

/** With what the provider is signed in to. A file's path proves nothing: it is shown to everybody. */
const logins = ['key', 'credentials', 'credentialsFile'] as const;

/** The field that signs in, when one is set; of several the first is used. */
export function loginOf(record: ProviderRecord): string | undefined {
  return logins.find((field) => record[field] !== undefined);
}

/** Addresses that are new or others than before. One that is removed is not: then the provider's own counts. */
export function movedAddresses(before: ProviderRecord, after: ProviderRecord): string[] {
  return Object.keys(after).filter((field) => isAddressField(field) && after[field] !== before[field]);
}

export interface ForeignAddresses {
  readonly fields: readonly string[];
  /** The field that signs in and does not belong to them. */
  readonly login: string;
}

/** @param record in force. */
export function foreignAddresses(
  record: ProviderRecord,
  isFromEnvironment: (field: string) => boolean,
): ForeignAddresses | undefined {
  const login = loginOf(record);
  if (login === undefined || (isSecretField(login) && !isFromEnvironment(login))) return undefined;
  const fields = Object.keys(record).filter((field) => isAddressField(field) && !isFromEnvironment(field));
  return fields.length > 0 ? { fields, login } : undefined;
}

/** @throws WeaverError PROVIDER_ADDRESS_PLAIN when a stored secret would cross a network in the clear. */
export function ensureEncrypted(provider: ConfigurableProvider, record: ProviderRecord): void {
  if (!Object.keys(record).some(isSecretField)) return;
  const plain = Object.entries(record).filter(([field, value]) => isAddressField(field) && isPlain(value));
  if (plain.length === 0) return;
  const fields = plain.map(([field]) => labelOf(provider, field)).join(', ');
  throw new WeaverError('PROVIDER_ADDRESS_PLAIN', { provider, fields });
}

/** Without TLS, to another machine. */
function isPlain(address: string | number): boolean {
  const { protocol, hostname } = new URL(String(address).trim());
  if (protocol === 'https:' || protocol === 'wss:') return false;
  return !(hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname));
}
