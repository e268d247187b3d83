import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  gapicOptions,
  speechHost,
  type GoogleSettings,
} from '../../src/services/providers/google/endpoint.ts';
import { failureOfGoogle } from '../../src/services/providers/google/failures.ts';
import { GoogleSynthesiser } from '../../src/services/providers/google/synthesiser.ts';
import { GoogleServer } from '../../src/simulator/providers/google/index.ts';
import type { ProviderFailure } from '../../src/types/ports.ts';
import { expectFailure, until } from './contract/harness.ts';

/** A certificate of this machine's own; gRPC reads the name of its root file when it is loaded. */
const tls = await vi.hoisted(async () => {
  const { spawnSync } = await import('node:child_process');
  const { mkdtempSync } = await import('node:fs');
  const { tmpdir } = await import('node:os');
  const folder = mkdtempSync(`${tmpdir()}/google-tls-`);
  const [key, cert] = [`${folder}/key.pem`, `${folder}/cert.pem`];
  const made = spawnSync('openssl', [
    ...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2'.split(' '),
    '-subj',
    '/CN=127.0.0.1',
    '-addext',
    'subjectAltName=IP:127.0.0.1',
    '-keyout',
    key,
    '-out',
    cert,
  ]);
  process.env['GRPC_DEFAULT_SSL_ROOTS_FILE_PATH'] = cert;
  return made.status === 0 ? { folder, key, cert } : { folder, missing: 'openssl is not here to make one' };
});

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const email = 'weaver@project-for-tests.iam.gserviceaccount.com';
const key = JSON.stringify({
  type: 'service_account',
  project_id: 'project-for-tests',
  private_key_id: 'key-for-tests-0123456789abcdef',
  private_key: privateKey,
  client_email: email,
});
const base: GoogleSettings = { project: 'project-for-tests', location: 'global', sttModel: 'telephony' };

let folder: string;
let metadataServer: Server;
let metadataRequests = 0;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'google-key-'));
  metadataServer = createServer((_, response) => {
    metadataRequests++;
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => metadataServer.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('GCE_METADATA_HOST', `127.0.0.1:${(metadataServer.address() as AddressInfo).port}`);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  for (const it of [folder, tls.folder]) rmSync(it, { recursive: true });
  await new Promise((resolve) => metadataServer.close(resolve));
});

const speak = async (settings: GoogleSettings): Promise<{ failure?: ProviderFailure; bytes: number }> => {
  const synthesiser = new GoogleSynthesiser(settings);
  let [bytes, over] = [0, false];
  let failure: ProviderFailure | undefined;
  const request = { text: 'Hello.', language: 'en-US' };
  synthesiser.speak(request, {
    audio: (mulaw) => (bytes += mulaw.length),
    done: () => (over = true),
    failed: (why) => {
      failure = why;
      over = true;
    },
  });
  await until('the end', () => over);
  await synthesiser.close();
  return { bytes, ...(failure ? { failure } : {}) };
};

