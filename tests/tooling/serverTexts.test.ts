/** What the server says and what the page says it with: the same sentences, none forgotten. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  errorTexts,
  isMetOnPages,
  problemTexts,
  providerTexts,
  settingForms,
} from '../../scripts/server-texts.ts';
import { errorTable } from '../../src/types/errors/index.ts';
import { flowSentences } from '../../src/types/flowSentences.ts';

const source = join(import.meta.dirname, '../../src');
const english = (name: string): unknown =>
  JSON.parse(readFileSync(join(source, `locales/en/${name}.json`), 'utf8'));

describe('the page’s English', () => {
  it('mirrors the error table (node scripts/errors-doc.ts writes it)', () => {
    expect(english('errors')).toEqual(errorTexts());
  });

  it('mirrors the sentences of flow problems (node scripts/errors-doc.ts writes it)', () => {
    expect(english('problems')).toEqual(problemTexts());
  });

  it('mirrors what providers can and cannot do (node scripts/errors-doc.ts writes it)', () => {
    expect(english('providers')).toEqual(providerTexts());
  });

  it('has the codes of every family that a page meets', () => {
    for (const code of [
      'API_PROBLEMS',
      'STORE_SLUG_TAKEN',
      'WEBHOOK_SLOW',
      'PROVIDER_REFUSED',
      'FLOW_NO_MODEL',
    ])
      expect(errorTexts()).toHaveProperty(code);
    for (const code of ['CLI_USAGE', 'SIM_NO_VOICE', 'API_PORT_TAKEN'])
      expect(isMetOnPages(code)).toBe(false);
  });
});

describe('sentences of flow problems', () => {
  it('begin with a code of the error table', () => {
    for (const key of Object.keys(flowSentences))
      expect(errorTable).toHaveProperty([key.split('.')[0] ?? '']);
  });

  it('are there for every code that validation raises', () => {
    const folders = ['validate', 'nodes'].map((name) => join(source, 'services/flow', name));
    const files = folders.flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)));
    const raised = files
      .filter((file) => !file.endsWith('.test.ts'))
      .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/(?:problem\(\s*|sentence: )'([^']+)'/g)])
      .map(([, key = '']) => key);
    expect(raised.length).toBeGreaterThan(30);
    expect(raised.filter((key) => !(key in flowSentences))).toEqual([]);
  });

  it('know what the schemas of nodes say that a setting must be', () => {
    const folder = join(source, 'services/flow/nodes');
    const files = [...readdirSync(folder).map((file) => join(folder, file)), join(folder, '../localised.ts')];
    const said = files
      .filter((file) => !file.endsWith('.test.ts'))
      .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\.(?:regex|refine)\((.+?)\)[\n.,;]/gs)])
      .flatMap(([, inside = '']) => /, *\n? *'([^']+)',?\s*$/.exec(inside)?.[1] ?? []);
    expect(new Set(said)).toEqual(new Set(settingForms));
  });
});
