import type { ErrorEntry } from './entry.ts';

export const setupErrors = {
  VOICE_NOBODY: {
    status: 409,
    message: 'Nobody on this server speaks {language}.',
    fix: 'Set up a synthesiser that does (Settings, Providers), or install espeak-ng on this machine.',
  },
  VOICE_TOO_LONG: {
    status: 502,
    message: 'The voice of {provider} did not come to an end within {seconds} s.',
    fix: 'Try a shorter text or another voice, and look at the provider in Settings.',
  },
  WEBHOOK_ADDRESS_MISSING: {
    status: 409,
    message: 'This server has no public address yet.',
    fix: 'Enter the https address by which it is reached from the internet, in Settings or as WEAVER_PUBLIC_URL.',
  },
  WEBHOOK_NAME_UNKNOWN: {
    status: 502,
    message: 'The name {host} is not known to the domain name system.',
    fix: 'Make a DNS record (A or AAAA) for the name, wait until it is known everywhere, and check the spelling.',
  },
  WEBHOOK_NAME_PRIVATE: {
    status: 502,
    message: 'The name {host} leads to an address of a private network or of this machine alone.',
    fix: 'Use a name that leads to the public address of your router or proxy, or a tunnel.',
  },
  WEBHOOK_CERTIFICATE: {
    status: 502,
    message: 'The certificate of {host} is not accepted ({reason}).',
    fix: 'Install a certificate of a public authority for exactly this name, with its intermediate certificates.',
  },
  WEBHOOK_UNREACHABLE: {
    status: 502,
    message: 'Nothing answers at {host} ({reason}).',
    fix: 'Check that proxy or tunnel run and that the firewall lets port 443 in. Some routers do not let a machine call its own public address: then try from outside.',
  },
  WEBHOOK_SLOW: {
    status: 504,
    message: 'The address {host} did not answer within {seconds} s.',
    fix: 'Check the firewall and the proxy: a caller would hear silence for as long. Twilio gives up after 15 s.',
  },
  WEBHOOK_OTHER_SERVER: {
    status: 502,
    message: 'At {host} something else answers than this server (HTTP {status}).',
    fix: 'Let the proxy pass all paths on to this server unchanged, and check that the name leads to this machine.',
  },
  WEBHOOK_PATH_BLOCKED: {
    status: 502,
    message: 'The path {path} does not reach this server (HTTP {status}).',
    fix: 'Let the proxy pass POST requests to this path on, without a sign-in of its own.',
  },
  WEBHOOK_SOCKET_BLOCKED: {
    status: 502,
    message: 'A WebSocket to {path} does not reach this server ({reason}).',
    fix: 'Let the proxy pass upgrades on (nginx: proxy_http_version 1.1, and the headers Upgrade and Connection).',
  },
  WEBHOOK_NO_ACCOUNT: {
    status: 409,
    message:
      'TWILIO_AUTH_TOKEN is not set, so no call of Twilio can be told from a forged one: all are refused.',
    fix: 'Copy the auth token from the Twilio console into the environment of this server, and start it anew.',
  },
  WEBHOOK_NO_KEY: {
    status: 409,
    message:
      'TELNYX_PUBLIC_KEY is not set, so no call of Telnyx can be told from a forged one: all are refused.',
    fix: 'Copy the public key from the Telnyx portal into the environment of this server, and start it anew.',
  },
} as const satisfies Record<string, ErrorEntry>;
