/**
 * What settings of nodes are called in the page's language (`names.ts` has the names of types and outcomes). Texts are found by the address of a setting
 * (`menu/options/digit`), then by ever shorter ends of it (`options/digit`, `digit`); the server's English fills what is missing.
 */
import { useMemo } from 'react';
import { useTranslation, type Translate } from '../../lib/i18n.ts';
import type { FieldSchema } from './schema/kinds.ts';

export interface NodeTexts {
  fieldTitle(address: string, schema?: Pick<FieldSchema, 'title'>): string;
  fieldHint(address: string, schema?: Pick<FieldSchema, 'description'>): string;
  /** The title of the setting that an address ends with, if there is one in any language. */
  knows(address: string): string | undefined;
  value(address: string, value: unknown): string;
}

export function useNodeTexts(): NodeTexts {
  const { t } = useTranslation('inspector');
  return useMemo(() => nodeTexts(t), [t]);
}

export function nodeTexts(t: Translate): NodeTexts {
  const find = (keys: readonly string[], fallback: string) => t(keys, { defaultValue: fallback, raw: true });
  return {
    fieldTitle: (address, schema) =>
      find(
        ends(address).map((end) => `fields.${end}`),
        schema?.title ?? inWords(lastOf(address)),
      ),
    fieldHint: (address, schema) =>
      find(
        ends(address).map((end) => `hints.${end}`),
        schema?.description ?? '',
      ),
    knows(address) {
      const found = find([`fields.${lastOf(address)}`], '');
      return found === '' ? undefined : found;
    },
    value: (address, value) =>
      find(
        ends(address).map((end) => `values.${end}/${String(value)}`),
        inWords(String(value)),
      ),
  };
}

/** `a/b/c`: itself, `b/c`, `c`. */
export function ends(address: string): string[] {
  const steps = address.split('/');
  return steps.map((_, i) => steps.slice(i).join('/'));
}

const lastOf = (address: string) => address.slice(address.lastIndexOf('/') + 1);

/** `maxTurns` reads "Max turns". */
function inWords(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[-_]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}
