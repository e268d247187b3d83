/** What is known of a provider's fields without looking at their values: which are secret, needed, and set by what. */
import type { z } from 'zod';
import {
  configurableProviders,
  providerEnvironment,
  providerSettingsSchemas,
  type ConfigurableProvider,
} from './settings.ts';

/** Settings as they are set: some of the fields, not yet checked, without defaults. */
export type ProviderRecord = Readonly<Record<string, string | number>>;

/** Shown to nobody, wherever they come from. */
const secretFields: ReadonlySet<string> = new Set(['key', 'credentials']);

export const isSecretField = (field: string): boolean => secretFields.has(field);

export function isConfigurable(name: string): name is ConfigurableProvider {
  return (configurableProviders as readonly string[]).includes(name);
}

export function shapeOf(name: ConfigurableProvider): Readonly<Record<string, z.ZodType>> {
  return providerSettingsSchemas[name].shape;
}

export function fieldsOf(name: ConfigurableProvider): string[] {
  return Object.keys(shapeOf(name));
}

export function environmentOf(name: ConfigurableProvider): Readonly<Record<string, string>> {
  return providerEnvironment[name];
}

export function isRequiredField(name: ConfigurableProvider, field: string): boolean {
  return shapeOf(name)[field]?.safeParse(undefined).success === false;
}

/** As it would be written; undefined when there is none. */
export function defaultOf(name: ConfigurableProvider, field: string): string | undefined {
  const parsed = shapeOf(name)[field]?.safeParse(undefined);
  return parsed?.success && parsed.data !== undefined ? String(parsed.data) : undefined;
}

interface Misfit {
  /** Undefined: a name that we do not know. */
  readonly field?: string;
  readonly says: string;
}

/** What does not fit. What is missing is not looked for. */
export function misfits(name: ConfigurableProvider, record: ProviderRecord): Misfit[] {
  const shape = shapeOf(name);
  return Object.entries(record).flatMap(([field, value]): Misfit[] => {
    // A name that we do not know is not repeated: somebody may have put the key itself in its place.
    if (!Object.hasOwn(shape, field)) return [{ says: `no other fields than ${fieldsOf(name).join(', ')}` }];
    const parsed = shape[field]?.safeParse(value);
    if (!parsed || parsed.success) return [];
    return [{ field, says: `${labelOf(name, field)}: ${parsed.error.issues[0]?.message ?? 'not valid'}` }];
  });
}

/** The same as one text, `field (VARIABLE): why`; undefined when all fits. */
export function misfit(name: ConfigurableProvider, record: ProviderRecord): string | undefined {
  const problems = misfits(name, record).map(({ says }) => says);
  return problems.length > 0 ? [...new Set(problems)].join('; ') : undefined;
}

/** As people know the field: with the variable that sets it. */
export function labelOf(name: ConfigurableProvider, field: string): string {
  return `${field} (${environmentOf(name)[field]})`;
}

/** What must be set before the provider can be used, as one sentence; undefined when nothing is missing. */
export function missingSettings(name: ConfigurableProvider, record: ProviderRecord): string | undefined {
  const missing = fieldsOf(name)
    .filter((field) => isRequiredField(name, field) && record[field] === undefined)
    .map((field) => labelOf(name, field));
  if (name === 'google' && !hasGoogleLogin(record))
    missing.push(`${labelOf(name, 'credentials')} or ${labelOf(name, 'credentialsFile')}`);
  return missing.length > 0 ? `Set ${missing.join(', and ')}.` : undefined;
}

/** An address in plain text is one of a test or of a proxy that signs in by itself. */
function hasGoogleLogin({ credentials, credentialsFile, sttUrl, ttsUrl }: ProviderRecord): boolean {
  const plain = [sttUrl, ttsUrl].some((url) => String(url ?? '').startsWith('http:'));
  return plain || credentials !== undefined || credentialsFile !== undefined;
}

/** A value as it may be shown: addresses without the parts in which passwords and keys are sent. */
export function shownValue(value: string | number): string {
  const text = String(value).trim();
  if (!text.includes('://')) return text;
  if (!URL.canParse(text)) return '…';
  const { protocol, username, password, host, pathname, search, hash } = new URL(text);
  const login = username || password ? '…@' : '';
  const path = pathname === '/' ? '' : pathname;
  return `${protocol}//${login}${host}${path}${search ? '?…' : ''}${hash ? '#…' : ''}`;
}
