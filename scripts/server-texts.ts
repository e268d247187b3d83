/**
 * Writes what the server says into the English texts of the page: `src/locales/en/errors.json`, `problems.json` and
 * `providers.json`. The other languages have the same keys, written by hand (docs/terms.md). `node scripts/errors-doc.ts` runs it as well.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { providerRegistry } from '../src/services/providers/index.ts';
import { errorTable, type ErrorEntry } from '../src/types/errors/index.ts';
import { flowSentences } from '../src/types/flowSentences.ts';

const locales = join(import.meta.dirname, '../src/locales');

/** Families of codes that somebody may meet on a page: what its requests, checks and test calls answer. */
const families =
  /^(ALERT|API|CACHE|CALL|HTTP|LANGUAGE|MESSAGE|PROVIDER|STORE|TEST|VOICE|WEBHOOK)_|^FLOW_(DOCUMENT|VALUE)_/;
/** Notes that a flow leaves during a test call. */
const notes = [
  'FLOW_EXPRESSION_FAILED',
  'FLOW_EXPRESSION_RESULT',
  'FLOW_EXPRESSION_SKIPPED',
  'FLOW_FUNCTION_FAILED',
  'FLOW_INPUT_IGNORED',
  'FLOW_NODE_FAILED',
  'FLOW_MESSAGE_EMPTY',
  'FLOW_MESSAGE_NUMBER',
  'FLOW_NO_MODEL',
  'FLOW_NUMBER_MISSING',
  'FLOW_RUNAWAY',
];
/** The server does not start with these, or only the carrier and the command line meet them. */
const never =
  /^API_(SETTINGS_INVALID|PORT_|HOME_|VAULT_KEY|UPGRADE_|PUBLIC_URL|NOT_LOCAL|NOT_SIMULATED)|^STORE_(URL|NEWER|EVENT)|^PROVIDER_PROFILE|^CALL_(ALREADY|NOT_SIMULATED)/;

export const isMetOnPages = (code: string): boolean =>
  (families.test(code) && !never.test(code)) || notes.includes(code);

/** Values of a detail that are words, not names: said in the page’s language too. */
const values = {
  kind: {
    workflow: 'flow',
    'draft of the workflow': 'draft of the flow',
    version: 'version',
    'preparation of the workflow': 'preparation of the flow',
    template: 'template',
  },
  work: { recogniser: 'recogniser', synthesiser: 'voice', model: 'model', embedder: 'embedder' },
};

export function errorTexts(): Record<string, unknown> {
  const met = Object.entries<ErrorEntry>(errorTable).filter(([code]) => isMetOnPages(code));
  const texts = met.map(([code, { message, fix }]) => [
    code,
    { message: doubled(message), fix: doubled(fix) },
  ]);
  return { ...Object.fromEntries(texts), values };
}

/** What settings of nodes must be, in the words of their schemas (`nodes/`); a test looks for others. */
export const settingForms = [
  'a variable name: a small letter, then letters, digits and _',
  'an id of letters, digits, hyphens and underscores',
  'one key of the telephone: 0 to 9, * or #',
  'a name of small letters, digits and _',
  'a range whose least value is not above its largest',
  'a path such as order.items[0].name',
  'a time zone such as Asia/Hong_Kong',
  'a language such as en-US, or "default"',
];

export function problemTexts(): Record<string, unknown> {
  const texts = Object.entries(flowSentences).map(([key, text]) => [key, doubled(text)]);
  return {
    ...Object.fromEntries(texts),
    forms: Object.fromEntries(settingForms.map((form) => [form, form])),
  };
}

/** What each provider can and cannot do, by its name and work. */
export function providerTexts(): Record<string, unknown> {
  const texts: Record<string, Record<string, { readonly can: string; readonly cannot: string }>> = {};
  for (const { name, work, can, cannot } of providerRegistry.capabilitiesReport())
    texts[name] = { ...texts[name], [work]: { can, cannot } };
  return texts;
}

/** The page's texts have their values in double braces. */
const doubled = (text: string) => text.replaceAll(/\{(\w+)\}/g, '{{$1}}');

export function writeServerTexts(): void {
  const all = { errors: errorTexts(), problems: problemTexts(), providers: providerTexts() };
  for (const [name, texts] of Object.entries(all))
    writeFileSync(join(locales, 'en', `${name}.json`), `${JSON.stringify(texts, null, 2)}\n`);
}

if (import.meta.main) writeServerTexts();