describe('a service account', () => {
  it.skipIf(tls.missing)('signs its own tokens, and nobody else is asked', async () => {
    const certificate = readFileSync(tls.cert ?? '', 'utf8');
    const server = await GoogleServer.start({
      tls: { key: readFileSync(tls.key ?? '', 'utf8'), cert: certificate, account: { email, publicKey } },
    });
    const at = { ...base, ttsUrl: server.url };
    expect((await speak({ ...at, credentials: key })).bytes).toBeGreaterThan(0);
    const file = join(folder, 'key.json');
    writeFileSync(file, key);
    expect((await speak({ ...at, credentialsFile: file })).bytes).toBeGreaterThan(0);

    // Another account's key, and one that is no key.
    const other = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const parsed = JSON.parse(key) as object;
    const forged = JSON.stringify({ ...parsed, private_key: other.privateKey });
    expectFailure((await speak({ ...at, credentials: forged })).failure, ['refused']);
    const stolen = JSON.stringify({ ...parsed, client_email: 'else@x.iam.gserviceaccount.com' });
    expectFailure((await speak({ ...at, credentials: stolen })).failure, ['refused']);
    const broken = JSON.stringify({ ...parsed, private_key: 'this is not a private key at all' });
    expectFailure((await speak({ ...at, credentials: broken })).failure, ['refused']);
    await server.close();
    expect(metadataRequests).toBe(0);
  });

  it('is refused in our words when its key is missing, unreadable or incomplete', async () => {
    const cases: [Partial<GoogleSettings>, string][] = [
      [{}, 'no credentials are set'],
      [{ credentialsFile: join(folder, 'nowhere.json') }, 'the credentials file cannot be read'],
      [{ credentials: 'not json' }, 'the credentials are not the JSON of a service account key'],
      [
        { credentials: '{"type":"authorized_user"}' },
        'the credentials are not the JSON of a service account key',
      ],
    ];
    for (const [settings, message] of cases) {
      expect((await speak({ ...base, ...settings })).failure).toEqual({
        provider: 'google',
        kind: 'refused',
        retryable: false,
        message,
      });
    }
    expect(metadataRequests).toBe(0);
  });
});

describe('addresses', () => {
  it.each([
    ['global', 'speech.googleapis.com'],
    ['us', 'us-speech.googleapis.com'],
    ['asia-southeast1', 'asia-southeast1-speech.googleapis.com'],
  ])('of %s', (location, host) => expect(speechHost(location)).toBe(host));

  it('are the service’s unless others are set, and only http: is in the clear', async () => {
    const set = { ...base, location: 'eu', credentials: key };
    expect(await gapicOptions(set, 'stt')).toMatchObject({
      apiEndpoint: 'eu-speech.googleapis.com',
      port: 443,
      universeDomain: 'googleapis.com',
      authClient: { email, universeDomain: 'googleapis.com' },
    });
    expect(await gapicOptions(set, 'tts')).toMatchObject({
      apiEndpoint: 'texttospeech.googleapis.com',
      port: 443,
    });
    const near = await gapicOptions({ ...set, sttUrl: 'https://psc.example.com:8443' }, 'stt');
    expect(near).toMatchObject({ apiEndpoint: 'psc.example.com', port: 8443 });
    expect(near).not.toHaveProperty('sslCreds');
    const plain = await gapicOptions({ ...set, sttUrl: 'http://127.0.0.1:9000' }, 'stt');
    expect(plain).toHaveProperty('sslCreds');
    expect(plain).not.toHaveProperty('authClient');
  });

  it('follow a sovereign cloud’s universe', async () => {
    const sovereign = JSON.stringify({
      ...(JSON.parse(key) as object),
      universe_domain: 'example-cloud.test',
    });
    const { universeDomain } = await gapicOptions({ ...base, credentials: sovereign }, 'stt');
    expect(universeDomain).toBe('example-cloud.test');
  });
});

describe('what gRPC says', () => {
  it.each([
    [1, '', 'unavailable'],
    [2, '', 'unavailable'],
    [2, 'Getting metadata from plugin failed with error: DECODER', 'refused'],
    [3, '', 'invalid-request'],
    [3, "Voice 'x' does not exist. Is it misspelled?", 'unsupported'],
    [3, 'harmful content', 'content'],
    [4, '', 'stalled'],
    [5, '', 'unsupported'],
    [7, '', 'refused'],
    [8, 'Resource has been exhausted (e.g. check quota).', 'rate-limited'],
    [8, "Quota exceeded for quota metric 'Requests'", 'quota'],
    [10, '', 'unavailable'],
    [11, '', 'unavailable'],
    [12, '', 'unsupported'],
    [13, '', 'internal'],
    [14, '', 'unavailable'],
    [16, '', 'refused'],
    [99, '', 'internal'],
  ])('%d %s: %s', (code, details, kind) => {
    const said = `${details} key-for-tests https://speech.googleapis.com?`;
    const failure = failureOfGoogle(Object.assign(new Error(said), { code, details: said }));
    expectFailure(failure, [kind as ProviderFailure['kind']]);
  });
});
