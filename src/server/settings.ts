/** The server's configuration: read once from the environment (and `.env`), checked, documented in docs/configuration.md. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { cachePolicy } from '../types/cache.ts';
import { WeaverError } from '../types/errors/index.ts';
import { parseVaultKey } from './security/vaultKey.ts';

const integer = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const secret = z.string().min(1).optional();
const vaultKey = z
  .string()
  .refine((text) => parseVaultKey(text) !== undefined, '32 bytes in base64 or as 64 hexadecimal digits')
  .optional();
/** Of an address only the origin and path matter, and carriers sign what they call to the letter. */
const publicUrl = z
  .url({ protocol: /^https?$/, error: 'an https address such as https://voice.example.com' })
  .refine(
    (url) => url.startsWith('https:') || isLoopbackName(new URL(url).hostname),
    'an https address such as https://voice.example.com; http only for this machine, in tests',
  )
  .refine((url) => !/[?#]/.test(url), 'no question mark and no fragment')
  .transform((url) => url.replace(/\/+$/, ''));

/** Names as in the environment. The text of each `describe` is the line in docs/configuration.md. */
export const environmentSchema = z.object({
  PORT: integer(0, 65_535).default(8080).describe('Port to listen on; 0 takes any free one.'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on; 0.0.0.0 for all.'),
  WEAVER_HOME: z
    .string()
    .min(1)
    .default('.weaver')
    .describe('Folder for the embedded database and generated secrets.'),
  WEAVER_DATABASE_URL: z
    .string()
    .min(1)
    .optional()
    .describe('sqlite:/path/to.db or postgres://…; default: weaver.db in WEAVER_HOME.'),
  WEAVER_PUBLIC_URL: publicUrl.optional().describe('The https address by which carriers reach this server.'),
  WEAVER_TOKEN: z.string().min(16, 'at least 16 characters').optional().describe('Sign-in token.'),
  WEAVER_VAULT_KEY: vaultKey.describe(
    'Key that seals stored secrets, 32 bytes in base64 or hexadecimal; default: secret.key in WEAVER_HOME.',
  ),
  WEAVER_VAULT_KEY_PREVIOUS: vaultKey.describe('The key before, while it is being changed.'),
  WEAVER_TRUST_PROXY: z
    .string()
    .min(1)
    .optional()
    .describe('Addresses of reverse proxies whose X-Forwarded-For counts.'),
  WEAVER_LOG_LEVEL: z
    .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'])
    .default('info')
    .describe('How much is logged.'),
  WEAVER_MAX_CALLS: integer(1, 100_000)
    .default(200)
    .describe('Live calls at once; further callers hear that the lines are busy.'),
  WEAVER_DRAIN_SECONDS: integer(0, 3_600)
    .default(30)
    .describe('How long live calls may go on after a request to stop.'),
  WEAVER_API_RATE: integer(1, 1_000_000).default(600).describe('API requests a minute for each address.'),
  WEAVER_WEBHOOK_RATE: integer(1, 1_000_000)
    .default(6_000)
    .describe('Webhook requests a minute for each address.'),
  WEAVER_VAD: z
    .enum(['neural', 'energy'])
    .default('neural')
    .describe('How speech is noticed on the audio transport; `energy` costs less and is fooled by noise.'),
  WEAVER_CACHE_ENTRIES: integer(1, 1_000_000)
    .default(10_000)
    .describe('Entries that the response cache keeps; above it the least useful go.'),
  WEAVER_CACHE_MB: integer(1, 65_536).default(64).describe('Memory for the response cache, in MB.'),
  WEAVER_CACHE_POLICY: cachePolicy
    .default('tinylfu')
    .describe(
      'What goes first when it is full: `tinylfu` looks at how often and how lately, `lru` only at how lately.',
    ),
  WEAVER_DEMO: z
    .enum(['on', 'off'])
    .default('on')
    .describe('Demo workflows in an empty store, and the stand-in order service.'),
  WEAVER_MODEL_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('An OpenAI-compatible language model, up to and including /v1.'),
  WEAVER_MODEL: z.string().min(1).optional().describe('Name of the model there.'),
  WEAVER_MODEL_KEY: secret.describe('Key for the model, if it wants one.'),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-fA-F]{32}$/, 'AC and 32 hexadecimal digits')
    .optional()
    .describe(
      'Twilio account. With it calls are transferred by REST and text messages sent; without, calls are transferred when our socket has closed.',
    ),
  TWILIO_AUTH_TOKEN: secret.describe('Checks the signatures of Twilio. Needed for real calls.'),
  TWILIO_AUTH_TOKEN_SECONDARY: secret.describe(
    'A second auth token that is accepted too, while tokens are changed.',
  ),
  TWILIO_API_KEY: secret.describe(
    'Twilio API key (SK…) for call control by REST, instead of the auth token.',
  ),
  TWILIO_API_SECRET: secret.describe('Secret of the Twilio API key.'),
  TWILIO_API_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Another host with the REST interface of Twilio: a region, a proxy, the simulator.'),
  TELNYX_API_KEY: secret.describe('With it calls are transferred at Telnyx by REST, and text messages sent.'),
  TELNYX_API_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('The same for Telnyx.'),
  TELNYX_PUBLIC_KEY: secret.describe('Checks the signatures of Telnyx (base64). Needed for real calls.'),
});

export type EnvironmentName = keyof typeof environmentSchema.shape;
export type Environment = z.output<typeof environmentSchema>;

export interface Settings extends Environment {
  /** Absolute. */
  readonly home: string;
  readonly databaseUrl: string;
  /** The server listens only to its own machine. */
  readonly loopback: boolean;
  /** Which names were really given: for "set in the environment" in the settings page. */
  readonly given: readonly EnvironmentName[];
}

/**
 * Reads the settings. Empty variables count as absent, as in `docker run -e NAME=`.
 *
 * @throws WeaverError API_SETTINGS_INVALID naming the variable and what is wrong, never its value.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>> = process.env): Settings {
  const given = Object.fromEntries(
    Object.keys(environmentSchema.shape).flatMap((name) => {
      const value = env[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new WeaverError('API_SETTINGS_INVALID', {
      name: issue?.path.join('.') ?? '',
      reason: issue?.message ?? '',
    });
  }
  const home = path.resolve(parsed.data.WEAVER_HOME);
  return {
    ...parsed.data,
    home,
    databaseUrl: parsed.data.WEAVER_DATABASE_URL ?? `sqlite:${path.join(home, 'weaver.db')}`,
    loopback: isLoopbackName(parsed.data.HOST),
    given: Object.keys(given) as EnvironmentName[],
  };
}

/** Adds what `.env` in this folder sets and the environment does not. */
export function loadDotEnv(folder = process.cwd()): void {
  const file = path.join(folder, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

/** Whether the name or address can only mean this machine. */
export function isLoopbackName(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The same for the address of a connected socket. */
export function isLoopbackAddress(address: string | undefined): boolean {
  if (!address) return false;
  return isLoopbackName(address.startsWith('::ffff:') ? address.slice(7) : address);
}
