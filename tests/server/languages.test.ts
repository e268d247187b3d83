/** `/api/languages`: what is known, what was measured, and languages that users add. */
import { afterEach, describe, expect, it } from 'vitest';
import { ProviderRegistry, ProviderSettingsSource } from '../../src/services/providers/index.ts';
import { cloudProviders } from '../../src/services/providers/cloud.ts';
import { embeddedProviders } from '../../src/services/providers/embedded.ts';
import { languageTable } from '../../src/lib/languages/table.ts';
import { noProviders } from '../../src/server/testing/testServer.ts';
import type { LanguageDetail, LanguageList } from '../../src/types/apiLanguages.ts';
import type { LanguageRecordInput } from '../../src/types/languageRecord.ts';
import type { ProviderHealthReport } from '../../src/types/providerHealth.ts';
import { serve, stop, useHome, world } from './providersKit.ts';

useHome();
afterEach(() => languageTable.useCustom([]));

const hokkien: LanguageRecordInput = {
  tag: 'nan-TW',
  language: 'nan',
  names: { english: 'Taiwanese Hokkien', own: '臺語' },
  script: 'Hant',
  tonal: true,
  tones: 7,
  providers: {
    azure: {
      stt: { code: 'zh-TW', exact: false },
      tts: { code: 'zh-TW', exact: false, voices: { female: ['zh-TW-HsiaoChenNeural'] } },
    },
  },
};

/** The real entries, with an Azure that is set up. */
function realWorld() {
  const source = new ProviderSettingsSource({
    AZURE_SPEECH_KEY: 'k'.repeat(32),
    AZURE_SPEECH_REGION: 'eastasia',
  });
  return { source, registry: new ProviderRegistry([...embeddedProviders(), ...cloudProviders(source)]) };
}

type Server = Awaited<ReturnType<typeof serve>>;
const list = async (server: Server) => (await server.api('/api/languages')).body as unknown as LanguageList;
const show = async (server: Server, tag: string) =>
  (await server.api(`/api/languages/${encodeURIComponent(tag)}`)).body as unknown as LanguageDetail;
const send = (server: Server, method: string, json?: unknown, tag?: string) =>
  server.api(tag === undefined ? '/api/languages' : `/api/languages/${tag}`, {
    method,
    ...(json === undefined ? {} : { json }),
  });

