import type { Cancellable, SynthesisRequest, SynthesisSink, Synthesiser } from '../../types/ports.ts';
import { encodeMulaw } from '../network/g711.ts';

/** A tone in mu-law. */
export function tone(ms: number, hertz = 440, level = 8_000): Uint8Array {
  const out = new Uint8Array(ms * 8);
  for (let i = 0; i < out.length; i++)
    out[i] = encodeMulaw(Math.round(level * Math.sin((2 * Math.PI * hertz * i) / 8_000)));
  return out;
}

/** A voice that hums: 50 ms for each character. Real audio, no words. */
export class ToneVoice implements Synthesiser {
  readonly name = 'tone';
  readonly capabilities = {
    locales: 'any',
    native: 'mulaw-8000',
    streaming: true,
    phonemes: 'none',
    wordTimings: false,
    maxCharacters: 5_000,
  } as const;

  supports(): boolean {
    return true;
  }

  voices() {
    return [];
  }

  warm(): Promise<void> {
    return Promise.resolve();
  }

  speak(request: SynthesisRequest, sink: SynthesisSink): Cancellable {
    sink.audio(tone(request.text.length * 50));
    sink.done();
    return { cancel: () => undefined };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
