/** The official clients' common library, as far as it is used here. */
import { createRequire } from 'node:module';
import type { TextToSpeechClient } from '@google-cloud/text-to-speech';
import type * as Grpc from '@grpc/grpc-js';

type ClientOptions = NonNullable<ConstructorParameters<typeof TextToSpeechClient>[0]>;
export type AuthClient = NonNullable<ClientOptions['authClient']>;

export interface Gax {
  readonly grpc: typeof Grpc;
  readonly googleAuthLibrary: { readonly JWT: new (account: ServiceAccount) => AuthClient };
}

export interface ServiceAccount {
  readonly email: string;
  readonly key: string;
  readonly scopes: readonly string[];
  readonly universeDomain: string;
}

/**
 * The very copy that the clients use, found where they find it: they do not know the credentials of another. It is their
 * dependency and not ours. Slow the first time.
 */
export function loadGax(client: '@google-cloud/speech' | '@google-cloud/text-to-speech'): Gax {
  const ours = createRequire(import.meta.url);
  return createRequire(ours.resolve(client))('google-gax') as Gax;
}