describe('languages', () => {
  it('are listed with what works where, and nothing measured is null', async () => {
    const server = await serve(realWorld(), {}, { providers: noProviders });
    const { languages } = await list(server);
    expect(languages.length).toBeGreaterThanOrEqual(110);
    const cantonese = languages.find(({ tag }) => tag === 'zh-MO');
    expect(cantonese).toMatchObject({
      names: { own: '廣東話（澳門）' },
      custom: false,
      works: {
        azure: { hears: 'substitute', speaks: 'substitute' },
        elevenlabs: { hears: 'yes', speaks: 'no' },
      },
      embedded: { hears: [] },
      recognisers: [{ provider: 'azure', p50Ms: null, p95Ms: null, samples: 0 }],
    });
    const english = languages.find(({ tag }) => tag === 'en-US');
    expect(english?.embedded.hears).toEqual(['moonshine']);
    expect(english?.embedded.speaks).toContain('flite');
  });

  it('say what this server measured, of the provider that it measured', async () => {
    const measured: ProviderHealthReport = {
      provider: 'azure',
      work: 'recogniser',
      state: 'closed',
      counts: { requests: 9, failures: 0, slow: 0, hedges: 0, hedgesLost: 0, wastedUnits: 0 },
      lastFailure: null,
      languages: [
        {
          language: 'zh-HK',
          samples: 9,
          p50Ms: 812,
          p95Ms: 1_204,
          hedgeAfterMs: 1_300,
          hedgeFrom: 'measured',
        },
      ],
    };
    const providers = { ...noProviders, report: () => ({ health: [measured], order: [] }) };
    const server = await serve(realWorld(), {}, { providers });
    const azure = { provider: 'azure', p50Ms: 812, p95Ms: 1_204, samples: 9 };
    expect(await show(server, 'zh-HK')).toMatchObject({
      recognisers: [azure],
      synthesisers: expect.arrayContaining([{ provider: 'azure', p50Ms: null, p95Ms: null, samples: 0 }]),
    });
    expect((await show(server, 'zh-TW')).recognisers).toEqual([
      { ...azure, p50Ms: null, p95Ms: null, samples: 0 },
    ]);
    const { languages } = await list(server);
    expect(languages.find(({ tag }) => tag === 'zh-HK')?.recognisers).toEqual([azure]);
  });

  it('are served by those whom a call would ask', () => {
    const { registry } = realWorld();
    for (const work of ['recogniser', 'synthesiser'] as const) {
      const serving = registry.serving(work);
      const here = languageTable.all().map(({ tag }) => [tag, serving(tag).names]);
      expect(here).toEqual(languageTable.all().map(({ tag }) => [tag, registry.chain(work, tag).names]));
      expect(here).toContainEqual(['zh-HK', expect.arrayContaining(['azure'])]);
    }
  });

  it('are found by near tags, with the reason; an unknown one has an error of its own', async () => {
    const server = await serve(world(), {}, { providers: noProviders });
    expect(await show(server, 'zh-Hant-HK')).toMatchObject({
      tag: 'zh-HK',
      match: { wanted: 'zh-Hant-HK', rule: 'alias', reason: 'zh-Hant-HK is zh-HK.' },
      record: { providers: { google: { stt: { code: 'yue-Hant-HK' } } } },
    });
    for (const tag of ['tlh', 'x-klingon', '💥', ' '])
      expect(await server.api(`/api/languages/${encodeURIComponent(tag)}`)).toMatchObject({
        status: 404,
        code: 'LANGUAGE_UNKNOWN',
      });
  });

  it('are in the documentation of the API', async () => {
    const server = await serve(world(), {}, { providers: noProviders });
    const { body } = await server.api('/api/openapi.json');
    const { paths, components } = body as unknown as { paths: object; components: { schemas: object } };
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/api/languages', '/api/languages/{tag}']));
    expect(Object.keys(components.schemas)).toEqual(
      expect.arrayContaining(['LanguageRecord', 'LanguageRecordInput', 'LanguageDetail', 'LanguageWorks']),
    );
  });
});

