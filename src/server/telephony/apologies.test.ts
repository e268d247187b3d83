import { expect, it } from 'vitest';
import { workflowConfig } from '../../types/workflowConfig.ts';
import { apology, fallback } from './apologies.ts';

const config = (fallbackLine: Record<string, string> = {}) =>
  workflowConfig.parse({ name: 'Clinic', languages: [{ language: 'en-US' }], telephone: { fallbackLine } });
const said = (xml: string) => /<Say language="([^"]*)">([^<]*)</.exec(xml)?.slice(1);

it.each([
  ['en-GB', 'en-US', 'All our lines are busy just now. Please call again in a few minutes. Goodbye.'],
  ['zh-MO', 'zh-HK', '而家所有線路都繁忙，請你幾分鐘後再打嚟。再見。'],
  ['yue-CN', 'zh-HK', '而家所有線路都繁忙，請你幾分鐘後再打嚟。再見。'],
  ['zh-TW', 'zh-TW', '目前所有線路忙線中，請您過幾分鐘再撥。再見。'],
  ['fr', 'fr-FR', 'Toutes nos lignes sont occupées. Merci de rappeler dans quelques minutes. Au revoir.'],
  ['sw-KE', 'en-US', 'All our lines are busy just now. Please call again in a few minutes. Goodbye.'],
])('says to a caller in %s, as %s: %s', (language, tag, text) => {
  expect(said(apology('API_TOO_MANY_CALLS', language))).toEqual([tag, text]);
});

it('prefers the words of the workflow, and speaks them in their language', () => {
  const own = config({ de: 'Leider geht gerade nichts.', any: 'Sorry.' });
  expect(said(fallback(own, 'de-AT', 'nobody'))).toEqual(['de-AT', 'Leider geht gerade nichts.']);
  expect(said(fallback(own, 'sw-KE', 'nobody'))).toEqual(['sw-KE', 'Sorry.']);
  expect(said(fallback(config(), 'de-AT', 'trouble'))?.[0]).toBe('de-DE');
  expect(said(fallback(config(), 'yue', 'trouble'))?.[0]).toBe('zh-HK');
});
