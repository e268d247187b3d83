/** What every synthesiser adapter must do, shown with the real client over real sockets. Servers speak tone speech. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { mulawDecode } from '../../../src/lib/g711.ts';
import type {
  Cancellable,
  ProviderFailure,
  SynthesisDetail,
  SynthesisRequest,
  Synthesiser,
} from '../../../src/types/ports.ts';
import { hearToneSpeech } from '../../../src/simulator/providers/toneSpeech.ts';
import { aWhile, expectFailure, statusKinds, until, type ContractOptions, type Harness } from './harness.ts';

export interface SynthesiserContract extends ContractOptions<Synthesiser> {
  /** A voice that it does not have; absent where any name is accepted by the provider. */
  readonly unknownVoice?: string;
}

/** One clause being spoken, with everything that the sink was told. */
class Speech {
  readonly pieces: Uint8Array[] = [];
  readonly spoken: [number, number][] = [];
  detail: SynthesisDetail | undefined;
  ended = 0;
  failure: ProviderFailure | undefined;
  readonly handle: Cancellable;

  constructor(synthesiser: Synthesiser, request: SynthesisRequest) {
    this.handle = synthesiser.speak(request, {
      audio: (mulaw) => void this.pieces.push(Uint8Array.from(mulaw)),
      spoken: (length, atMs) => void this.spoken.push([length, atMs]),
      done: (detail) => {
        this.ended++;
        this.detail = detail;
      },
      failed: (failure) => {
        this.ended++;
        this.failure = failure;
      },
    });
  }

  get heard(): string {
    return hearToneSpeech(mulawDecode(Buffer.concat(this.pieces)));
  }

  async end(withinMs?: number): Promise<this> {
    await until('the end of the clause', () => this.ended > 0, withinMs);
    return this;
  }
}

