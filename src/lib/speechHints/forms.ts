/** Hints as each provider takes them, within its limits. */
import type { HintPhrase } from './phrases.ts';
import { spokenLanguage } from '../spokenLanguage.ts';

export interface AzurePhraseList {
  readonly phrases: readonly string[];
  /** Of the whole list, 0 to 2. 1 is the service's own; another is not known to be better. */
  readonly weight: number;
}

/** improve-accuracy-phrase-list.md, 2025-10-21. */
const AZURE_MOST = 500;

/** @param heardAs as Azure writes it; its `yue-CN` takes no phrase list */
export function azurePhraseList(phrases: readonly HintPhrase[], heardAs: string): AzurePhraseList {
  const { language, region } = spokenLanguage(heardAs);
  const takes = !(language === 'yue' && region === 'CN');
  return { phrases: takes ? phrases.slice(0, AZURE_MOST).map(({ text }) => text) : [], weight: 1 };
}

export interface GooglePhrase {
  readonly value: string;
  readonly boost: number;
}

/** Of 0-20. Enough to prefer an expected word to one that sounds like it, too little to hear it where it is not. */
const GOOGLE_BOOST = 10;
/** Ours: the service takes more, and reads the whole list before the first word of every turn. */
const GOOGLE_MOST = 500;

/** The phrases of an inline phrase set (v2); class tokens are left out, their names are not in what we could read. */
export function googlePhrases(phrases: readonly HintPhrase[]): GooglePhrase[] {
  return phrases
    .slice(0, GOOGLE_MOST)
    .map(({ text, weight }) => ({ value: text, boost: Math.min(20, Math.max(0, weight * GOOGLE_BOOST)) }));
}

/**
 * The limit is 500 tokens of an unpublished tokeniser, and an update beyond it silently ends the transcription. A token
 * has at least one byte, so 500 bytes are always within.
 */
const DEEPGRAM_MOST_BYTES = 500;
/** developers.deepgram.com/docs/keyterm. */
const DEEPGRAM_MOST = 100;

/** The likeliest first, as many as are allowed; no common words, since keyterms are for what is rarely said. */
export function deepgramKeyterms(phrases: readonly HintPhrase[]): string[] {
  let bytes = 0;
  return rare(phrases)
    .slice(0, DEEPGRAM_MOST)
    .filter((term) => {
      const size = Buffer.byteLength(term) + 1;
      if (bytes + size > DEEPGRAM_MOST_BYTES) return false;
      bytes += size;
      return true;
    });
}

/** What its realtime endpoint answers with a refusal beyond. */
const ELEVENLABS_LONGEST = 20;
export const ELEVENLABS_MOST_KEYTERMS = 50;

/** No common words: keyterms are taken when a socket opens, and each new one costs a new connection. */
export function elevenLabsKeyterms(phrases: readonly HintPhrase[]): string[] {
  return rare(phrases)
    .filter((term) => term.length <= ELEVENLABS_LONGEST)
    .slice(0, ELEVENLABS_MOST_KEYTERMS);
}

/** As long as the attribute may be here (telephony/relay/attributes.ts); what Twilio takes is not published. */
const RELAY_LONGEST = 4_000;

/**
 * The `hints` attribute of ConversationRelay: between commas, and so without any inside. It holds for the whole call: join
 * the phrases of all questions of the flow. Undefined where there is nothing to say.
 */
export function relayHints(phrases: readonly HintPhrase[]): string | undefined {
  let hints = '';
  const said = new Set<string>();
  for (const { text } of phrases.toSorted((a, b) => b.weight - a.weight)) {
    // Control characters may not stand in XML, nor half of a surrogate pair.
    const phrase = text
      .toWellFormed()
      .replace(/[\p{C}\uFFFD,，、]+/gu, ' ')
      .replace(/\s+/gu, ' ')
      .trim();
    if (phrase === '' || said.has(phrase)) continue;
    said.add(phrase);
    const longer = hints === '' ? phrase : `${hints},${phrase}`;
    if (longer.length > RELAY_LONGEST) continue;
    hints = longer;
  }
  return hints === '' ? undefined : hints;
}

function rare(phrases: readonly HintPhrase[]): string[] {
  return phrases.filter(({ weight }) => weight >= 1).map(({ text }) => text);
}
