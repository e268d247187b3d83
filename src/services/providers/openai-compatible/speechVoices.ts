/** The voices of OpenAI's own service: names from its guide to text-to-speech, which says nothing of gender. */
import type { Voice } from '../../../types/ports.ts';
import type { OpenAiHost } from './host.ts';
import { openAiLocales } from './speechLanguages.ts';

/** Of all models. */
const everywhere = ['alloy', 'ash', 'coral', 'echo', 'fable', 'nova', 'onyx', 'sage', 'shimmer'] as const;
/** Not of `tts-1` and `tts-1-hd`. */
const newer = ['ballad', 'cedar', 'marin', 'verse'] as const;

/** The configured voice first: it speaks where a request names none. */
export function voicesOf({ name, ttsModel, ttsVoice }: OpenAiHost): readonly Voice[] {
  const configured = ttsVoice === undefined ? [] : [ttsVoice];
  if (name !== 'openai') return configured.map((id) => ({ id, name: id, languages: [] }));
  const languages = openAiLocales();
  const documented = (ttsModel ?? '').startsWith('tts-1') ? everywhere : [...everywhere, ...newer];
  return [...new Set([...configured, ...documented])].map((id) => ({
    id,
    name: `${id.charAt(0).toUpperCase()}${id.slice(1)}`,
    // One voice speaks them all, and goes by the text's own language.
    languages,
  }));
}
