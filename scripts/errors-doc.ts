/** Writes docs/errors.md, and the page's English texts, from the error table. Run `npm run -s docs:errors` after changing it; a test compares the two. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorTable, type ErrorEntry } from '../src/types/errors/index.ts';
import { writeServerTexts } from './server-texts.ts';

/** The prefix of a code says which part of the server it comes from. */
const parts: Record<string, string> = {
  FLOW: 'Flows',
  CALL: 'Calls',
  HTTP: 'HTTP nodes',
  TEL: 'Telephony',
  AUDIO: 'Audio',
  PROVIDER: 'Providers',
  LANGUAGE: 'Languages',
  STORE: 'Storage',
  CACHE: 'Response cache',
  API: 'API',
  METRICS: 'Metrics',
  SIM: 'Simulator',
  CLI: 'Command line',
};

export const errorsDocument = join(import.meta.dirname, '../docs/errors.md');

export function renderErrors(table: Readonly<Record<string, ErrorEntry>> = errorTable): string {
  const groups = Map.groupBy(Object.entries(table), ([code]) => code.split('_', 1)[0] ?? '');
  const sections = [...groups].map(([prefix, entries]) => {
    const rows = entries.map(
      ([code, { status, message, fix }]) => `| \`${code}\` | ${status} | ${cell(message)} | ${cell(fix)} |`,
    );
    return [
      `## ${parts[prefix] ?? prefix}`,
      '',
      '| code | status | what happened | what to do |',
      '| --- | --- | --- | --- |',
      ...rows,
    ].join('\n');
  });
  return `${[
    '# Error codes',
    '',
    '<!-- Made by scripts/errors-doc.ts from src/types/errors: change it there. -->',
    '',
    'Every error has a code. It is in the `code` field of an API answer, in the log, and in square brackets behind a message',
    'of the command line. *Status* is the HTTP status when it reaches the API. `{name}` stands for a detail of the case.',
    '',
    sections.join('\n\n'),
  ].join('\n')}\n`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

if (import.meta.main) {
  writeFileSync(errorsDocument, renderErrors());
  writeServerTexts();
}
