/** Resources with a domain of their own, as private links need them: the same service, under paths of its own. */
import dns from 'node:dns';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { recognitionRoute, voicesListUrl } from '../../src/services/providers/azure/addresses.ts';
import { AzureRecogniser } from '../../src/services/providers/azure/recogniser.ts';
import { AzureSynthesiser } from '../../src/services/providers/azure/synthesiser.ts';
import { AzureServer } from '../../src/simulator/providers/azure/server.ts';
import { Ear, KEY_HEADER, RawClient, say, SETTINGS } from './azureKit.ts';

const NAME = 'speech-for-tests.cognitiveservices.azure.com';

let server: AzureServer;
/** The server, by the name that a private link's resource has. */
let url: string;
beforeEach(async () => {
  server = await AzureServer.start({ ownDomain: true });
  url = server.url.replace('127.0.0.1', NAME);
  const here = { address: '127.0.0.1', family: 4 };
  const lookup = (name: string, options: dns.LookupOptions, done: (...found: unknown[]) => void) => {
    if (name !== NAME) throw new Error(`nobody may ask for ${name}`);
    process.nextTick(() => (options.all ? done(null, [here]) : done(null, here.address, here.family)));
  };
  vi.spyOn(dns, 'lookup').mockImplementation(lookup as unknown as typeof dns.lookup);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.close();
});

describe('a private link (recognition was asked for on the old route, without its prefix)', () => {
  it('is recognised at by the present route', async () => {
    const part = new AzureRecogniser({ ...SETTINGS, sttUrl: url });
    expect(await new Ear(part).turn('hello there')).toBe('hello there');
    expect(server.addresses.map((address) => address.split('?')[0])).toEqual(['/stt/speech/universal/v2']);
    await part.close();
  });

  it('speaks, and has its list of voices below /tts', async () => {
    const part = new AzureSynthesiser({ ...SETTINGS, ttsUrl: url });
    expect((await say(part, { text: 'Hello.' })).failure).toBeUndefined();
    expect(server.addresses[0]).toMatch(/^\/tts\/cognitiveservices\/websocket\/v1\b/);
    const voices = await part.listVoices(new AbortController().signal);
    expect(voices.length).toBeGreaterThan(0);
    await part.close();
  });

  it('has nothing at the paths of a region or a container', async () => {
    const path = '/speech/recognition/conversation/cognitiveservices/v1?language=en-US&format=detailed';
    expect(await new RawClient(server.url, path, KEY_HEADER).refused()).toBe(404);
    await new RawClient(server.url, `/stt${path}`, KEY_HEADER).open();
    const list = `${server.url}/cognitiveservices/voices/list`;
    expect((await fetch(list, { headers: KEY_HEADER })).status).toBe(404);
  });
});

describe('the route of recognition', () => {
  it.each([
    [undefined, '2'],
    ['https://my-speech.cognitiveservices.azure.com', '2'],
    ['https://my-speech.cognitiveservices.azure.com/stt', '2'],
    ['wss://my-speech.cognitiveservices.azure.cn', '2'],
    ['https://My-Speech.CognitiveServices.azure.us', '2'],
    ['http://speech-container:5000', '1'],
    ['http://127.0.0.1:5000', '1'],
    ['https://cognitiveservices.azure.com.example.org', '1'],
    ['https://[nonsense', '1'],
  ])('at %s is %s', (sttUrl, route) => {
    expect(recognitionRoute({ ...SETTINGS, ...(sttUrl === undefined ? {} : { sttUrl }) })).toBe(route);
  });

  it('leaves the list of voices of regions and containers where it was', () => {
    const list = (ttsUrl?: string) =>
      voicesListUrl({ ...SETTINGS, ...(ttsUrl === undefined ? {} : { ttsUrl }) }).href;
    expect(list()).toBe('https://eastasia.tts.speech.microsoft.com/cognitiveservices/voices/list');
    expect(list('http://container:5000')).toBe('http://container:5000/cognitiveservices/voices/list');
    expect(list('wss://my-speech.cognitiveservices.azure.us/tts')).toBe(
      'https://my-speech.cognitiveservices.azure.us/tts/cognitiveservices/voices/list',
    );
  });
});
