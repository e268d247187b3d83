import { expect, test } from 'vitest';
import type { SynthesisRequest, SynthesisSink } from '../../types/ports.ts';
import { ToneVoice } from '../testing/toneVoice.ts';
import { CallerVoices } from './voices.ts';

/** Fails the first `failures` times. */
class ShakyVoice extends ToneVoice {
  spoken = 0;
  readonly #failures: number;
  readonly #retryable: boolean;

  constructor(failures: number, retryable = true) {
    super();
    this.#failures = failures;
    this.#retryable = retryable;
  }

  override speak(request: SynthesisRequest, sink: SynthesisSink) {
    if (this.spoken++ >= this.#failures) return super.speak(request, sink);
    sink.failed({ provider: 'shaky', kind: 'internal', retryable: this.#retryable, message: 'broken' });
    return { cancel: () => undefined };
  }
}

test('says a thing once and remembers it', async () => {
  const voice = new ShakyVoice(0);
  const voices = new CallerVoices([{ synthesiser: voice }]);
  const clips = await Promise.all([voices.speak('hello', 'en-US'), voices.speak('hello', 'en-US')]);
  expect(clips[0]).toBe(clips[1]);
  expect(voice.spoken).toBe(1);
});

test('a voice that fails once is asked again; twice, or for good, is an error', async () => {
  const once = new CallerVoices([{ synthesiser: new ShakyVoice(1) }]);
  expect((await once.speak('hello', 'en-US')).text).toBe('hello');
  const twice = new CallerVoices([{ synthesiser: new ShakyVoice(2) }]);
  await expect(twice.speak('hello', 'en-US')).rejects.toMatchObject({ code: 'SIM_VOICE_FAILED' });
  expect((await twice.speak('hello', 'en-US')).text).toBe('hello');
  const never = new ShakyVoice(1, false);
  await expect(new CallerVoices([{ synthesiser: never }]).speak('a', 'en-US')).rejects.toMatchObject({
    code: 'SIM_VOICE_FAILED',
  });
  expect(never.spoken).toBe(1);
});

test('nobody who speaks the language', async () => {
  await expect(new CallerVoices([]).speak('hello', 'en-US')).rejects.toMatchObject({ code: 'SIM_NO_VOICE' });
});
