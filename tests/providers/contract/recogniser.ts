/** What every recogniser adapter must do, shown with the real client over real sockets. Callers speak tone speech. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type {
  EndOfTurnHint,
  ProviderFailure,
  Recogniser,
  RecogniserOptions,
  RecogniserSession,
} from '../../../src/types/ports.ts';
import { mulawDecode, mulawEncode } from '../../../src/lib/g711.ts';
import { toneSpeech } from '../../../src/simulator/providers/toneSpeech.ts';
import { aWhile, expectFailure, statusKinds, until, type ContractOptions, type Harness } from './harness.ts';

/** One call's ear, with everything that the sink was told. */
class Ear {
  readonly partials: string[] = [];
  readonly finals: string[] = [];
  readonly hints: EndOfTurnHint[] = [];
  failures: ProviderFailure[] = [];
  readonly session: RecogniserSession;
  readonly #rate: 8_000 | 16_000;

  constructor(recogniser: Recogniser, options: Omit<RecogniserOptions, 'sampleRate'>) {
    this.#rate = recogniser.capabilities.sampleRates.includes(8_000) ? 8_000 : 16_000;
    this.session = recogniser.open(
      { ...options, sampleRate: this.#rate },
      {
        partial: (text) => void this.partials.push(text),
        final: (text) => void this.finals.push(text),
        endOfTurn: (hint) => void this.hints.push(hint),
        failed: (failure) => void this.failures.push(failure),
      },
    );
  }

  /** Speech as a call brings it: mu-law frames of 20 ms, a little silence around it. */
  speak(text: string): void {
    const frame = this.#rate / 50;
    const speech = toneSpeech(text, this.#rate);
    const pcm = new Int16Array(speech.length + this.#rate / 4);
    pcm.set(speech, this.#rate / 10);
    const line = this.#rate === 8_000 ? mulawDecode(mulawEncode(pcm)) : pcm;
    const buffer = new Int16Array(frame);
    for (let at = 0; at < line.length; at += frame) {
      const part = line.subarray(at, at + frame);
      buffer.set(part);
      // The same array every time: who keeps it must copy.
      this.session.write(buffer.subarray(0, part.length));
    }
  }

  turn(text: string): void {
    this.session.begin();
    this.speak(text);
    this.session.finish();
  }

  async finalsAre(...texts: string[]): Promise<void> {
    const enough = () => this.finals.length >= texts.length || this.failures.length > 0;
    // Two minutes of speech take a loaded machine their time.
    const withinMs = texts.join('').length > 1_000 ? 50_000 : undefined;
    await until(`${texts.length} finals`, enough, withinMs);
    expect(this.failures).toEqual([]);
    expect(this.finals.map(plain)).toEqual(texts.map(plain));
  }
}

const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

export function recogniserContract(options: ContractOptions<Recogniser>): void {
  const { language, cannot = {} } = options;

  describe(`recogniser ${options.name}`, () => {
    let harness: Harness<Recogniser>;
    const open: Ear[] = [];
    beforeAll(async () => {
      harness = await options.open();
      await harness.part.warm();
    });
    afterEach(() => {
      for (const ear of open.splice(0)) ear.session.close();
      harness.behaviour.fault = null;
      harness.behaviour.slowness = 1;
    });
    afterAll(() => harness?.close());
    const listen = (more: Partial<RecogniserOptions> = {}): Ear => {
      const ear = new Ear(harness.part, { language, ...more });
      open.push(ear);
      return ear;
    };
    const recovers = async () => {
      harness.behaviour.fault = null;
      const ear = listen();
      ear.turn('all well again');
      await ear.finalsAre('all well again');
    };

    it('hears a turn: partials that grow, then one final', async () => {
      const ear = listen();
      ear.turn('I would like a table for four');
      await ear.finalsAre('I would like a table for four');
      await aWhile();
      expect(ear.finals).toHaveLength(1);
      if (harness.part.capabilities.partials) {
        expect(ear.partials.length).toBeGreaterThan(0);
        for (const partial of ear.partials)
          expect(plain('I would like a table for four').startsWith(plain(partial)), partial).toBe(true);
      } else expect(ear.partials).toEqual([]);
    });

    it('hears turn after turn on one session', async () => {
      const ear = listen();
      const turns = ['yes please', 'the seventh of May', 'no that is all'];
      for (const [i, text] of turns.entries()) {
        ear.turn(text);
        await ear.finalsAre(...turns.slice(0, i + 1));
      }
    });

    it('goes on with a caller who goes on: the second final is of the whole turn', async () => {
      const ear = listen();
      ear.turn('my number is');
      await ear.finalsAre('my number is');
      ear.speak('nine two three');
      ear.session.finish();
      await ear.finalsAre('my number is', 'my number is nine two three');
      ear.turn('a new turn');
      await ear.finalsAre('my number is', 'my number is nine two three', 'a new turn');
    });

    it('answers a caller who goes on before the final of the pause has come', async () => {
      harness.behaviour.latency = { next: () => 80 };
      const ear = listen();
      ear.turn('this and');
      ear.speak('that');
      ear.session.finish();
      await until('two finals', () => ear.finals.length >= 2 || ear.failures.length > 0);
      harness.behaviour.latency = { next: () => 0 };
      expect(ear.failures).toEqual([]);
      expect(plain(ear.finals[1] ?? '')).toBe('this and that');
      expect(ear.finals).toHaveLength(2);
    });

    it('forgets a turn that is discarded', async () => {
      const ear = listen();
      ear.session.begin();
      ear.speak('never mind');
      ear.session.discard();
      ear.turn('listen to this');
      await ear.finalsAre('listen to this');
      await aWhile();
      expect(ear.finals).toHaveLength(1);
    });

    it('forgets a turn that is discarded after its finish', async () => {
      harness.behaviour.latency = { next: () => 60 };
      const ear = listen();
      ear.turn('never mind this either');
      ear.session.discard();
      ear.turn('but this');
      await ear.finalsAre('but this');
      harness.behaviour.latency = { next: () => 0 };
      await aWhile();
      expect(ear.finals).toHaveLength(1);
    });

    it('has an empty final for silence, and for no audio at all', async () => {
      const ear = listen();
      ear.turn('');
      await ear.finalsAre('');
      ear.session.begin();
      ear.session.finish();
      await ear.finalsAre('', '');
      ear.turn('still here');
      await ear.finalsAre('', '', 'still here');
    });

    it('hears mixed scripts', async () => {
      const ear = listen();
      ear.turn('我想 book 兩位 😀');
      await ear.finalsAre('我想 book 兩位 😀');
    });

    it('hears ten callers at once, each their own words', async () => {
      const texts = Array.from({ length: 10 }, (_, i) => `caller number ${i} speaks`);
      const ears = texts.map(() => listen());
      for (const [i, ear] of ears.entries()) ear.turn(texts[i] as string);
      await Promise.all(ears.map((ear, i) => ear.finalsAre(texts[i] as string)));
    });

    it('hears two minutes in one turn', async () => {
      const text = Array.from({ length: 100 }, (_, i) => `word ${i} of a long story`)
        .join(' ')
        .slice(0, 2_000)
        .trim();
      const ear = listen();
      ear.turn(text);
      await ear.finalsAre(text);
    }, 60_000);

    it('says nothing after close, twice', async () => {
      harness.behaviour.latency = { next: () => 60 };
      const ear = listen();
      ear.turn('gone before the answer');
      ear.session.close();
      ear.session.close();
      harness.behaviour.latency = { next: () => 0 };
      await aWhile();
      expect([ear.finals, ear.failures]).toEqual([[], []]);
      await recovers();
    });

    for (const status of [401, 403, 429, 500] as const)
      it(`says what ${status} means, once`, async () => {
        harness.behaviour.fault = { kind: 'status', status };
        const ear = listen();
        ear.turn('can you hear me');
        await until('the failure', () => ear.failures.length > 0);
        expectFailure(ear.failures[0], statusKinds[status]);
        // A dead session takes calls without a word.
        ear.turn('and now');
        await aWhile();
        expect([ear.failures.length, ear.finals.length]).toEqual([1, 0]);
        await recovers();
      });

    it.skipIf(cannot.quota)('says that the quota is used up', async () => {
      harness.behaviour.fault = { kind: 'quota' };
      const ear = listen();
      ear.turn('can you hear me');
      await until('the failure', () => ear.failures.length > 0);
      expectFailure(ear.failures[0], ['quota', 'rate-limited']);
      await recovers();
    });

    it.skipIf(cannot.refuse)('says that nobody listens', async () => {
      harness.behaviour.fault = { kind: 'refuse' };
      harness.dropConnections?.();
      const ear = listen();
      ear.turn('is anybody there');
      await until('the failure', () => ear.failures.length > 0);
      expectFailure(ear.failures[0], ['unavailable']);
      await recovers();
    });

    it.skipIf(cannot.close)('says that the connection broke in the middle of a turn', async () => {
      harness.behaviour.fault = { kind: 'close', afterOutputs: 0 };
      const ear = listen();
      ear.turn('this will break before its final');
      await until('the failure', () => ear.failures.length > 0);
      expectFailure(ear.failures[0], ['unavailable', 'internal']);
      expect(ear.finals).toEqual([]);
      await recovers();
    });

    it.skipIf(cannot.garbage)('survives garbage', async () => {
      harness.behaviour.fault = { kind: 'garbage' };
      const ear = listen();
      ear.turn('what was that');
      await until('the failure', () => ear.failures.length > 0);
      expectFailure(ear.failures[0], ['internal', 'unavailable', 'invalid-request']);
      await recovers();
    });

    it('goes on waiting while the provider stalls: the timer is its caller’s', async () => {
      harness.behaviour.fault = { kind: 'stall' };
      const ear = listen();
      ear.turn('are you asleep');
      await aWhile();
      expect([ear.finals, ear.failures]).toEqual([[], []]);
      ear.session.close();
      await recovers();
    });

    it.skipIf(!options.unservedLanguage)('refuses a language that it does not hear', async () => {
      expect(harness.part.supports(options.unservedLanguage ?? '')).toBe(false);
      const ear = listen({ language: options.unservedLanguage ?? '' });
      ear.turn('hello');
      await until('the failure', () => ear.failures.length > 0);
      expectFailure(ear.failures[0], ['unsupported']);
    });
  });
}
