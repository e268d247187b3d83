import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mulawDecode, mulawEncode } from '../../src/lib/g711.ts';
import { ClauseSynthesis } from '../../src/services/audio/clauseSynthesis.ts';
import { resumePoint, wordEnds } from '../../src/services/audio/resumePoint.ts';
import { Utterance, type Clause } from '../../src/services/audio/utterance.ts';
import { FailoverSynthesiser, HealthBoard } from '../../src/services/providers/failover/index.ts';
import { failure } from '../../src/services/providers/shared/failure.ts';
import { hearToneSpeech, SYMBOL_MS, toneSpeech } from '../../src/simulator/providers/toneSpeech.ts';
import type { Cancellable, SynthesisRequest, SynthesisSink } from '../../src/types/ports.ts';
import { ToneVoice } from '../../src/simulator/testing/toneVoice.ts';
import { ManualClock } from '../support/manualClock.ts';

const PIECE_MS = 100;
const BETWEEN_MS = 5;

/** Speaks tone speech in pieces, and breaks once after some of them. */
class BreakingVoice extends ToneVoice {
  override readonly name: 'tone';
  readonly asked: SynthesisRequest[] = [];
  breaksAfter: number | null = null;
  tellsWords = false;
  readonly #clock: ManualClock;

  constructor(name: string, clock: ManualClock) {
    super();
    this.name = name as 'tone';
    this.#clock = clock;
  }

  override speak(request: SynthesisRequest, sink: SynthesisSink): Cancellable {
    this.asked.push(request);
    const audio = mulawEncode(toneSpeech(request.text));
    if (this.tellsWords) for (const at of wordEnds(request.text)) sink.spoken?.(at, at * SYMBOL_MS);
    let over = false;
    const step = (at: number): void => {
      if (over) return;
      if (at === this.breaksAfter) {
        this.breaksAfter = null;
        sink.failed(failure(this.name, 'unavailable', 'broken on purpose'));
        return;
      }
      const piece = audio.subarray(at * PIECE_MS * 8, (at + 1) * PIECE_MS * 8);
      if (piece.length === 0) return sink.done({ provider: this.name });
      sink.audio(piece);
      this.#clock.after(BETWEEN_MS, () => step(at + 1));
    };
    this.#clock.after(50, () => step(0));
    return { cancel: () => void (over = true) };
  }
}

/** Speaks a text whose first provider breaks after `breaksAfter` pieces, while `takenMs` of it are on the line. */
function speakBroken(text: string, breaksAfter: number, takenMs: number, tellsWords: boolean) {
  const clock = new ManualClock();
  const first = new BreakingVoice('first', clock);
  const second = new BreakingVoice('second', clock);
  first.tellsWords = tellsWords;
  const board = new HealthBoard({ clock, published: () => 200 });
  const synthesiser = new FailoverSynthesiser({ board, language: 'en-US', parts: [first, second] });
  const events: string[] = [];
  const cache = new Map<string, Uint8Array>();
  const line: Uint8Array[] = [];
  const take = (clause: Clause, ms: number) => {
    for (let left = ms; left >= 20; left -= 20) {
      const frame = clause.audio?.take(20);
      if (frame) line.push(Uint8Array.from(frame));
    }
  };
  const synthesis = new ClauseSynthesis(
    clock,
    () => synthesiser,
    { get: (key) => cache.get(key), set: (key, it) => void cache.set(key, it) },
    {
      requested: () => undefined,
      audio: (clause) => {
        const wanted = takenMs - (clause.audio?.takenMs ?? 0);
        if (wanted > 0) take(clause, wanted);
      },
      done: () => events.push('done'),
      failed: () => events.push('failed'),
    },
  );
  const say = (words: string) => {
    const utterance = new Utterance({ id: 'u1', language: 'en-US', interruptible: true });
    const [clause] = utterance.add([words]);
    synthesis.start(clause as Clause);
    clock.advance(30_000);
    return clause as Clause;
  };
  // A whole clause first: how fast the voice speaks is learned, as every call does.
  say('This is how fast I speak today.');
  line.length = 0;
  events.length = 0;
  first.breaksAfter = breaksAfter;
  const clause = say(text);
  take(clause, 60_000);
  return { heard: hearToneSpeech(mulawDecode(Buffer.concat(line))), events, second, cache };
}

const TEXT = 'Your table for four is booked on Friday at seven thirty.';

describe('a clause whose provider breaks in the middle', () => {
  it('is spoken to its end, no word lost and none said twice, wherever it breaks and whatever was heard', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 32 }),
        fc.nat({ max: 2_500 }),
        fc.boolean(),
        (breaksAfter, takenMs, tells) => {
          const { heard, events } = speakBroken(TEXT, breaksAfter, takenMs, tells);
          expect(events).toEqual(['done']);
          expect(withoutBrokenWord(letters(heard))).toBe(letters(TEXT));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is said anew when nothing of it was on the line', () => {
    const { heard, second } = speakBroken(TEXT, 10, 0, false);
    expect([heard, second.asked.at(-1)?.text]).toEqual([TEXT, TEXT]);
  });

  it('is not kept as the line’s audio: it has two voices', () => {
    const { cache } = speakBroken(TEXT, 10, 200, false);
    expect([...cache.keys()].some((key) => key.includes('Your table'))).toBe(false);
    expect([...cache.keys()].some((key) => key.includes('how fast'))).toBe(true);
  });

  it('takes over at the word end that the provider told', () => {
    const point = resumePoint({
      text: 'one two three',
      lengthMs: 700,
      takenMs: 300,
      told: [
        { at: 3, ms: 250 },
        { at: 7, ms: 600 },
        { at: 13, ms: 1_000 },
      ],
      estimate: () => 0,
      quietNear: (ms) => ms,
    });
    expect(point).toEqual({ at: 7, keepMs: 600 });
  });

  it('ends words behind every wide character and before spaces', () => {
    expect(wordEnds('我想 book 兩位')).toEqual([1, 2, 7, 9, 10]);
  });
});

/** Tone speech says its spaces too; the one at the seam is no word. */
const letters = (text: string) => text.replace(/\s+/g, '');

/** A word that broke in its middle is begun again, as a person would: "fo- four". Such a beginning is taken out. */
function withoutBrokenWord(heard: string): string {
  for (let at = 0; at < heard.length; at++)
    for (let length = 1; length < 8; length++) {
      const once = heard.slice(0, at) + heard.slice(at + length);
      const begunAgain = heard.slice(at + length).startsWith(heard.slice(at, at + length));
      if (begunAgain && once === letters(TEXT)) return once;
    }
  return heard;
}
