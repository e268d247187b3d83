/**
 * A synthesiser that is handed texts as they should be read aloud ("$12.5" as 十二個半), and tells how far it has come in the
 * text as it was written. The call, its record and the audio cache know the written text only.
 */
import type { LanguageTag } from '../../types/language.ts';
import type {
  Cancellable,
  ReadText,
  SynthesisRequest,
  SynthesisSink,
  Synthesiser,
} from '../../types/ports.ts';
import { alignment } from './alignment.ts';
import { WrappedSynthesiser } from './wrappedSynthesiser.ts';

/** `phonemes`: whether the synthesiser takes them at all. */
export type ReadingOf = (text: string, language: LanguageTag, phonemes: boolean) => ReadText;

/** The synthesiser, handed what `readingOf` makes of its texts. */
export function reading(
  synthesiser: Synthesiser | null,
  readingOf: ReadingOf | undefined,
): Synthesiser | null {
  return synthesiser && readingOf ? new ReadAloud(synthesiser, readingOf) : synthesiser;
}

export class ReadAloud extends WrappedSynthesiser {
  readonly #readingOf: ReadingOf;
  #last: { readonly text: string; readonly language: LanguageTag; readonly read: ReadText } | null = null;

  constructor(inner: Synthesiser, readingOf: ReadingOf) {
    super(inner);
    this.#readingOf = readingOf;
  }

  override spokenForm(text: string, language: LanguageTag): string {
    const { text: spoken, pronunciations } = this.#read(text, language);
    const readings = pronunciations?.map(({ at, reading }) => `${at}${reading}`) ?? [];
    return [spoken, ...readings].join(' ');
  }

  speak(request: SynthesisRequest, sink: SynthesisSink): Cancellable {
    const { text: written, language } = request;
    const { text, pronunciations } = this.#read(written, language);
    const asked = { ...request, text, ...(pronunciations && { pronunciations }) };
    if (text === written || !sink.spoken) return this.inner.speak(asked, sink);
    const writtenLength = alignment(written, text);
    return this.inner.speak(asked, {
      audio: (mulaw) => sink.audio(mulaw),
      spoken: (length, atMs) => sink.spoken?.(writtenLength(length), atMs),
      done: (detail) => sink.done(detail),
      failed: (failure) => sink.failed(failure),
    });
  }

  /** A text that cannot be prepared is spoken as it is: a caller must not hear silence for it. */
  #read(text: string, language: LanguageTag): ReadText {
    // A text is looked for in the audio cache before it is spoken.
    const last = this.#last;
    if (last?.text === text && last.language === language) return last.read;
    const read = this.#readAnew(text, language);
    this.#last = { text, language, read };
    return read;
  }

  #readAnew(text: string, language: LanguageTag): ReadText {
    try {
      const read = this.#readingOf(text, language, this.inner.capabilities.phonemes !== 'none');
      return read.text.trim() === '' ? { text } : read;
    } catch {
      return { text };
    }
  }
}