describe('custom languages', () => {
  it('are added, reach the providers, can be published in, and outlive the server', async () => {
    const real = realWorld();
    const server = await serve(real, {}, { providers: noProviders });
    expect(real.registry.chain('recogniser', 'nan-TW').names).toEqual([]);
    const added = await send(server, 'POST', hokkien);
    expect([added.status, added.body]).toMatchObject([
      201,
      { tag: 'nan-TW', custom: true, recognisers: [{ provider: 'azure' }], record: { direction: 'ltr' } },
    ]);
    expect(real.registry.chain('recogniser', 'nan-TW').names).toEqual(['azure']);
    expect(real.registry.chain('synthesiser', 'nan-TW').names[0]).toBe('azure');

    const made = await server.api('/api/workflows', {
      method: 'POST',
      json: { slug: 'tea', name: '茶', language: 'nan-TW' },
    });
    expect(made.status).toBe(201);
    const publish = { method: 'POST', json: {} };
    expect((await server.api(`/api/workflows/${String(made.body['id'])}/publish`, publish)).status).toBe(200);

    await stop(server);
    expect(real.registry.chain('recogniser', 'nan-TW').names).toEqual([]);
    const again = await serve(real, {}, { providers: noProviders });
    expect(real.registry.chain('recogniser', 'nan-TW').names).toEqual(['azure']);
    const inUse = await send(again, 'DELETE', undefined, 'nan-TW');
    expect([inUse.status, inUse.code]).toEqual([409, 'LANGUAGE_IN_USE']);
    expect((await again.api('/api/workflows/tea', { method: 'DELETE' })).status).toBe(204);
    expect((await send(again, 'DELETE', undefined, 'nan-TW')).status).toBe(204);
    expect((await send(again, 'DELETE', undefined, 'nan-TW')).code).toBe('LANGUAGE_UNKNOWN');
    expect(real.registry.chain('recogniser', 'nan-TW').names).toEqual([]);
  });

  it('are replaced whole', async () => {
    const server = await serve(world(), {}, { providers: noProviders });
    expect((await send(server, 'PUT', hokkien, 'nan-TW')).code).toBe('LANGUAGE_UNKNOWN');
    await send(server, 'POST', hokkien);
    expect((await send(server, 'POST', hokkien)).code).toBe('LANGUAGE_EXISTS');
    const { providers: _left, ...rest } = hokkien;
    const replaced = await send(server, 'PUT', { ...rest, hints: ['茶'] }, 'nan-TW');
    expect(replaced.body).toMatchObject({ record: { hints: ['茶'], providers: { azure: { stt: null } } } });
    const other = await send(server, 'PUT', { ...hokkien, tag: 'nan-CN' }, 'nan-TW');
    expect([other.status, other.code]).toEqual([400, 'LANGUAGE_RECORD_INVALID']);
  });

  it('are refused where they do not fit, and those that come along stay', async () => {
    const server = await serve(world(), {}, { providers: noProviders });
    const refused = await Promise.all([
      send(server, 'POST', { ...hokkien, tag: 'zh-HK' }),
      send(server, 'PUT', { ...hokkien, tag: 'zh-HK' }, 'zh-HK'),
      send(server, 'DELETE', undefined, 'zh-HK'),
      send(server, 'POST', { ...hokkien, tag: 'cmn-CN' }),
      send(server, 'POST', { ...hokkien, tag: 'x-hokkien' }),
      send(server, 'POST', { ...hokkien, names: { english: 'x', own: '\ud800' } }),
      send(server, 'POST', []),
    ]);
    expect(refused.map(({ status, code }) => `${status} ${code}`)).toEqual([
      '409 LANGUAGE_BUILT_IN',
      '409 LANGUAGE_BUILT_IN',
      '409 LANGUAGE_BUILT_IN',
      '400 LANGUAGE_RECORD_INVALID',
      '400 API_REQUEST_INVALID',
      '400 API_REQUEST_INVALID',
      '400 API_REQUEST_INVALID',
    ]);
    expect(await server.context.store.languages.list()).toEqual([]);
  });

  it('are changed one after the other, so that none is lost', async () => {
    const server = await serve(world(), {}, { providers: noProviders });
    const tags = ['qaa', 'qab', 'qac-TW', 'qad-Latn'];
    await Promise.all(tags.map((tag) => send(server, 'POST', { ...hokkien, tag })));
    const { languages } = await list(server);
    expect(languages.filter(({ custom }) => custom).map(({ tag }) => tag)).toEqual(tags);
  });

  it('are for those who administer; others may look', async () => {
    const server = await serve(world(), {}, { providers: noProviders });
    const made = await server.api('/api/keys', {
      method: 'POST',
      json: { name: 'r', scopes: ['read', 'write'] },
    });
    const headers = { authorization: `Bearer ${String(made.body['secret'])}` };
    expect((await server.api('/api/languages', { headers })).status).toBe(200);
    expect((await server.api('/api/languages', { headers, method: 'POST', json: hokkien })).code).toBe(
      'API_SCOPE_MISSING',
    );
    for (const [method, more] of [
      ['PUT', { json: hokkien }],
      ['DELETE', {}],
    ] as const)
      expect((await server.api('/api/languages/nan-TW', { headers, method, ...more })).code).toBe(
        'API_SCOPE_MISSING',
      );
  });

  it('of another release that do not fit are left out, and said so', async () => {
    const first = await serve(world(), {}, { providers: noProviders });
    await send(first, 'POST', hokkien);
    // As a later release might have written it.
    const stored = { ...(await show(first, 'nan-TW')).record, tag: 'qaz', language: 'a language of words' };
    await first.context.store.languages.add(stored);
    await stop(first);
    const second = await serve(world(), {}, { providers: noProviders });
    const { languages } = await list(second);
    expect(languages.filter(({ custom }) => custom).map(({ tag }) => tag)).toEqual(['nan-TW']);
    expect(second.logged()).toContain('a stored language does not fit');
  });
});
