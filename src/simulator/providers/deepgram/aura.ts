/** `/v1/speak`: text is kept until `Flush`, audio is raw, `Clear` stops it. */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../types/clock.ts';
import { mulawEncode } from '../../../lib/g711.ts';
import type { ProviderBehaviour } from '../behaviour.ts';
import { toneSpeech } from '../toneSpeech.ts';
import type { Outlet } from './outlet.ts';
import type { QueryRules } from './refusal.ts';

/** Some of them, as `GET /v1/models` lists them. */
export const models: readonly { name: string; languages: readonly string[]; tags: readonly string[] }[] = [
  { name: 'thalia', languages: ['en', 'en-us'], tags: ['feminine', 'clear'] },
  { name: 'apollo', languages: ['en', 'en-us'], tags: ['masculine', 'casual'] },
  { name: 'draco', languages: ['en', 'en-gb'], tags: ['masculine', 'warm'] },
  { name: 'diana', languages: ['es', 'es-es'], tags: ['feminine'] },
  { name: 'viktoria', languages: ['de', 'de-de'], tags: ['feminine'] },
];
const ids = models.map(({ name, languages }) => `aura-2-${name}-${languages[0]}`);

/** The socket gives raw audio only: there is no `container` here. */
export const auraRules: QueryRules = {
  model: new RegExp(`^(${ids.join('|')})$`),
  encoding: /^mulaw$/,
  sample_rate: /^8000$/,
  speed: /^(0\.[7-9]\d*|1(\.[0-5]\d*)?)$/,
};

export const modelList = {
  stt: [],
  tts: [
    ...models.map(({ name, languages, tags }) => ({
      name,
      canonical_name: `aura-2-${name}-${languages[0]}`,
      architecture: 'aura-2',
      languages,
      version: '2025-04-07.0',
      uuid: randomUUID(),
      metadata: { accent: null, tags },
    })),
    {
      name: 'asteria',
      canonical_name: 'aura-asteria-en',
      architecture: 'aura',
      languages: ['en'],
      metadata: null,
    },
  ],
};

const MOST_CHARACTERS = 2_000;
const MOST_FLUSHES = 20;
const FLUSH_WINDOW_MS = 60_000;
/** 200 ms of audio. */
const PIECE_BYTES = 1_600;

export class AuraStream {
  readonly #outlet: Outlet;
  readonly #behaviour: ProviderBehaviour;
  readonly #clock: Clock;
  #text = '';
  #flushes: number[] = [];
  #sequence = 0;
  #speaking = 0;

  constructor(outlet: Outlet, behaviour: ProviderBehaviour, clock: Clock) {
    this.#outlet = outlet;
    this.#behaviour = behaviour;
    this.#clock = clock;
  }

  get owed(): number {
    return this.#speaking;
  }

  /** It hears nothing. */
  audio(): void {
    this.#outlet.fail('UNPARSABLE_CLIENT_MESSAGE', 'DATA-0001', 1008);
  }

  control(message: Readonly<Record<string, unknown>>): boolean {
    switch (message['type']) {
      case 'Speak': {
        const { text } = message;
        if (typeof text !== 'string') return false;
        if (text.length > MOST_CHARACTERS) {
          this.#outlet.fail(
            'INVALID_TEXT_LENGTH',
            'Input text exceeds maximum character limit of 2000.',
            1008,
          );
        } else this.#text += text;
        return true;
      }
      case 'Flush':
        this.#flush();
        return true;
      case 'Clear':
        this.#clear();
        return true;
      case 'Close':
        this.#outlet.close(1000);
        return true;
      default:
        return false;
    }
  }

  #flush(): void {
    const now = this.#clock.now();
    this.#flushes = this.#flushes.filter((at) => now - at < FLUSH_WINDOW_MS);
    if (this.#flushes.length >= MOST_FLUSHES) {
      const warning = {
        type: 'Warning',
        code: 'EXCEEDED_FLUSH_LIMIT',
        description: 'too many Flush messages',
      };
      return this.#outlet.say(() => warning, false);
    }
    this.#flushes.push(now);
    this.#outlet.newRequest();
    this.#behaviour.counts.requests++;
    this.#speaking++;
    this.#outlet.wait(this.#behaviour.firstOutputMs());
    const audio = mulawEncode(toneSpeech(this.#text));
    this.#text = '';
    for (let at = 0; at < audio.length; at += PIECE_BYTES) {
      if (at > 0) this.#outlet.wait(1);
      this.#outlet.bytes(audio.subarray(at, at + PIECE_BYTES));
    }
    const flushed = { type: 'Flushed', sequence_id: this.#sequence++ };
    this.#outlet.say(
      () => flushed,
      true,
      () => {
        this.#speaking--;
        this.#behaviour.counts.completed++;
      },
    );
  }

  #clear(): void {
    this.#text = '';
    this.#outlet.clear();
    this.#behaviour.counts.cancelled += this.#speaking;
    this.#speaking = 0;
    const cleared = { type: 'Cleared', sequence_id: this.#sequence++ };
    this.#outlet.say(() => cleared, false);
  }
}
