/** Whose speech a run had, as it is printed, and what people's own speech shows beside it. */
import type { BenchOptions } from '../../frame.ts';
import { WeaverError } from '../../../src/types/errors/index.ts';
import { callerModel } from '../callerModel.ts';
import type { Setup } from '../setups.ts';
import { hasHumanSpeech } from './human.ts';
import { Speaker, type SpeechChoice } from './spoken.ts';
import { STOCK_SIZE, stockFile, type Voices } from './stock.ts';

/** Undefined: modelled. */
export function speechOf(name: string): SpeechChoice | undefined {
  if (name === 'modelled') return undefined;
  if (name === 'embedded' || name === 'human') return stockOf(name);
  const reason = 'one of embedded, human, modelled';
  throw new WeaverError('CLI_OPTION_INVALID', { option: '--speech', value: name, reason });
}

/** With its file's name: sources may change while a bench runs, and its threads shall find the same. */
function stockOf(voices: Voices): SpeechChoice {
  const stock = { voices, size: STOCK_SIZE };
  return { ...stock, file: stockFile(stock) };
}

/** Makes the stock, if it is not there, before threads ask for it. */
export async function speechReport(speech: SpeechChoice | undefined, { note }: Pick<BenchOptions, 'note'>) {
  if (!speech) return { kind: 'modelled', hash: null };
  const kept = performance.now();
  const speaker = await Speaker.open({
    ...speech,
    progress: (done, total) => {
      if (done === 0) note(`speech: ${total} stretches for the detector, once`);
    },
  });
  await speaker.close();
  const { stock } = speaker;
  return {
    kind: speech.voices,
    hash: stock.hash,
    stretches: stock.stretches.length,
    openedSeconds: Math.round((performance.now() - kept) / 100) / 10,
    lines: callerModel.lines,
    falseOnsetsAMinute: Object.fromEntries(
      Object.entries(stock.triggers).map(([kind, all]) => [kind, all.length]),
    ),
    assumptions: {
      detector:
        'the calls\u2019 own neural network and gate, asked of each stretch by itself; its rule for edges run over the turn',
      words:
        speech.voices === 'embedded'
          ? 'stretches of a planned turn that are not in stock are said by the nearest in length, with its last word if there is one'
          : 'digits are digits; other turns are stretches of other words, of like length. A recogniser reports the planned words',
      wordTimes: 'words share the sound of their stretch in proportion to their letters',
      cantonese: 'no embedded voice speaks it: English voices (or English speakers) with as many syllables',
      voices: 'a turn may change its voice at a pause; coughs and words of assent are modelled',
      end: 'the last 10 ms louder than 35 dB under the loudest of the last stretch',
    },
  };
}

const PEOPLE_TURNS = 1_000;

/** The product as delivered, with recordings of people. */
export async function people(base: Setup['options'], bench: Pick<BenchOptions, 'note'>): Promise<Setup[]> {
  if (!hasHumanSpeech()) {
    bench.note('no WEAVER_DATA: no recordings of people');
    return [];
  }
  const options = {
    ...base,
    turns: Math.min(base.turns, PEOPLE_TURNS),
    speech: stockOf('human'),
  };
  await speechReport(options.speech, bench);
  return [{ name: 'people', what: 'recordings of people on the line; their words are planned', options }];
}
