/** What the service demands of a stream's first message. */
import { refusal, invalid, type Refusal } from './faults.ts';
import { status } from '@grpc/grpc-js';

export interface ConfigMessage {
  readonly recognizer?: string;
  readonly streamingConfig?: {
    readonly config?: {
      readonly explicitDecodingConfig?: {
        readonly encoding?: string;
        readonly sampleRateHertz?: number;
        readonly audioChannelCount?: number;
      } | null;
      readonly languageCodes?: readonly string[];
      readonly model?: string;
      readonly adaptation?: {
        readonly phraseSets?: readonly {
          readonly inlinePhraseSet?: {
            readonly phrases?: readonly { readonly value?: string; readonly boost?: number }[];
          };
        }[];
      } | null;
    } | null;
    readonly streamingFeatures?: { readonly interimResults?: boolean } | null;
  } | null;
}

/** Where the server pretends to be. */
export interface SpeechPlace {
  readonly project: string;
  readonly location: string;
}

const chirp2 = {
  locations: ['us-central1', 'europe-west4', 'asia-southeast1'],
  languages:
    'cmn-Hans-CN cmn-Hant-TW yue-Hant-HK en-AU en-IN en-GB en-US fr-CA fr-FR de-DE it-IT ja-JP ko-KR pt-BR es-ES es-US',
};

const major = 'en-US en-GB en-AU es-ES es-US fr-FR fr-CA de-DE it-IT pt-BR ja-JP ko-KR';

/**
 * The model for telephones is no model for everywhere: `asia-southeast1`, for one, has the chirps only. The real service
 * has more languages at some places; which ones is not known here.
 */
const telephony: Readonly<Record<string, string>> = {
  global: major,
  us: major,
  eu: major,
  'asia-northeast1': 'en-US ja-JP ko-KR',
};

/** Models by name: whether they hear a language at a location; null: they are not there. */
const models: Readonly<Record<string, (location: string, language: string) => boolean | null>> = {
  telephony: (location, language) => telephony[location]?.split(' ').includes(language) ?? null,
  long: () => true,
  short: () => true,
  chirp_2: (location, language) =>
    chirp2.locations.includes(location) ? chirp2.languages.split(' ').includes(language) : null,
};

export function refusalOfConfig(message: ConfigMessage, place: SpeechPlace): Refusal | undefined {
  const path = /^projects\/([^/]+)\/locations\/([^/]+)\/recognizers\/([^/]+)$/.exec(message.recognizer ?? '');
  if (!path) return invalid('Invalid resource field value in the request.');
  const [, project, location, recognizer] = path;
  if (location !== place.location) {
    return invalid(
      `Expected resource location to be ${place.location}, but found ${location} in resource name.`,
    );
  }
  if (project !== place.project) {
    return refusal(status.PERMISSION_DENIED, "Permission 'speech.recognizers.recognize' denied on resource.");
  }
  if (recognizer !== '_') return refusal(status.NOT_FOUND, 'Unable to find Recognizer.');
  const config = message.streamingConfig?.config;
  if (!config) return invalid('The first message must have a streaming_config with a config, and no audio.');
  return refusalOfAudio(config) ?? refusalOfModel(config, place.location) ?? refusalOfPhrases(config);
}

type Config = NonNullable<NonNullable<ConfigMessage['streamingConfig']>['config']>;

function refusalOfAudio({ explicitDecodingConfig: decoding }: Config): Refusal | undefined {
  if (!decoding) return invalid('Headerless audio needs an explicit_decoding_config.');
  if (decoding.encoding !== 'MULAW') return invalid('This server hears MULAW only.');
  if (decoding.sampleRateHertz !== 8_000) return invalid('This server hears 8000 Hz only.');
  if (decoding.audioChannelCount !== 1) return invalid('This server hears one channel only.');
  return undefined;
}

function refusalOfModel({ languageCodes, model = '' }: Config, location: string): Refusal | undefined {
  const [language] = languageCodes ?? [];
  if (!language) return invalid('Config must specify at least one language_code.');
  const hears = models[model]?.(location, language) ?? null;
  if (hears === null) {
    return invalid(`The model "${model}" does not exist in the location named "${location}".`);
  }
  if (hears) return undefined;
  return invalid(
    `The language "${language}" is not supported by the model "${model}" in the location named "${location}".`,
  );
}

function refusalOfPhrases({ adaptation }: Config): Refusal | undefined {
  for (const { inlinePhraseSet } of adaptation?.phraseSets ?? []) {
    for (const { value = '', boost = 0 } of inlinePhraseSet?.phrases ?? []) {
      if (value === '' || value.length > 100) return invalid('A phrase has 1 to 100 characters.');
      if (boost < 0 || boost > 20) return invalid('Boost must be between 0 and 20.');
    }
  }
  return undefined;
}
