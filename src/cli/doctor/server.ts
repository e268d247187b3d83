import { createServer } from 'node:net';
import { mkdir } from 'node:fs/promises';
import { z } from 'zod';
import { readSettings } from '../../server/index.ts';
import { defineSetting, openStore } from '../../services/storage/index.ts';
import { answersHealth } from '../apiClient.ts';
import { failed, note, ok, type Check, type Finding } from './check.ts';

const NEEDED_NODE = 24;

export const nodeCheck: Check = {
  name: 'Node',
  run() {
    const { node } = process.versions;
    if (Number(node.split('.', 1)[0]) >= NEEDED_NODE) return ok(`version ${node}`);
    return failed(
      `version ${node} is too old`,
      `Install Node ${NEEDED_NODE} or newer, or use the npm scripts of the repository.`,
    );
  },
};

export const settingsCheck: Check = {
  name: 'settings',
  run() {
    const { given } = readSettings();
    return ok(given.length === 0 ? 'all defaults' : `${given.join(', ')} set in the environment`);
  },
};

const probe = defineSetting('doctor.probe', z.string());

/** Writes, reads and removes a setting: what a full disk or missing rights would break. */
export const storeCheck: Check = {
  name: 'store',
  async run() {
    const { databaseUrl, home } = readSettings();
    await mkdir(home, { recursive: true });
    const store = await openStore(databaseUrl);
    try {
      const written = new Date().toISOString();
      await store.settings.set(probe, written);
      const read = await store.settings.get(probe);
      await store.settings.remove(probe.key);
      if (read !== written)
        return failed('what was written did not come back', 'Check the database and the disk.');
      return ok(`${store.kind}, can be written`);
    } finally {
      await store.close();
    }
  },
};

export const portCheck: Check = {
  name: 'port',
  async run() {
    const { HOST: host, PORT: port } = readSettings();
    const problem = await tryListening(host, port);
    if (problem === null) return ok(`${host}:${port} is free`);
    if (await answersHealth(`http://${host}:${port}`))
      return ok(`a server of ours answers at ${host}:${port}`);
    const fix = 'Stop what uses it, or set PORT and HOST to others.';
    return failed(`${host}:${port} cannot be used (${problem})`, fix);
  },
};

function tryListening(host: string, port: number): Promise<string | null> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port }, () => server.close(() => resolve(null)));
  });
}

export const publicUrlCheck: Check = {
  name: 'public URL',
  run() {
    const { WEAVER_PUBLIC_URL: url } = readSettings();
    if (url === undefined) {
      return note(
        'not set: only simulated calls can reach this server',
        'For a real number set WEAVER_PUBLIC_URL to its https address.',
      );
    }
    return ok(`${url}; carriers call ${url}/twilio/voice`);
  },
};

const AUTH_TOKEN_FORM = /^[0-9a-f]{32}$/i;
const API_KEY_FORM = /^SK[0-9a-f]{32}$/i;

/** Looks at the form only: whether the account exists is the carrier's to say. */
export const twilioCheck: Check = {
  name: 'Twilio account',
  run(): Finding {
    const settings = readSettings();
    const {
      TWILIO_ACCOUNT_SID: sid,
      TWILIO_AUTH_TOKEN: token,
      TWILIO_API_KEY: key,
      TWILIO_API_SECRET: secret,
    } = settings;
    if (sid === undefined && token === undefined) {
      return note(
        'not set: calls of real numbers are refused',
        'Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN (docs/configuration.md).',
      );
    }
    if (sid === undefined || token === undefined) {
      return failed(
        'one of account and token is missing',
        'Set both TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.',
      );
    }
    if (!AUTH_TOKEN_FORM.test(token)) {
      return failed(
        'TWILIO_AUTH_TOKEN does not have 32 hexadecimal digits',
        'Copy it again from the console of the account.',
      );
    }
    if ((key === undefined) !== (secret === undefined)) {
      return failed(
        'one of API key and secret is missing',
        'Set both TWILIO_API_KEY and TWILIO_API_SECRET, or neither.',
      );
    }
    if (key !== undefined && !API_KEY_FORM.test(key)) {
      return failed(
        'TWILIO_API_KEY does not have the form SK and 32 hexadecimal digits',
        'Copy the SID of the API key again.',
      );
    }
    return ok('the form of the credentials is right');
  },
};
