/** The audio of one answer → telephone audio. Hosts answer raw PCM, as asked, or WAV all the same. */
import { TelephoneAudio } from '../shared/telephoneAudio.ts';
import { providerError } from '../shared/failure.ts';
import { wavFormat } from '../local/wav.ts';

/** What OpenAI documents for `pcm`, and other hosts keep to. Raw samples do not say. */
const RAW_RATE = 24_000;
/** Headers with long lists of metadata exist; a host that sends more before its first sample is none. */
const LONGEST_HEADER = 64 * 1024;
/** Enough of the beginning to know the format. */
const SNIFF = 4;

const compressed = /^(ID3|OggS|fLaC)/;

/** Pieces may be cut anywhere. Throws ProviderErrors. Await `warmResampler()` before the first one is made. */
export class SpeechAudio {
  readonly #provider: string;
  readonly #rawRate: number;
  #head: Buffer = Buffer.alloc(0);
  #audio: TelephoneAudio | undefined;
  /** Bytes of samples still to come; what follows them in a WAV file is not audio. */
  #left = Number.POSITIVE_INFINITY;

  /** @param contentType of the answer; absent where the host does not say */
  constructor(provider: string, contentType: string | undefined) {
    this.#provider = provider;
    const { type, rate } = mediaType(contentType);
    // Compressed speech that was taken for samples would be loud noise in the caller's ear.
    if (type === 'audio/mpeg' || type === 'audio/ogg' || type === 'audio/aac' || type === 'audio/flac') {
      throw providerError(provider, 'unsupported', `it answered ${type}, not PCM`);
    }
    if (type !== '' && type !== 'application/octet-stream' && !type.startsWith('audio/')) {
      throw providerError(provider, 'internal', 'it answered with something that is not audio');
    }
    this.#rawRate = rate ?? RAW_RATE;
  }

  /** The mu-law that `bytes` complete; may be empty. */
  push(bytes: Uint8Array): Uint8Array {
    if (this.#audio) return this.#samples(this.#audio, bytes);
    this.#head = Buffer.concat([this.#head, bytes]);
    return this.#head.length < SNIFF ? new Uint8Array(0) : this.#begin();
  }

  /** What is still held. */
  end(): Uint8Array {
    if (!this.#audio && this.#head.length >= SNIFF) {
      throw providerError(this.#provider, 'internal', 'its WAV file ended before its samples');
    }
    return this.#audio?.end() ?? new Uint8Array(0);
  }

  dispose(): void {
    this.#audio?.dispose();
  }

  #begin(): Uint8Array {
    const magic = this.#head.toString('latin1', 0, SNIFF);
    if (compressed.test(magic)) throw providerError(this.#provider, 'unsupported', 'it answered no PCM');
    const from = magic === 'RIFF' ? this.#wav() : this.#raw();
    if (from === undefined) return new Uint8Array(0);
    const { audio, offset } = from;
    this.#audio = audio;
    const rest = this.#head.subarray(offset);
    this.#head = Buffer.alloc(0);
    return this.#samples(audio, rest);
  }

  #raw(): { audio: TelephoneAudio; offset: number } {
    return { audio: this.#telephone(this.#rawRate), offset: 0 };
  }

  #wav(): { audio: TelephoneAudio; offset: number } | undefined {
    let format: ReturnType<typeof wavFormat>;
    try {
      format = wavFormat(this.#head);
    } catch {
      throw providerError(this.#provider, 'internal', 'its WAV file is broken');
    }
    if (!format) {
      if (this.#head.length <= LONGEST_HEADER) return undefined;
      throw providerError(this.#provider, 'internal', 'its WAV file has no samples');
    }
    const { sampleRate, channels, bitsPerSample, dataOffset, dataLength } = format;
    if (channels !== 1 || bitsPerSample !== 16) {
      const what = `${bitsPerSample} bits in ${channels} channels`;
      throw providerError(this.#provider, 'unsupported', `it answered WAV of ${what}`);
    }
    // Who streams a file cannot know its length, and writes nothing or a very large number.
    this.#left = dataLength === 0 ? Number.POSITIVE_INFINITY : dataLength;
    return { audio: this.#telephone(sampleRate), offset: dataOffset };
  }

  #telephone(rate: number): TelephoneAudio {
    try {
      return new TelephoneAudio(rate);
    } catch {
      throw providerError(this.#provider, 'unsupported', `it answered audio of ${rate} Hz`);
    }
  }

  #samples(audio: TelephoneAudio, bytes: Uint8Array): Uint8Array {
    const wanted = bytes.subarray(0, Math.min(bytes.length, this.#left));
    this.#left -= wanted.length;
    return audio.push(wanted);
  }
}

/** `audio/pcm;rate=16000` → its parts, in lower case. */
function mediaType(header: string | undefined): { type: string; rate: number | undefined } {
  const [type = '', ...parameters] = (header ?? '').toLowerCase().split(';');
  const rate = parameters.map((it) => /^\s*rate="?(\d{4,6})"?\s*$/.exec(it)?.[1]).find(Boolean);
  return { type: type.trim(), rate: rate === undefined ? undefined : Number(rate) };
}
