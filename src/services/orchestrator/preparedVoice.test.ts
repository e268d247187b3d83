import { describe, expect, it } from 'vitest';
import type { SynthesisRequest, SynthesisSink, Synthesiser } from '../../types/ports.ts';
import { PreparedVoice } from './preparedVoice.ts';

interface Asked {
  readonly request: SynthesisRequest;
  readonly sink: SynthesisSink;
  cancelled: boolean;
}

function setUp() {
  const asked: Asked[] = [];
  const wasted: number[] = [];
  const inner: Synthesiser = {
    name: 'toy',
    capabilities: {
      locales: 'any',
      native: 'mulaw-8000',
      streaming: true,
      phonemes: 'none',
      wordTimings: false,
      maxCharacters: 1_000,
    },
    supports: () => true,
    voices: () => [],
    warm: () => Promise.resolve(),
    close: () => Promise.resolve(),
    speak(request, sink) {
      const one = { request, sink, cancelled: false };
      asked.push(one);
      return { cancel: () => void (one.cancelled = true) };
    },
  };
  return { asked, wasted, voice: new PreparedVoice(inner, (characters) => wasted.push(characters)) };
}

const request = (text: string) => ({ text, language: 'en-US' });
function ear() {
  const heard: number[] = [];
  const events: string[] = [];
  const sink: SynthesisSink = {
    audio: (mulaw) => heard.push(...mulaw),
    done: () => events.push('done'),
    failed: () => events.push('failed'),
  };
  return { heard, events, sink };
}

describe('a clause that was prepared', () => {
  it('is spoken from what is there, and goes on as it comes', () => {
    const { asked, voice, wasted } = setUp();
    voice.prepare(request('Hello.'));
    const buffer = Uint8Array.of(1, 2);
    asked[0]?.sink.audio(buffer);
    buffer.fill(9); // the provider's own again
    const { heard, events, sink } = ear();
    voice.speak(request('Hello.'), sink);
    expect(heard).toEqual([1, 2]);
    asked[0]?.sink.audio(Uint8Array.of(3));
    asked[0]?.sink.done();
    expect([heard, events, asked.length, wasted]).toEqual([[1, 2, 3], ['done'], 1, []]);
  });

  it('is waste when it is cancelled or pushed out, and silent from then on', () => {
    const { asked, voice, wasted } = setUp();
    const first = voice.prepare(request('One.'));
    first.cancel();
    first.cancel();
    for (const text of ['Two.', 'Three.', 'Four.', 'Five.']) voice.prepare(request(text));
    expect(wasted).toEqual([4, 4]);
    expect(asked.map(({ cancelled }) => cancelled)).toEqual([true, true, false, false, false]);
  });

  it('is asked for anew when it had failed, or another text is spoken', () => {
    const { asked, voice } = setUp();
    voice.prepare(request('Hello.'));
    asked[0]?.sink.failed({ provider: 'toy', kind: 'internal', retryable: true, message: '' });
    const { events, sink } = ear();
    voice.speak(request('Hello.'), sink);
    voice.speak(request('Goodbye.'), sink);
    expect(events).toEqual([]);
    expect(asked.map(({ request: { text } }) => text)).toEqual(['Hello.', 'Hello.', 'Goodbye.']);
  });

  it('stops when whoever speaks it is cut off', () => {
    const { asked, voice, wasted } = setUp();
    voice.prepare(request('Hello.'));
    const { heard, sink } = ear();
    voice.speak(request('Hello.'), sink).cancel();
    asked[0]?.sink.audio(Uint8Array.of(1));
    expect([asked[0]?.cancelled, heard, wasted]).toEqual([true, [], []]);
  });

  it('may belong to a prediction and to speculations: it goes with the last of them', () => {
    const { asked, voice, wasted } = setUp();
    const used: string[] = [];
    const predicted = voice.predict(request('Hello.'), () => used.push('Hello.'));
    const one = voice.prepare(request('Hello.'));
    const other = voice.prepare(request('Hello.'));
    one.cancel();
    one.cancel();
    predicted.cancel();
    expect([asked.length, wasted]).toEqual([1, []]);
    other.cancel();
    expect([asked[0]?.cancelled, wasted, used]).toEqual([true, [6], []]);
  });

  it('is not pushed out by speculations when it is predicted, and tells when it is spoken', () => {
    const { asked, voice, wasted } = setUp();
    const used: string[] = [];
    const predicted = voice.predict(request('Soon.'), () => used.push('Soon.'));
    for (const text of ['1.', '2.', '3.', '4.']) voice.prepare(request(text));
    expect(wasted).toEqual([2]);
    asked[0]?.sink.audio(Uint8Array.of(1));
    expect(predicted.whole()).toBeNull();
    asked[0]?.sink.done();
    expect([...(predicted.whole() ?? [])]).toEqual([1]);
    const { heard, sink } = ear();
    voice.speak(request('Soon.'), sink);
    expect([heard, used, predicted.whole()]).toEqual([[1], ['Soon.'], null]);
    predicted.cancel();
    expect(wasted).toEqual([2]);
  });

  it('is not kept for later when a stand-in has spoken it', () => {
    const { asked, voice } = setUp();
    const predicted = voice.predict(request('Soon.'), () => undefined);
    asked[0]?.sink.audio(Uint8Array.of(1));
    asked[0]?.sink.done({ provider: 'another' });
    expect(predicted.whole()).toBeNull();
  });
});