export function synthesiserContract(options: SynthesiserContract): void {
  const { language, cannot = {} } = options;

  describe(`synthesiser ${options.name}`, () => {
    let harness: Harness<Synthesiser>;
    beforeAll(async () => {
      harness = await options.open();
      await harness.part.warm();
    });
    afterEach(() => {
      harness.behaviour.fault = null;
      harness.behaviour.slowness = 1;
    });
    afterAll(() => harness?.close());
    const say = (text: string, more: Partial<SynthesisRequest> = {}) =>
      new Speech(harness.part, { text, language, ...more });
    /** The next clause works: nothing of the last one is left over. */
    const recovers = async () => {
      harness.behaviour.fault = null;
      const speech = await say('All well again.').end();
      expect(speech.failure).toBeUndefined();
      expect(speech.heard).toBe('All well again.');
    };

    it('speaks a clause, and says who spoke', async () => {
      const speech = await say('Good morning, Dr Chan’s clinic.').end();
      expect(speech.failure).toBeUndefined();
      expect(speech.heard).toBe('Good morning, Dr Chan’s clinic.');
      expect(speech.detail?.provider).toBe(harness.part.name);
    });

    it('describes itself honestly', () => {
      const { capabilities } = harness.part;
      expect(harness.part.supports(language)).toBe(true);
      expect(capabilities.maxCharacters).toBeGreaterThan(100);
      if (capabilities.locales !== 'any') expect(capabilities.locales).toContain(language);
      if (options.unservedLanguage) expect(harness.part.supports(options.unservedLanguage)).toBe(false);
      for (const voice of harness.part.voices()) expect(voice.id).toBeTruthy();
    });

    it('keeps symbols, quotation, emoji and mixed scripts as they are', async () => {
      for (const text of ['Fish & chips <b>"5"</b> at 7 o’clock', '你好，Peter！😀 OK 啦。', 'a\nb\tc']) {
        const speech = await say(text).end();
        expect(speech.failure).toBeUndefined();
        expect(speech.heard.replace(/\s+/g, ' ')).toBe(text.replace(/\s+/g, ' '));
      }
    });

    it('has nothing to say for an empty text, and asks nobody', async () => {
      const before = harness.behaviour.counts.requests;
      for (const text of ['', '  \n ']) {
        const speech = await say(text).end();
        expect(speech.failure).toBeUndefined();
        expect(speech.pieces).toHaveLength(0);
      }
      expect(harness.behaviour.counts.requests).toBe(before);
    });

    it('speaks 5,000 characters to the end', async () => {
      const text = Array.from({ length: 200 }, (_, i) => `This is sentence ${i + 1} of a long one.`)
        .join(' ')
        .slice(0, 5_000)
        .trim();
      const speech = await say(text).end(50_000);
      expect(speech.failure).toBeUndefined();
      expect(speech.heard.replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''));
    }, 60_000);

    it('serves ten callers at once, each their own words', async () => {
      const texts = Array.from({ length: 10 }, (_, i) => `Caller number ${i} is served.`);
      const speeches = await Promise.all(texts.map((text) => say(text).end()));
      expect(speeches.map((speech) => speech.heard)).toEqual(texts);
    });

    it('is silent after a cancel before the first audio', async () => {
      harness.behaviour.fault = { kind: 'stall' };
      const before = harness.behaviour.counts.requests;
      const speech = say('Nobody will hear this.');
      await until('the request', () => harness.behaviour.counts.requests > before);
      speech.handle.cancel();
      speech.handle.cancel();
      harness.behaviour.fault = null;
      await aWhile();
      expect([speech.pieces.length, speech.ended]).toEqual([0, 0]);
      await recovers();
    });

    it.skipIf(cannot.hang)('is silent after a barge-in, and the provider is told to stop', async () => {
      const { counts } = harness.behaviour;
      harness.behaviour.fault = { kind: 'hang', afterOutputs: 1 };
      const [cancelled, completed] = [counts.cancelled, counts.completed];
      const speech = say('This sentence is long enough to be cut off in the middle of it by the caller.');
      await until('the first audio', () => speech.pieces.length > 0);
      speech.handle.cancel();
      const heard = speech.pieces.length;
      await until('the provider to stop', () => counts.cancelled > cancelled || counts.completed > completed);
      expect([speech.pieces.length, speech.ended]).toEqual([heard, 0]);
      await recovers();
    });

    it('can be cancelled after the end', async () => {
      const speech = await say('Short.').end();
      speech.handle.cancel();
      expect(speech.ended).toBe(1);
    });

    for (const status of [401, 403, 429, 500] as const)
      it(`says what ${status} means, and works again afterwards`, async () => {
        harness.behaviour.fault = { kind: 'status', status };
        const speech = await say('This will be refused.').end();
        expectFailure(speech.failure, statusKinds[status]);
        expect(speech.pieces).toHaveLength(0);
        await recovers();
      });

    it.skipIf(cannot.quota)('says that the quota is used up', async () => {
      harness.behaviour.fault = { kind: 'quota' };
      expectFailure((await say('No money left.').end()).failure, ['quota', 'rate-limited']);
      await recovers();
    });

    it.skipIf(cannot.content)('says that the text was not let through', async () => {
      harness.behaviour.fault = { kind: 'content' };
      expectFailure((await say('Something unspeakable.').end()).failure, ['content', 'invalid-request']);
      await recovers();
    });

    it.skipIf(cannot.refuse)('says that nobody listens', async () => {
      harness.behaviour.fault = { kind: 'refuse' };
      harness.dropConnections?.();
      expectFailure((await say('Is anybody there?').end()).failure, ['unavailable']);
      await recovers();
    });

    it.skipIf(cannot.close)('says that the connection broke in the middle', async () => {
      harness.behaviour.fault = { kind: 'close', afterOutputs: 1 };
      const speech = await say(
        'This sentence is long enough to break in its middle, well before its end.',
      ).end();
      expectFailure(speech.failure, ['unavailable', 'internal']);
      await recovers();
    });

    it.skipIf(cannot.garbage)('survives garbage', async () => {
      harness.behaviour.fault = { kind: 'garbage' };
      expectFailure((await say('What was that?').end()).failure, [
        'internal',
        'unavailable',
        'invalid-request',
      ]);
      await recovers();
    });

    it.skipIf(cannot.hang)(
      'goes on waiting while the provider hangs: the timer is its caller’s',
      async () => {
        harness.behaviour.fault = { kind: 'hang', afterOutputs: 1 };
        const speech = say('This sentence is long enough to hang in its middle and never come to its end.');
        await until('the first audio', () => speech.pieces.length > 0);
        await aWhile();
        expect(speech.ended).toBe(0);
        speech.handle.cancel();
        await recovers();
      },
    );

    it.skipIf(cannot.drop)('connects again after all connections were reset', async () => {
      await say('Before.').end();
      harness.dropConnections?.();
      await aWhile();
      await recovers();
    });

    it.skipIf(!options.unservedLanguage)('refuses a language that it does not speak', async () => {
      const speech = await say('Hello.', { language: options.unservedLanguage ?? '' }).end();
      expectFailure(speech.failure, ['unsupported']);
    });

    it.skipIf(!options.unknownVoice)('says that it does not have the voice', async () => {
      const speech = await say('Hello.', { voice: options.unknownVoice ?? '' }).end();
      expectFailure(speech.failure, ['unsupported', 'invalid-request']);
      await recovers();
    });

    it('tells word positions in order, where it says that it can', async () => {
      const text = 'One two three four five.';
      const speech = await say(text).end();
      if (!harness.part.capabilities.wordTimings) {
        expect(speech.spoken).toEqual([]);
        return;
      }
      expect(speech.spoken.length).toBeGreaterThan(2);
      const lengths = speech.spoken.map(([length]) => length);
      expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
      expect(Math.max(...lengths)).toBeLessThanOrEqual(text.length);
      // Tone speech has an even pace: a position in the text is a position in time.
      const totalMs = Buffer.concat(speech.pieces).length / 8;
      for (const [length, atMs] of speech.spoken)
        expect(Math.abs(atMs - (length / text.length) * totalMs)).toBeLessThan(130);
    });
  });
}
