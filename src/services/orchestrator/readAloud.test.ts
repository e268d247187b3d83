import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SynthesisRequest, Synthesiser } from '../../types/ports.ts';
import { alignment } from './alignment.ts';
import { ReadAloud } from './readAloud.ts';

describe('alignment', () => {
  it('says that a figure was heard when the word after it was', () => {
    const [written, spoken] = ['It costs $12 today.', 'It costs twelve dollars today.'];
    const at = alignment(written, spoken);
    expect(written.slice(0, at('It costs twelve'.length))).toBe('It costs');
    expect(written.slice(0, at('It costs twelve dollars today'.length))).toBe('It costs $12 today');
    expect(at(spoken.length)).toBe(written.length);
  });

  it('goes by characters in Chinese', () => {
    const at = alignment('收你$20,多謝', '收你廿蚊,多謝');
    expect(at(2)).toBe(2);
    expect(at(4)).toBe(2);
    expect(at(6)).toBe('收你$20,多'.length);
  });

  it('never decreases and stays within the text, whatever the texts', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '好', '1', '$', '😀'), maxLength: 500 });
    fc.assert(
      fc.property(text, text, (written, spoken) => {
        const at = alignment(written, spoken);
        let before = 0;
        for (let length = 0; length <= spoken.length; length++) {
          const reached = at(length);
          expect(reached).toBeGreaterThanOrEqual(before);
          expect(reached).toBeLessThanOrEqual(written.length);
          before = reached;
        }
        expect(at(spoken.length)).toBe(written.length);
      }),
    );
  });
});

describe('ReadAloud', () => {
  const inner = (asked: SynthesisRequest[]): Synthesiser => ({
    name: 'toy',
    capabilities: {
      locales: 'any',
      native: 'pcm',
      streaming: true,
      phonemes: 'sapi',
      wordTimings: true,
      maxCharacters: 1_000,
    },
    supports: () => true,
    voices: () => [],
    warm: () => Promise.resolve(),
    close: () => Promise.resolve(),
    speak(request, sink) {
      asked.push(request);
      sink.spoken?.(request.text.length, 500);
      sink.done();
      return { cancel: () => undefined };
    },
  });

  it('speaks the spoken form and tells of the written one', () => {
    const asked: SynthesisRequest[] = [];
    const told: number[] = [];
    const aloud = new ReadAloud(inner(asked), (text) => ({ text: text.replace('$12', 'twelve dollars') }));
    aloud.speak(
      { text: 'It is $12.', language: 'en-US' },
      {
        audio: () => undefined,
        spoken: (length) => told.push(length),
        done: () => undefined,
        failed: () => undefined,
      },
    );
    expect(asked[0]?.text).toBe('It is twelve dollars.');
    expect(told).toEqual(['It is $12.'.length]);
  });

  it('speaks the text as it is when nothing is left of it, or reading it fails', () => {
    const asked: SynthesisRequest[] = [];
    const sink = { audio: () => undefined, done: () => undefined, failed: () => undefined };
    new ReadAloud(inner(asked), () => ({ text: ' ' })).speak({ text: 'Hello.', language: 'en-US' }, sink);
    new ReadAloud(inner(asked), () => {
      throw new Error('no');
    }).speak({ text: 'Hello.', language: 'en-US' }, sink);
    expect(asked.map(({ text }) => text)).toEqual(['Hello.', 'Hello.']);
  });
});
