/**
 * The line of `bench turns`, called in wall time: recogniser, model and synthesiser in this process, as slow as published.
 * The recogniser knows what is asked and hears something that fits; the words grow with the audio that it is given.
 */
import {
  FailoverRecogniser,
  SpokenBoard,
  StandInRecogniser,
  type LatencySource,
} from '../../src/services/providers/index.ts';
import type { ProviderUse } from '../../src/services/performanceOrchestrator.ts';
import { systemClock, type Random } from '../../src/types/clock.ts';
import type { Expectation, ExpectationKind } from '../../src/types/expectation.ts';
import type {
  Recogniser,
  RecogniserOptions,
  RecogniserSession,
  RecogniserSink,
} from '../../src/types/ports.ts';
import type { LineUnderTest } from '../engine/lineUnderTest.ts';
import type { Subject } from '../turns/callerModel.ts';
import { stream } from '../turns/draw.ts';
import { AnswersOracle } from '../turns/oracle.ts';
import { choices } from '../turns/profiles.ts';
import { BenchProviders } from '../turns/providers.ts';
import { joinTokens, wordsFor } from '../turns/words.ts';
import { turnsDocument } from '../turns/workflow.ts';

const SEED = 1;
const PARTIAL_EVERY_MS = 200;
/** As long as the caller's clip takes to say, with what is heard before it. */
const SPEECH_MS = 2_000;
/** One open turn in six is the last one of its conversation. */
const GOODBYE = 1 / 6;

const subjects: Readonly<Partial<Record<ExpectationKind, Subject>>> = {
  'yes-no': 'yes-no',
  choice: 'choice',
  digits: 'digits',
  'date-time': 'date-time',
  phone: 'phone',
};

type Words = (expectation: Expectation | undefined) => string;

export function publishedLine(): LineUnderTest {
  const oracle = new AnswersOracle(stream(SEED, 'oracle'));
  return { document: turnsDocument(), providers: new PublishedProviders(oracle) };
}

class PublishedProviders extends BenchProviders {
  readonly #words: Words;
  #calls = 0;

  constructor(oracle: AnswersOracle) {
    super({
      clock: systemClock,
      choice: choices.fast,
      tails: 'maximum',
      seed: SEED,
      part: 0,
      episodes: true,
      streaming: true,
      reply: (request) => oracle.reply(request),
    });
    const random = stream(SEED, 'words');
    this.#words = (expectation) => {
      const { tokens, meaning } = wordsFor(subjectOf(expectation, random), 'en-US', random);
      const words = joinTokens(tokens);
      oracle.meant(words, meaning);
      return words;
    };
  }

  override recogniser(_voice?: unknown, { watch = {} }: ProviderUse = {}) {
    const call = this.#calls++;
    this.forCall(call);
    const parts = [new FittingRecogniser(this.finals(call), this.#words)];
    return {
      provider: new FailoverRecogniser({ board: this.health, language: 'en-US', parts, watch }),
      reason: 'bench',
    };
  }
}

function subjectOf(expectation: Expectation | undefined, random: Random): Subject {
  const closed = expectation && subjects[expectation.kind];
  return closed ?? (random.next() < GOODBYE ? 'goodbye' : 'question');
}

class FittingRecogniser implements Recogniser {
  readonly name = choices.fast.stt;
  readonly #board = new SpokenBoard();
  readonly #inner: StandInRecogniser;
  readonly #words: Words;
  readonly capabilities: Recogniser['capabilities'];

  constructor(latency: LatencySource, words: Words) {
    this.#words = words;
    this.#inner = new StandInRecogniser({ board: this.#board, latency, partialEveryMs: PARTIAL_EVERY_MS });
    this.capabilities = this.#inner.capabilities;
  }

  supports(): boolean {
    return true;
  }

  warm(): Promise<void> {
    return Promise.resolve();
  }

  open(options: RecogniserOptions, sink: RecogniserSink): RecogniserSession {
    const board = this.#board;
    const inner = this.#inner.open({ ...options, callSid: '' }, sink);
    return {
      begin: (expectation) => {
        inner.begin(expectation);
        board.clear('');
        board.spoken('', this.#words(expectation), SPEECH_MS);
      },
      write: (pcm) => inner.write(pcm),
      finish: () => inner.finish(),
      discard: () => inner.discard(),
      close: () => inner.close(),
    };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
