/** What the service demands of a synthesis request. */
import { invalid, type Refusal } from './faults.ts';

export interface VoiceParams {
  readonly languageCode?: string;
  readonly name?: string;
}

export interface AudioParams {
  readonly audioEncoding?: string;
  readonly sampleRateHertz?: number;
  readonly speakingRate?: number;
}

export interface SynthesisText {
  readonly inputSource?: 'text' | 'markup' | 'ssml' | 'multiSpeakerMarkup';
  readonly text?: string;
}

export interface ServedVoice {
  readonly name: string;
  readonly languageCodes: readonly string[];
  readonly ssmlGender: 'FEMALE' | 'MALE' | 'SSML_VOICE_GENDER_UNSPECIFIED';
  readonly naturalSampleRateHertz: number;
}

const voice = (
  name: string,
  ssmlGender: ServedVoice['ssmlGender'] = 'SSML_VOICE_GENDER_UNSPECIFIED',
): ServedVoice => ({
  name,
  languageCodes: [name.split('-', 2).join('-')],
  ssmlGender,
  naturalSampleRateHertz: 24_000,
});

/** A few of the service's hundreds. */
export const servedVoices: readonly ServedVoice[] = [
  voice('en-US-Chirp3-HD-Aoede', 'FEMALE'),
  voice('en-US-Chirp3-HD-Charon', 'MALE'),
  voice('en-US-Neural2-A'),
  voice('cmn-CN-Chirp3-HD-Aoede', 'FEMALE'),
  voice('cmn-TW-Wavenet-A'),
  voice('yue-HK-Standard-A', 'FEMALE'),
  voice('yue-HK-Standard-B', 'MALE'),
  // Listed by the service, and spoken only with a model named beside it.
  { ...voice('Kore', 'FEMALE'), languageCodes: ['en-US'] },
];

const MOST_BYTES = 5_000;

export function refusalOfVoice({ languageCode = '', name = '' }: VoiceParams): Refusal | undefined {
  if (languageCode === '') return invalid('Voice selection must not be empty.');
  const found = servedVoices.find((it) => it.name === name);
  if (!found) return invalid(`Voice '${name}' does not exist. Is it misspelled?`);
  if (found.languageCodes.includes(languageCode)) return undefined;
  return invalid(
    `Requested language code '${languageCode}' doesn't match the voice '${name}' language code '${found.languageCodes[0]}'.`,
  );
}

export function refusalOfAudioParams(audio: AudioParams, encodings: readonly string[]): Refusal | undefined {
  const { audioEncoding = '', sampleRateHertz, speakingRate = 0 } = audio;
  if (!encodings.includes(audioEncoding)) return invalid(`Unsupported audio encoding ${audioEncoding}.`);
  if (audioEncoding !== 'MULAW' || sampleRateHertz !== 8_000) {
    return invalid('This server speaks MULAW at 8000 Hz only.');
  }
  if (speakingRate !== 0 && (speakingRate < 0.25 || speakingRate > 2)) {
    return invalid('Speaking rate must be between 0.25 and 2.0.');
  }
  return undefined;
}

export function refusalOfText({ inputSource, text = '' }: SynthesisText): Refusal | undefined {
  if (inputSource !== 'text') return invalid('This server speaks plain text only.');
  const bytes = Buffer.byteLength(text);
  if (bytes === 0) return invalid('Either `input.text` or `input.ssml` must be set.');
  if (bytes <= MOST_BYTES) return undefined;
  return invalid('Either `input.text` or `input.ssml` is longer than the limit of 5000 bytes.');
}
