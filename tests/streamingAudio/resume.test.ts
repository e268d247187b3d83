import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { PlayingTransport, VirtualClock } from '../../src/services/audio/testSupport.ts';
import { CallSession, type Interruption, type TurnState } from '../../src/services/conversation/index.ts';
import { StreamingAudioProcessor, warmAudio } from '../../src/services/streamingAudioProcessor.ts';
import type { SynthesisSink, Synthesiser } from '../../src/types/ports.ts';
import { toyFlow } from '../support/toyFlow.ts';

beforeAll(() => warmAudio({ vad: 'energy' }));

const CHARACTER_BYTES = 480;
const GREETING =
  'Good morning, this is the clinic by the harbour. We are open from nine to five today, and how can I help you?';

/** Each character is 60 ms of its own byte: what was played can be read. */
class LegibleSynthesiser implements Synthesiser {
  readonly name = 'legible';
  readonly capabilities = {
    locales: 'any',
    native: 'mulaw-8000',
    streaming: true,
    phonemes: 'none',
    wordTimings: false,
    maxCharacters: 5_000,
  } as const;
  readonly #clock: VirtualClock;
  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }
  supports = () => true;
  voices = () => [];
  warm = async () => undefined;
  close = async () => undefined;
  speak({ text }: { text: string }, sink: SynthesisSink) {
    const handle = this.#clock.after(80, () => {
      for (const character of text) sink.audio(new Uint8Array(CHARACTER_BYTES).fill(character.charCodeAt(0)));
      sink.done();
    });
    return { cancel: () => this.#clock.cancel(handle) };
  }
}

