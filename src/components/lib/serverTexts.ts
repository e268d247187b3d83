/**
 * What the server says about a failure, in the page's language: its sentences by code, filled with the details of the case. On
 * an English page, and where there is no text, that is what it sent. Texts are loaded when something failed, not before.
 */
import { useCallback, useEffect, useState } from 'react';
import { languageName } from './format.ts';
import { hasTexts, loadTexts, pageLanguage, translatorOf, useTranslation, type Translate } from './i18n.ts';

/** As the API sends it. `code`: of the error table (docs/errors.md), or the page's own `NETWORK`. */
export interface Told {
  readonly code: string;
  readonly message: string;
  readonly fix?: string | null | undefined;
  readonly detail?: Readonly<Record<string, unknown>> | undefined;
}

export interface ErrorText {
  readonly message: string;
  readonly fix: string;
}

type Namespace = 'errors' | 'problems' | 'providers';

/** Never fails: without them the server's English is shown. */
export async function loadServerTexts(namespace: Namespace): Promise<void> {
  if (pageLanguage() !== 'en') await loadTexts(namespace).catch(() => undefined);
}

/** null: what the server sent is said as it is. Does not wait: an error must be seen even if texts cannot be loaded. */
export function useServerTexts(namespace: Namespace): Translate | null {
  const { i18n } = useTranslation();
  const { language } = i18n;
  const [, setCame] = useState('');
  useEffect(() => {
    if (language === 'en' || hasTexts(language, namespace)) return;
    let here = true;
    void loadServerTexts(namespace).then(() => here && setCame(language));
    return () => {
      here = false;
    };
  }, [language, namespace]);
  return language === 'en' ? null : translatorOf(language, [namespace]);
}

export function useErrorText(): (error: Told) => ErrorText {
  const { t: common } = useTranslation();
  const t = useServerTexts('errors');
  return useCallback(
    (error) =>
      error.code === 'NETWORK'
        ? { message: common('error.network'), fix: common('error.networkFix') }
        : errorText(t, error),
    [common, t],
  );
}

export function errorText(t: Translate | null, { code, message, fix, detail = {} }: Told): ErrorText {
  if (!t) return { message, fix: fix ?? '' };
  const say = (key: string, own: string) => filled(t(key, { raw: true, defaultValue: '' }), own, detail, t);
  return { message: say(`${code}.message`, message), fix: say(`${code}.fix`, fix ?? '') };
}

/** One after the other; a full-width stop brings its own space. */
export const inOneLine = ({ message, fix }: ErrorText): string =>
  `${message}${/[。？！]$/.test(message) ? '' : ' '}${fix}`;

const braces = /\{\{\s*(\w+)\s*\}\}/g;
/** What stands in brackets is left out with its value, as the server does where it keeps details to its log. */
const bracketed = /\s*[(（][^()（）]*\{\{\s*(\w+)\s*\}\}[^()（）]*[)）]/g;

function filled(text: string, own: string, detail: Readonly<Record<string, unknown>>, t: Translate): string {
  if (text === '') return own;
  return text
    .replaceAll(bracketed, (whole, name: string) => (name in detail ? whole : ''))
    .replaceAll(braces, (_braces, name: string) => (name in detail ? valueText(name, detail[name], t) : '…'));
}

function valueText(name: string, value: unknown, t: Translate): string {
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  if (name === 'language') return languageName(text);
  return t(`values.${name}.${text}`, { raw: true, defaultValue: text });
}
