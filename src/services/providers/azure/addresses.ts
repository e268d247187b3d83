/** Where Azure Speech is: from the region, or from addresses that replace it (sovereign clouds, containers, tests). */
import type { ProviderSettings } from '../settings.ts';

/** China and the US government have clouds of their own. */
function cloud(region: string): string {
  const name = region.toLowerCase();
  if (name.startsWith('china')) return 'azure.cn';
  return name.startsWith('usgov') ? 'azure.us' : 'microsoft.com';
}

/** `wss://…` (or `ws://…`), without a path: the SDK adds it. Throws when an address that is given is none. */
export function speechHost(settings: ProviderSettings<'azure'>, work: 'stt' | 'tts'): URL {
  const given = work === 'stt' ? settings.sttUrl : settings.ttsUrl;
  // Portals write `East Asia` for eastasia.
  const region = settings.region.toLowerCase().replace(/[^a-z0-9-]/g, '');
  return new URL(given?.replace(/^http/, 'ws') ?? `wss://${region}.${work}.speech.${cloud(region)}`);
}

/** The list of voices is plain HTTP on the synthesiser's host. */
export function voicesListUrl(settings: ProviderSettings<'azure'>): URL {
  const host = speechHost(settings, 'tts');
  return new URL(
    '/cognitiveservices/voices/list',
    `${host.protocol === 'wss:' ? 'https:' : 'http:'}//${host.host}`,
  );
}