/** Keeps what was played: what a clear takes back was never heard. */
class HeardTransport extends PlayingTransport {
  readonly #time: VirtualClock;
  #sent: { readonly byte: number; readonly playsAt: number }[] = [];
  constructor(clock: VirtualClock) {
    super(clock);
    this.#time = clock;
  }
  override sendAudio(mulaw: Uint8Array): void {
    const from = Math.max(this.playsUntil, this.#time.now());
    for (const [index, byte] of mulaw.entries()) this.#sent.push({ byte, playsAt: from + index / 8 });
    super.sendAudio(mulaw);
  }
  override clear(): void {
    this.#sent = this.#sent.filter(({ playsAt }) => playsAt < this.#time.now());
    super.clear();
  }
  /** A character for every 60 ms of its byte; one that was broken off is none. */
  get heard(): string {
    let text = '';
    let run = 0;
    for (const [index, { byte }] of this.#sent.entries()) {
      if (byte !== this.#sent[index - 1]?.byte) run = 0;
      if (++run < CHARACTER_BYTES) continue;
      text += String.fromCharCode(byte);
      run = 0;
    }
    return text;
  }
}

function callWith(greeting: string) {
  const clock = new VirtualClock();
  const transport = new HeardTransport(clock);
  const interruptions: Interruption[] = [];
  const turns: string[] = [];
  let state: TurnState | null = null;
  const session = new CallSession({
    clock,
    flow: toyFlow({ greeting }),
    start: { language: 'en-US', seed: 1, call: {} },
    hearing: 'audio',
    maxCallMs: 600_000,
    model: null,
    cache: null,
    http: { run: async () => ({ ok: false, code: 'HTTP_FAILED' }), close: async () => undefined },
    hooks: {
      turn: ({ heard }) => void turns.push(heard),
      partial: () => undefined,
      note: () => undefined,
      interrupted: (interruption) => void interruptions.push(interruption),
      events: () => undefined,
      ended: (_end, last) => void (state = last),
      crashed: (error) => {
        throw error;
      },
    },
  });
  const synthesiser = new LegibleSynthesiser(clock);
  const processor = new StreamingAudioProcessor(
    {
      clock,
      transport,
      recogniser: null,
      synthesiserFor: () => synthesiser,
      language: 'en-US',
      vad: 'energy',
      noiseReduction: 'off',
      detectDtmf: false,
      reorder: false,
    },
    session,
    session,
  );
  transport.onMark = (name) => processor.mark(name);
  session.begin({
    voice: processor.voice,
    ears: null,
    setLanguage: () => undefined,
    hangUp: () => undefined,
    transfer: async () => 'failed',
    close: () => processor.close(),
  });
  return {
    clock,
    transport,
    session,
    interruptions,
    turns,
    history() {
      session.closed('caller-hung-up');
      return state?.flow.history.map(({ text }) => text);
    },
  };
}

/** A sound of `ms`, as the detector tells of it, and the recogniser's word for it. */
function sound(call: ReturnType<typeof callWith>, ms: number, words: string) {
  const onset = call.clock.now();
  call.clock.advance(Math.min(ms, 70));
  call.session.speechStart(onset);
  if (ms >= 200) {
    call.clock.advance(130);
    call.session.speechLasts(onset);
  }
  call.clock.advance(onset + ms + 160 - call.clock.now());
  call.session.speechEnd(onset + ms);
  call.clock.advance(150);
  call.session.final(words);
}

describe('what the caller hears of an answer that a sound has stopped', () => {
  it('a cough of less than 200 ms stops nothing: the line plays on without a hole', () => {
    const call = callWith(GREETING);
    call.clock.advance(1_500);
    sound(call, 180, '');
    call.clock.advance(10_000);
    expect(call.transport.clears).toEqual([]);
    expect(call.transport.dryMs).toBe(0);
    expect(letters(call.transport.heard)).toBe(letters(GREETING));
    expect(call.interruptions).toEqual([]);
    expect(call.history()).toEqual([GREETING]);
  });

  it('after a longer one each word has been heard once, but for the beginning of the one it fell into', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 400, max: 1_500 }), fc.constantFrom('', 'Mm-hm.', 'Okay.')), {
          minLength: 1,
          maxLength: 3,
        }),
        (sounds) => {
          const call = callWith(GREETING);
          call.clock.advance(200);
          for (const [afterMs, words] of sounds) {
            call.clock.advance(afterMs);
            sound(call, 350, words);
          }
          // Before the agent asks whether anybody is there.
          call.clock.advance(13_500 - call.clock.now());
          const falseOnes = call.interruptions.length;
          expect(call.interruptions.every(({ kind }) => kind === 'false')).toBe(true);
          expect(falseOnes).toBe(call.transport.clears.length);
          expect(letters(call.transport.heard)).toMatch(eachWordOnce(GREETING));
          expect(call.history()).toEqual([GREETING]);
          expect(call.turns).toEqual([GREETING]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('words that want the floor leave in the history what was heard before them, and nothing more', () => {
    const call = callWith(GREETING);
    call.clock.advance(2_000);
    sound(call, 600, 'Are you open on Sunday?');
    const heard = call.transport.heard;
    call.clock.advance(700);
    expect(call.interruptions).toMatchObject([{ kind: 'barge-in', onsetToStopMs: 200 }]);
    const [first, second] = call.history() ?? [];
    // But for the beginning of a word.
    expect(first).toBe('Good morning, this is the clinic by');
    expect(letters(heard)).toMatch(new RegExp(`^${letters(first ?? '')}(?:t|th)?$`));
    expect(second).toBe('Are you open on Sunday?');
  });
});

/** The letters of `text` in order, each word whole once, the words that a sound fell into begun again. */
function eachWordOnce(text: string): RegExp {
  const words = text.match(/\w+/g) ?? [];
  const begun = (word: string) => Array.from({ length: word.length - 1 }, (_, at) => word.slice(0, at + 1));
  return new RegExp(`^${words.map((word) => `(?:${begun(word).join('|') || '(?!)'})*?${word}`).join('')}$`);
}

const letters = (text: string) => text.replace(/\W/g, '');
