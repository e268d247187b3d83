/** Texts as SSML, and back from the service's word positions to the text. */
import type { Pronunciation } from '../../../types/ports.ts';

export interface SsmlOptions {
  readonly text: string;
  /** As Azure writes it. */
  readonly language: string;
  readonly voice: string;
  /** 1 = normal. */
  readonly rate: number;
  readonly pronunciations?: readonly Pronunciation[] | undefined;
}

export function ssml({ text, language, voice, rate, pronunciations = [] }: SsmlOptions): string {
  const marked = language === 'zh-HK' ? withPhonemes(text, pronunciations) : escaped(text);
  const spoken = rate === 1 ? marked : `<prosody rate="${percent(rate)}">${marked}</prosody>`;
  return (
    `<speak version="1.0" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="${escaped(language)}">` +
    `<voice name="${escaped(voice)}">${spoken}</voice></speak>`
  );
}

/**
 * Cantonese as the service's own alphabet writes it: Jyutping, the tone after a space ("paa 3"). Only single syllables are
 * documented, so each character has an element of its own, and whatever is no syllable is left to the service.
 */
function withPhonemes(text: string, pronunciations: readonly Pronunciation[]): string {
  let marked = '';
  let done = 0;
  for (const { at, length, reading } of pronunciations) {
    const syllable = /^([a-z]+)([1-6])$/.exec(reading);
    if (!syllable || at < done || at + length > text.length) continue;
    const written = escaped(text.slice(at, at + length));
    marked += `${escaped(text.slice(done, at))}<phoneme alphabet="sapi" ph="${syllable[1]} ${syllable[2]}">${written}</phoneme>`;
    done = at + length;
  }
  return marked + escaped(text.slice(done));
}

/** The service takes half to double speed. */
function percent(rate: number): string {
  const change = Math.round((Math.min(2, Math.max(0.5, rate)) - 1) * 100);
  return `${change < 0 ? '' : '+'}${change}%`;
}

/**
 * What XML cannot hold or should not: control characters, lone surrogates. Also carriage returns: an empty line ends the
 * head of the service's messages.
 */
const unwritable = /(?![\t\n])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

function escaped(text: string): string {
  return text
    .replace(unwritable, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&apos;');
}

/**
 * Finds the words of the service's boundary events in the text that was asked for. The SDK's own offsets are of the SSML,
 * and wrong after a word that also occurs in its tags.
 */
export class WordPositions {
  readonly #text: string;
  #from = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The end of the word in the text, in UTF-16 units, when it is found after the last one. */
  endOf(word: string): number | undefined {
    // Some words come as they were written in the SSML.
    for (const form of new Set([word, unescaped(word)])) {
      const at = form === '' ? -1 : this.#text.indexOf(form, this.#from);
      if (at >= 0) return (this.#from = at + form.length);
    }
    return undefined;
  }
}

function unescaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&apos;': "'",
    '&amp;': '&',
  };
  return text.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => entities[entity] ?? entity);
}
