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

/**
 * A resource with a domain of its own, which private links need. One host serves everything there, so that the work
 * (`stt`, `tts`) comes first in the path; the SDK's paths of recognition route 2 and of synthesis begin with it anyway.
 */
function hasOwnDomain(host: URL): boolean {
  return /\.cognitiveservices\.azure\.(com|cn|us)$/.test(host.hostname);
}

/**
 * Which of the recogniser's two routes: the regions and resources with a domain of their own have the present one (2), any
 * other host that is given may be a container, with the old one only.
 */
export function recognitionRoute(settings: ProviderSettings<'azure'>): '1' | '2' {
  if (settings.sttUrl === undefined) return '2';
  // An address that is none is reported by whoever connects to it.
  return URL.canParse(settings.sttUrl) && hasOwnDomain(new URL(settings.sttUrl)) ? '2' : '1';
}

/** The list of voices is plain HTTP on the synthesiser's host. */
export function voicesListUrl(settings: ProviderSettings<'azure'>): URL {
  const host = speechHost(settings, 'tts');
  return new URL(
    `${hasOwnDomain(host) ? '/tts' : ''}/cognitiveservices/voices/list`,
    `${host.protocol === 'wss:' ? 'https:' : 'http:'}//${host.host}`,
  );
}
