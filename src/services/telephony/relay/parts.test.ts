import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asLanguageTag, relayLanguageCode } from './language.ts';
import { PartialText } from './partials.ts';
import { ReplayFilter } from './replay.ts';
import { errorDescription } from './start.ts';
import { TalkCycles } from './talkCycle.ts';
import { TokenText } from './tokenText.ts';

describe('partials', () => {
  const whole = (...partials: string[]) => {
    const text = new PartialText();
    return partials.map((partial) => text.next(partial)).at(-1);
  };
  it.each([
    ['grows', ['I', 'I would', 'I would like to'], 'I would like to'],
    [
      'is revised',
      ['I would lie', 'I would like to change', "I'd like to change my"],
      "I'd like to change my",
    ],
    ['is corrected in its one word', ['Appoint', 'Appointment'], 'Appointment'],
    ['shrinks', ['book a table for', 'book a'], 'book a'],
    ['grows in Chinese', ['我想', '我想改', '我想改期'], '我想改期'],
    ['is revised in Chinese', ['我想解', '我想改期'], '我想改期'],
    [
      'comes in chunks',
      ['I would like', 'to change my', 'appointment'],
      'I would like to change my appointment',
    ],
    ['comes in chunks in Chinese', ['我想改', '星期二'], '我想改星期二'],
  ])('that %s', (_name, partials, expected) => {
    expect(whole(...partials)).toBe(expected);
  });
  it('begins anew after the final', () => {
    const text = new PartialText();
    text.next('one two');
    text.reset();
    expect(text.next('three')).toBe('three');
  });
  it('is the last partial whenever each begins with the one before', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 6 }), (words) => {
        const growing = words.map((_, index) => words.slice(0, index + 1).join(' '));
        expect(whole(...growing)).toBe(growing.at(-1));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('replay', () => {
  it('drops the run that repeats the end of what came before, and nothing else', () => {
    const filter = new ReplayFilter();
    for (const frame of ['a', 'b', 'b', 'c']) expect(filter.isRepeat(frame, 0)).toBe(false);
    filter.resumed(100);
    expect(['b', 'c', 'd', 'b', 'c'].map((frame) => filter.isRepeat(frame, 200))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(filter.dropped).toBe(2);
  });
  it('drops nothing without a resume, nor long after it', () => {
    const filter = new ReplayFilter();
    expect(['1', '1', '1'].map((frame) => filter.isRepeat(frame, 0))).toEqual([false, false, false]);
    filter.resumed(0);
    expect(filter.isRepeat('1', 6_000)).toBe(false);
  });
  it('lets new events after a resume through at once', () => {
    const filter = new ReplayFilter();
    filter.isRepeat('a', 0);
    filter.resumed(0);
    expect(['x', 'a'].map((frame) => filter.isRepeat(frame, 1))).toEqual([false, false]);
  });
  it('remembers a bounded number', () => {
    const filter = new ReplayFilter({ windowMs: 1000, remembered: 3 });
    for (let i = 0; i < 100; i += 1) filter.isRepeat(`f${i}`, 0);
    filter.resumed(0);
    expect(filter.isRepeat('f96', 1)).toBe(false);
  });
  it('drops exactly the overlap, for distinct events', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(40), fc.nat(20), (before, overlap, fresh) => {
        const filter = new ReplayFilter();
        for (let i = 0; i < before; i += 1) filter.isRepeat(`e${i}`, 0);
        filter.resumed(0);
        const from = Math.max(0, before - overlap);
        let passed = 0;
        for (let i = from; i < before + fresh; i += 1) if (!filter.isRepeat(`e${i}`, 1)) passed += 1;
        expect(passed).toBe(fresh);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('talk cycles', () => {
  function cycles() {
    const sent: [string, boolean][] = [];
    const all: TalkCycles = new TalkCycles({
      token: (token, last) => {
        sent.push([token, last]);
        all.sent(last);
      },
    });
    return { all, sent };
  }
  it('drops tokens of an aborted answer and closes what was begun', () => {
    const { all, sent } = cycles();
    const first = all.begin();
    expect(first.send('Of course, ')).toBe(true);
    all.abortAll();
    expect(first.aborted).toBe(true);
    expect(first.send('which day')).toBe(false);
    first.finish();
    const second = all.begin();
    second.send('Sorry?');
    second.finish();
    expect(second.aborted).toBe(false);
    expect(sent).toEqual([
      ['Of course, ', false],
      ['', true],
      ['Sorry?', false],
      ['', true],
    ]);
  });
  it('sends nothing for an answer that never began', () => {
    const { all, sent } = cycles();
    all.begin().abort();
    all.abortAll();
    expect(sent).toEqual([]);
  });
});

it('never sends half a character', () => {
  const tokens = new TokenText();
  expect(tokens.next('a\uD83D', false)).toBe('a');
  expect(tokens.next('\uDE00b', false)).toBe('\u{1F600}b');
  expect(tokens.next('\uD83D', false)).toBe('');
  expect(tokens.next('', true)).toBe('\uFFFD');
});

it('knows languages as the carrier writes them', () => {
  expect(asLanguageTag('en-us', 'fr-FR')).toBe('en-US');
  expect(asLanguageTag('', 'fr-FR')).toBe('fr-FR');
  expect(asLanguageTag('not a tag', 'fr-FR')).toBe('fr-FR');
  expect(asLanguageTag('multi', 'fr-FR')).toBe('fr-FR');
  expect(relayLanguageCode('zh-MO')).toBe('zh-HK');
  expect(relayLanguageCode('zh-CN')).toBe('zh-CN');
});

it('keeps what the carrier quotes out of descriptions', () => {
  expect(errorDescription('Invalid message received: { "token" : "my card is 4111" }')).toBe(
    'Invalid message received:',
  );
  expect(errorDescription('Voice "secret" unknown')).toBe('Voice');
  expect(errorDescription('{')).toBe('no description');
});
