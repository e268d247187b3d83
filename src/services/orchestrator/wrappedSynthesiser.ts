/** A synthesiser around another: what it does not change is the inner one's. */
import type { LanguageTag } from '../../types/language.ts';
import type {
  Cancellable,
  SynthesisRequest,
  SynthesisSink,
  Synthesiser,
  SynthesiserCapabilities,
  Voice,
} from '../../types/ports.ts';

export abstract class WrappedSynthesiser implements Synthesiser {
  readonly name: string;
  protected readonly inner: Synthesiser;

  constructor(inner: Synthesiser) {
    this.name = inner.name;
    this.inner = inner;
  }

  get capabilities(): SynthesiserCapabilities {
    return this.inner.capabilities;
  }

  supports(language: LanguageTag): boolean {
    return this.inner.supports(language);
  }

  voices(): readonly Voice[] {
    return this.inner.voices();
  }

  warm(): Promise<void> {
    return this.inner.warm();
  }

  spokenForm(text: string, language: LanguageTag): string {
    return this.inner.spokenForm?.(text, language) ?? text;
  }

  abstract speak(request: SynthesisRequest, sink: SynthesisSink): Cancellable;

  close(): Promise<void> {
    return this.inner.close();
  }
}
