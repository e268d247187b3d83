import type { ErrorEntry } from './entry.ts';

export const providerErrors = {
  PROVIDER_UNKNOWN: {
    status: 400,
    message: 'There is no provider named {provider} for this work.',
    fix: 'Choose one of the names that `weaver doctor` lists, or leave the field at "auto".',
  },
  PROVIDER_NOT_CONFIGURABLE: {
    status: 404,
    message: 'There is no provider {provider} that takes settings.',
    fix: 'Choose one of the names that `weaver providers list` shows; embedded providers need no settings.',
  },
  PROVIDER_SETTINGS_INVALID: {
    status: 400,
    message: 'The settings of {provider} do not fit: {fields}.',
    fix: 'Correct the named fields; docs/providers.md lists what each provider takes.',
  },
  PROVIDER_ADDRESS_NEEDS_KEY: {
    status: 400,
    message:
      'At {provider}, {fields} is not changed without the key: {login} was not given for that address.',
    fix: 'Give the key (key, or credentials for google) again in the same change. Where the environment sets it, set the address there too.',
  },
  PROVIDER_ADDRESS_FOREIGN: {
    status: 409,
    message:
      'At {provider}, the stored {fields} is not used: {login} was not stored with it, and goes to no address for which it was not given.',
    fix: 'Set the address where the key is set: both in the environment, or both in one stored change.',
  },
  PROVIDER_ADDRESS_PLAIN: {
    status: 400,
    message: 'At {provider}, {fields} would send the key to another machine unencrypted.',
    fix: 'Use https or wss. In a network that you trust, set address and key by environment variables instead.',
  },
  PROVIDER_NO_OUTPUT: {
    status: 502,
    message: 'The {work} of {provider} ended its answer with nothing in it.',
    fix: 'Check its model, voice and language: the account is let in, but what it is asked for comes back empty.',
  },
  PROVIDER_ESPEAK_MISSING: {
    status: 503,
    message: 'The program espeak-ng, which speaks the languages other than English, is not installed.',
    fix: 'Install it (Debian and Ubuntu: apt-get install espeak-ng), or configure a synthesiser for these languages.',
  },
  PROVIDER_PART_MISSING: {
    status: 503,
    message: 'The embedded provider {provider} cannot be loaded: {part} is missing or does not run here.',
    fix: 'Run the installation again (npm install) on a supported platform, or configure another provider.',
  },
  PROVIDER_PROFILE_UNKNOWN: {
    status: 400,
    message: 'There is no usable published latency profile {profile}.',
    fix: 'Use a profile of profiles.json that has the points of its distribution; figures that were never published cannot be simulated.',
  },
  PROVIDER_REFUSED: {
    status: 502,
    message: 'A speech or language provider refused our key.',
    fix: 'Check the key and its rights: weaver doctor.',
  },
  PROVIDER_QUOTA: {
    status: 502,
    message: 'A provider’s quota is used up.',
    fix: 'Raise the quota, or configure a second provider.',
  },
  PROVIDER_RATE_LIMITED: {
    status: 503,
    message: 'A provider asked us to slow down.',
    fix: 'Raise its rate limit, or spread calls over a second provider.',
  },
  PROVIDER_UNAVAILABLE: {
    status: 503,
    message: 'A provider could not be reached, or none is configured for this.',
    fix: 'Check the network and the provider’s status; weaver doctor says what is configured.',
  },
  PROVIDER_STALLED: {
    status: 504,
    message: 'A provider gave no output in time.',
    fix: 'Look at its latency in the metrics, or configure a second provider.',
  },
  PROVIDER_INVALID_REQUEST: {
    status: 502,
    message: 'A provider did not accept our request.',
    fix: 'Check model, voice and language in the workflow’s settings.',
  },
  PROVIDER_UNSUPPORTED: {
    status: 409,
    message: 'A provider does not serve this language, voice or format.',
    fix: 'Choose another provider or voice for the language.',
  },
  PROVIDER_CONTENT: {
    status: 422,
    message: 'A provider’s content filter would not say or answer this text.',
    fix: 'Reword the line, relax the filter in the provider’s console, or configure a second provider.',
  },
  PROVIDER_FAILOVER: {
    status: 500,
    message: 'Another provider took over for the rest of the call, or until the first is well again.',
    fix: 'Nothing for the caller. If it happens often, look at the first provider’s health: GET /api/providers/health.',
  },
  PROVIDER_RECOVERED: {
    status: 500,
    message: 'The first provider serves the call again.',
    fix: 'Nothing.',
  },
  PROVIDER_HEDGED: {
    status: 500,
    message: 'A provider’s first output was late, so a second one was asked beside it.',
    fix: 'Nothing. It happens to about one request in twenty, and costs the second request.',
  },
  PROVIDER_ABORTED: {
    status: 500,
    message: 'A provider’s work was cut off by ourselves.',
    fix: 'Nothing: it happens when a caller cuts in or hangs up.',
  },
  PROVIDER_INTERNAL: {
    status: 500,
    message: 'A provider failed inside.',
    fix: 'Look at the log at that time; report it if it is an embedded one.',
  },
} as const satisfies Record<string, ErrorEntry>;
