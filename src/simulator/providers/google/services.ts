/** The services' definitions, from the official packages' own descriptions: what is on the wire is what they say. */
import { createRequire } from 'node:module';
import * as grpc from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';

type Service = grpc.ServiceDefinition;

const require = createRequire(import.meta.url);

export function speechService(): Service {
  return service('@google-cloud/speech/build/protos/protos.json', [
    'google',
    'cloud',
    'speech',
    'v2',
    'Speech',
  ]);
}

export function textToSpeechService(): Service {
  return service('@google-cloud/text-to-speech/build/protos/protos.json', [
    'google',
    'cloud',
    'texttospeech',
    'v1',
    'TextToSpeech',
  ]);
}

/** A message that is sent as it is, to answer with what no client can read. */
export class RawMessage {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
}

/** A field of type 7, which there is none of. */
export const garbage = new RawMessage(Buffer.from([0x0f, 0xff, 0xff, 0xff, 0xff]));

function service(json: string, path: readonly string[]): Service {
  const options = { keepCase: false, longs: String, enums: String, defaults: true, oneofs: true };
  const definition = fromJSON(require(json) as Parameters<typeof fromJSON>[0], options);
  let at: unknown = grpc.loadPackageDefinition(definition);
  for (const name of path) at = (at as Record<string, unknown>)[name];
  const { service } = at as grpc.ServiceClientConstructor;
  return Object.fromEntries(
    Object.entries(service).map(([name, method]) => {
      const responseSerialize = (value: unknown): Buffer =>
        value instanceof RawMessage ? value.bytes : method.responseSerialize(value as object);
      return [name, { ...method, responseSerialize }];
    }),
  );
}
