/** Where Google's services are reached and as whom: what the official clients are given, and nothing looked up by them. */
import { open, stat } from 'node:fs/promises';
import type { ChannelCredentials } from '@grpc/grpc-js';
import { z } from 'zod';
import type { ProviderSettings } from '../settings.ts';
import { providerError } from '../shared/failure.ts';
import { loadGax, type AuthClient } from './gax.ts';

export type GoogleSettings = ProviderSettings<'google'>;

/** Regions have hosts of their own; the recogniser path must name the same region as the host. */
export function speechHost(location: string): string {
  return location === 'global' ? 'speech.googleapis.com' : `${location}-speech.googleapis.com`;
}

/**
 * Only service accounts, checked before the client sees them: what it cannot use makes it look for other credentials on
 * the machine and ask the metadata server, and a file of another kind can name any address for it to call.
 */
const serviceAccount = z.object({
  type: z.literal('service_account').optional(),
  client_email: z.string().min(3),
  private_key: z.string().min(20),
  universe_domain: z.string().min(3).default('googleapis.com'),
});

/** What both clients take: addresses, who calls, and what goes to the channel as it is. */
export interface GapicOptions extends Readonly<
  Record<string, string | number | boolean | object | undefined>
> {
  readonly apiEndpoint: string;
  readonly port: number;
  readonly universeDomain: string;
  readonly sslCreds?: ChannelCredentials;
  readonly authClient?: AuthClient;
  readonly enableTelemetryTracing: false;
  readonly enableTelemetryLogging: false;
}

const channelOptions = {
  // A channel is one connection, and clients of the same address share it unless told otherwise.
  'grpc.use_local_subchannel_pool': 1,
  // No look-up of TXT records: nothing there is wanted.
  'grpc.service_config_disable_resolution': 1,
  // A connection that died in silence (a router that forgot it) is noticed between two clauses, not by a caller. A
  // server that finds this too often says so, and the client slows down.
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
  'grpc.keepalive_permit_without_calls': 1,
} as const;

/** Rejects with a ProviderError when there is no usable key. */
export async function gapicOptions(settings: GoogleSettings, work: 'stt' | 'tts'): Promise<GapicOptions> {
  const given = work === 'stt' ? settings.sttUrl : settings.ttsUrl;
  const host = work === 'stt' ? speechHost(settings.location) : 'texttospeech.googleapis.com';
  const url = new URL(given ?? `https://${host}`);
  const plain = url.protocol === 'http:' || url.protocol === 'ws:';
  const account = plain ? undefined : await accountOf(settings);
  const { grpc, googleAuthLibrary } = loadGax(
    work === 'stt' ? '@google-cloud/speech' : '@google-cloud/text-to-speech',
  );
  const address = {
    ...channelOptions,
    apiEndpoint: url.hostname,
    port: Number(url.port) || (plain ? 80 : 443),
    // They would log what callers are told.
    enableTelemetryTracing: false,
    enableTelemetryLogging: false,
  } as const;
  if (!account) {
    // Without a universe domain each call asks the metadata server for it.
    return { ...address, universeDomain: 'googleapis.com', sslCreds: grpc.credentials.createInsecure() };
  }
  const universeDomain = account.universe_domain;
  // Signs its own tokens: no token server is asked.
  const authClient = new googleAuthLibrary.JWT({
    email: account.client_email,
    key: account.private_key,
    scopes: ['https://www.googleapis.com/auth/cloud-platform'],
    universeDomain,
  });
  return { ...address, universeDomain, authClient };
}

async function accountOf(settings: GoogleSettings): Promise<z.infer<typeof serviceAccount>> {
  const account = serviceAccount.safeParse(parse(settings.credentials ?? (await fileOf(settings))));
  if (account.success) return account.data;
  throw providerError('google', 'refused', 'the credentials are not the JSON of a service account key');
}

async function fileOf({ credentialsFile }: GoogleSettings): Promise<string> {
  if (!credentialsFile) throw providerError('google', 'refused', 'no credentials are set');
  try {
    // Looked at before it is opened: a pipe would wait for a writer, a device never end.
    if (!(await stat(credentialsFile)).isFile()) throw new Error('no regular file');
    await using file = await open(credentialsFile);
    const { bytesRead, buffer } = await file.read(Buffer.alloc(MAX_FILE_BYTES), 0, MAX_FILE_BYTES, 0);
    if (bytesRead === MAX_FILE_BYTES) throw new Error('too long for a key');
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    throw providerError('google', 'refused', 'the credentials file cannot be read');
  }
}

/** Key files have some 2,400 bytes. */
const MAX_FILE_BYTES = 64 * 1024;

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined; // reported by the caller
  }
}
