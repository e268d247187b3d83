export { defaultGoogleServerOptions, GoogleServer } from './server.ts';
export type { GoogleServerOptions } from './server.ts';
export type { TrustedAccount } from './accounts.ts';
