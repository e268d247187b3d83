/** What the server brings along: usable with no account, key or network. In the order in which `auto` prefers them. */
import { primarySubtag, type LanguageTag } from '../../types/language.ts';
import { findEspeak } from './local/espeakSynthesiser.ts';
import { espeakVoice } from './local/espeakVoices.ts';
import type { ProviderEntry } from './registry.ts';

const english = (language: LanguageTag): boolean => primarySubtag(language) === 'en';
const always = () => undefined;

export function embeddedProviders(): ProviderEntry[] {
  return [
    {
      name: 'moonshine',
      work: 'recogniser',
      automatic: true,
      supports: english,
      unavailable: always,
      can: 'Hears English over the telephone, with partial results, on this machine.',
      cannot:
        'Hears no other language: there is no embedded recogniser for Cantonese or Mandarin. Takes no hints. Quiet, noisy or strongly accented speech is often misheard, and so are names and spelled letters.',
      licence: 'MIT (Moonshine tiny), Apache-2.0 (sherpa-onnx)',
      onThisMachine: true,
      load: async () => new (await import('./local/moonshineRecogniser.ts')).MoonshineRecogniser(),
    },
    {
      name: 'flite',
      work: 'synthesiser',
      automatic: true,
      supports: english,
      unavailable: always,
      can: 'Speaks English in four voices on this machine.',
      cannot:
        'Sounds like a machine of the year 2000. Speaks no other language and mispronounces foreign names.',
      licence: 'CMU Flite (permissive)',
      onThisMachine: true,
      load: async () => new (await import('./local/fliteSynthesiser.ts')).FliteSynthesiser(),
    },
    {
      name: 'espeak',
      work: 'synthesiser',
      automatic: true,
      supports: (language) => espeakVoice(language) !== undefined,
      unavailable: () =>
        findEspeak()
          ? undefined
          : 'espeak-ng is not installed: apt-get install espeak-ng, or configure a synthesiser.',
      can: 'Speaks about a hundred languages at once, among them Cantonese and Mandarin.',
      cannot:
        'Intelligible, not natural: a caller hears a robot, and tones are approximate. Most kanji of Japanese are not read. For real callers configure a provider.',
      licence: 'GPL-3.0-or-later, a separate program that is spawned',
      onThisMachine: true,
      load: async () => new (await import('./local/espeakSynthesiser.ts')).EspeakSynthesiser(),
    },
    {
      name: 'use-lite',
      work: 'embedder',
      automatic: true,
      supports: english,
      unavailable: always,
      can: 'Finds English sentences of similar meaning.',
      cannot:
        'Does not tell "book" from "cancel" reliably: what it finds is verified in other ways. Blind to Chinese.',
      licence: 'Apache-2.0',
      onThisMachine: true,
      load: async () => new (await import('./local/useLiteEmbedder.ts')).UseLiteEmbedder(),
    },
    {
      name: 'ngram',
      work: 'embedder',
      automatic: true,
      supports: () => true,
      unavailable: always,
      can: 'Finds sentences that share characters, in any language.',
      cannot: 'Knows nothing of meaning.',
      licence: 'part of this project',
      onThisMachine: true,
      load: async () => new (await import('./local/ngramEmbedder.ts')).NgramEmbedder(),
    },
  ];
}
