/**
 * What is known of one language as it is spoken in one place: its names, its script, and what each provider calls it and
 * has for it. The same form for the languages that come along (`src/lib/languages/records`) and for those that a user adds.
 *
 * Of a service `null` says that nobody knows, `false` that it does not serve the language, and an object how it does. With
 * `exact: false` the code is a substitute: a near language's, because the service has none of its own for this one.
 */
import { z } from 'zod';
import { languageTag } from './language.ts';

/** No spaces or control characters: codes and names of voices go into addresses, headers and arguments. */
const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:+-]{0,99}$/, 'letters, digits and - _ . : +');
const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'one line of text');
const unknown = z.boolean().nullable().default(null);
const voices = z.array(code).max(100).default([]);

const voiceNames = z.object({
  /** The first of a list is the default, female before male before others. */
  female: voices,
  male: voices,
  /** Whose gender is not known. */
  other: voices,
  /** In public use, not in the documentation that was read: ask the provider for its list before relying on them. */
  unconfirmed: voices,
});

const served = { code, exact: z.boolean().default(true) };
/** Served, not served, or not known. */
const service = <T extends z.ZodObject>(shape: T) =>
  z
    .union([shape, z.literal(false)])
    .nullable()
    .default(null);

const azure = z.object({
  stt: service(z.object({ ...served, fastTranscription: unknown, phraseList: unknown })),
  /** `phonemes`: whether voices of the locale take the phoneme element. */
  tts: service(z.object({ ...served, voices: voiceNames.prefault({}), phonemes: unknown })),
});

const google = z.object({
  /** `chirp2`: the model streams it; `chirp3`: generally available. */
  stt: service(z.object({ ...served, chirp2: unknown, chirp3: unknown })),
  tts: service(z.object({ ...served, voices: voiceNames.prefault({}), tier: code.nullable().default(null) })),
});

const elevenlabs = z.object({
  /** Scribe. */
  stt: service(z.object(served)),
  /** Which models list the language. Calls use `flashV25`, `turboV25` and `multilingualV2`: the others have no such socket. */
  tts: z
    .object({
      flashV25: unknown,
      turboV25: unknown,
      multilingualV2: unknown,
      v3: unknown,
      v4Turbo: unknown,
    })
    .prefault({}),
});

const deepgram = z.object({
  /** nova-3. */
  stt: service(z.object(served)),
  /** Aura-2; which voices there are is the provider client's knowledge, by the first part of the tag. */
  tts: service(z.object(served)),
});

const relayTts = z.enum(['Google', 'Amazon', 'ElevenLabs']);
const relayStt = z.enum(['Google', 'Deepgram']);

const relay = z.object({
  /** The code in `<Language>`. */
  ...served,
  /** Providers that can; null: not known. */
  tts: z.array(relayTts).nullable().default(null),
  stt: z.array(relayStt).nullable().default(null),
  /** What is written out, because the carrier's default (ElevenLabs) is not known to speak the language; null: the default. */
  set: z
    .object({
      ttsProvider: relayTts,
      voice: code,
      transcriptionProvider: relayStt.nullable().default(null),
      speechModel: code.nullable().default(null),
    })
    .nullable()
    .default(null),
  /** Other voices that fit. `unconfirmed`: in public use, not in the documentation that was read. */
  voices: z
    .array(z.object({ ttsProvider: relayTts, voice: code, unconfirmed: z.boolean().default(false) }))
    .max(50)
    .default([]),
});

const twilio = z.object({
  /** ConversationRelay. */
  relay: service(relay),
  /** The code of `<Gather>`. */
  gather: code.nullable().default(null),
  /** How many voices of Google `<Say>` has. */
  sayGoogleVoices: z.number().int().nonnegative().nullable().default(null),
  sayPollyVoice: code.nullable().default(null),
});

export const lexiconEntry = z
  .object({
    written: line(100),
    /** What is said instead. */
    spoken: line(200),
    jyutping: line(200).optional(),
    ipa: line(200).optional(),
  })
  .meta({ id: 'LexiconEntry' });
export type LexiconEntry = z.infer<typeof lexiconEntry>;

/** ISO 15924, of those that Unicode marks as right to left and that are in use. */
const rightToLeft: ReadonlySet<string> = new Set('Adlm Arab Aran Hebr Mand Nkoo Rohg Syrc Thaa'.split(' '));

export const languageRecord = z
  .strictObject({
    tag: languageTag,
    /** ISO 639, of the language that is spoken: `yue` for `zh-HK`. */
    language: z.string().regex(/^[a-z]{2,3}$/, 'two or three small letters'),
    names: z.object({ english: line(120), own: line(120) }),
    /** ISO 3166 or UN M.49. */
    territory: z
      .string()
      .regex(/^([A-Z]{2}|[0-9]{3})$/)
      .nullable()
      .default(null),
    flag: line(16).nullable().default(null),
    /** ISO 15924. */
    script: z.string().regex(/^[A-Z][a-z]{3}$/, 'four letters such as Latn or Hant'),
    direction: z.enum(['ltr', 'rtl']).default('ltr'),
    tonal: z.boolean().default(false),
    tones: z.number().int().min(1).max(20).nullable().default(null),
    toneNote: line(300).nullable().default(null),
    providers: z
      .strictObject({
        azure: azure.prefault({}),
        google: google.prefault({}),
        elevenlabs: elevenlabs.prefault({}),
        deepgram: deepgram.prefault({}),
        /** espeak-ng's voice; null: as its own table has it. */
        espeak: z.object({ voice: code }).nullable().default(null),
      })
      .prefault({}),
    twilio: twilio.prefault({}),
    /** How words are read that no provider reads right. */
    lexicon: z.array(lexiconEntry).max(2_000).default([]),
    /** Words that recognisers are told to expect in every call: names of places, products, people. */
    hints: z.array(line(100)).max(500).default([]),
    notes: z.array(line(1_000)).max(50).default([]),
  })
  .superRefine(({ script, direction }, context) => {
    if (rightToLeft.has(script) && direction !== 'rtl')
      context.addIssue({
        code: 'custom',
        path: ['direction'],
        message: `${script} is written right to left`,
      });
  })
  .meta({ id: 'LanguageRecord' });
export type LanguageRecord = z.infer<typeof languageRecord>;
/** As a person writes it: what is left out is not known. */
export type LanguageRecordInput = z.input<typeof languageRecord>;
