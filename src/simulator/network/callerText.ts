import { primarySubtag } from '../../types/language.ts';

/**
 * A carrier's recogniser on the text transport, in virtual time: partials that grow word by word, each the whole
 * utterance so far, then a final text that differs from the last partial in case and punctuation.
 */
export interface SpokenWords {
  readonly partials: readonly { readonly atMs: number; readonly text: string }[];
  readonly final: string;
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * @param text what the caller says
 * @param durationMs how long saying it takes
 * @param lagMs how far the recogniser is behind the caller
 */
export function recognise(text: string, language: string, durationMs: number, lagMs: number): SpokenWords {
  const final = text.trim();
  const bare = final.replace(/[.,!?;:。，！？；：、]/g, '').toLowerCase();
  const chinese = unspaced.test(bare) || ['zh', 'yue', 'ja', 'th'].includes(primarySubtag(language));
  const words = chinese && !bare.includes(' ') ? chunks([...bare], 2) : bare.split(/\s+/).filter(Boolean);
  const partials: { atMs: number; text: string }[] = [];
  let sofar = '';
  for (const [i, word] of words.entries()) {
    sofar = chinese && !bare.includes(' ') ? sofar + word : sofar === '' ? word : `${sofar} ${word}`;
    // As recognisers do: nothing after the very first sound, then a text every word or two.
    if (i > 0 || words.length === 1)
      partials.push({ atMs: ((i + 1) / words.length) * durationMs + lagMs, text: sofar });
  }
  return { partials, final: finish(final, chinese) };
}

function finish(text: string, chinese: boolean): string {
  if (/[.!?。！？]$/.test(text)) return text;
  return chinese ? `${text}。` : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function chunks(characters: readonly string[], size: number): string[] {
  const out: string[] = [];
  for (let i = 0; i < characters.length; i += size) out.push(characters.slice(i, i + size).join(''));
  return out;
}
