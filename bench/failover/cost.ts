/**
 * What the mechanism costs while all is well: the same provider asked directly and through it, by turns, with providers
 * that answer at once. First output, ms.
 */
import {
  FailoverModel,
  FailoverRecogniser,
  FailoverSynthesiser,
  HealthBoard,
  StandInModel,
  StandInRecogniser,
  StandInSynthesiser,
} from '../../src/services/providers/index.ts';
import type { LanguageModel, Recogniser, Synthesiser } from '../../src/types/ports.ts';
import { round, summarise } from '../statistics.ts';

const language = 'en-US';

export interface Cost {
  readonly directP50Ms: number;
  readonly throughP50Ms: number;
  readonly addedP50Ms: number;
}

export async function healthyCost(
  rounds: number,
): Promise<Record<'recogniser' | 'synthesiser' | 'model', Cost>> {
  const board = new HealthBoard();
  const voice = new StandInSynthesiser();
  const model = new StandInModel({ script: () => 'Certainly.' });
  const [ear, throughEar] = [new StandInRecogniser(), new StandInRecogniser()];
  const second = <Part extends { readonly name: string }>(part: Part): Part =>
    Object.create(part, { name: { value: 'second' } }) as Part;
  return {
    recogniser: await compare(
      rounds,
      hearing(ear, ear),
      hearing(
        new FailoverRecogniser({ board, language, parts: [throughEar, second(throughEar)] }),
        throughEar,
      ),
    ),
    synthesiser: await compare(
      rounds,
      speaking(voice),
      speaking(new FailoverSynthesiser({ board, language, parts: [voice, second(voice)] })),
    ),
    model: await compare(
      rounds,
      answering(model),
      answering(new FailoverModel({ board, language, parts: [model, second(model)] })),
    ),
  };
}

type Once = (done: () => void) => void;

async function compare(rounds: number, direct: Once, through: Once): Promise<Cost> {
  const times: [number[], number[]] = [[], []];
  for (let n = 0; n < rounds + 100; n++)
    for (const [i, once] of [direct, through].entries()) {
      const began = performance.now();
      await new Promise<void>((resolve) => once(resolve));
      // The first ones warm the machine up.
      if (n >= 100) times[i]?.push(performance.now() - began);
    }
  const [directP50Ms, throughP50Ms] = [summarise(times[0]).p50, summarise(times[1]).p50];
  return { directP50Ms, throughP50Ms, addedP50Ms: round(throughP50Ms - directP50Ms) };
}

const speaking =
  (synthesiser: Synthesiser): Once =>
  (done) => {
    let first = true;
    synthesiser.speak(
      { text: 'Certainly.', language },
      {
        audio: () => {
          if (first) done();
          first = false;
        },
        done: () => undefined,
        failed: ({ message }) => {
          throw new Error(message);
        },
      },
    );
  };

const answering =
  (model: LanguageModel): Once =>
  (done) => {
    let first = true;
    model.generate(
      { messages: [{ role: 'caller', text: 'Hello' }], tools: [] },
      {
        text: () => {
          if (first) done();
          first = false;
        },
        toolCall: () => undefined,
        done: () => undefined,
        failed: ({ message }) => {
          throw new Error(message);
        },
      },
    );
  };

/** A session for each, turn after turn. `board` is where the stand-in is told what to hear. */
function hearing(recogniser: Recogniser, board: StandInRecogniser): Once {
  let heard = (): void => undefined;
  const pcm = new Int16Array(160).fill(1_000);
  const session = recogniser.open(
    { language, sampleRate: 8_000 },
    {
      partial: () => undefined,
      final: () => heard(),
      failed: ({ message }) => {
        throw new Error(message);
      },
    },
  );
  return (done) => {
    heard = done;
    board.spoken('yes');
    session.begin();
    for (let n = 0; n < 25; n++) session.write(pcm);
    session.finish();
  };
}
