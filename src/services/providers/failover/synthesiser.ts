import type { LanguageTag } from '../../../types/language.ts';
import type {
  Cancellable,
  SynthesisRequest,
  SynthesisSink,
  Synthesiser,
  SynthesiserCapabilities,
  Voice,
} from '../../../types/ports.ts';
import { Chain, type ChainOptions } from './chain.ts';
import { nearestVoice } from './nearestVoice.ts';
import { Race } from './race.ts';

/** After all were asked and none spoke in its time. */
const GIVE_UP_MS = 3_000;
/** Providers send faster than speech is spoken; one that pauses this long in mid-clause has stopped. */
const NEXT_OUTPUT_MS = 700;

/**
 * Several synthesisers as one, for one call. Up to the first audio of a clause it chooses, hedges and replaces by itself.
 * A provider that breaks in mid-clause is reported as `failed`: only who plays the audio knows what was heard, and asks
 * again for the rest with the broken one in `without`.
 */
export class FailoverSynthesiser implements Synthesiser {
  /** The first choice's, under which its audio is known to caches. */
  readonly name: string;
  readonly capabilities: SynthesiserCapabilities;
  readonly #chain: Chain<Synthesiser>;

  constructor(options: ChainOptions<Synthesiser>) {
    this.#chain = new Chain('synthesiser', options);
    this.name = this.#chain.first.name;
    this.capabilities = this.#chain.first.capabilities;
  }

  supports(language: LanguageTag): boolean {
    return this.#chain.parts.some((part) => part.supports(language));
  }

  voices(): readonly Voice[] {
    return this.#chain.first.voices();
  }

  async warm(): Promise<void> {
    await Promise.allSettled(this.#chain.parts.map((part) => part.warm()));
  }

  speak(request: SynthesisRequest, sink: SynthesisSink): Cancellable {
    const { board, language, watch, serving } = this.#chain;
    const ranked = this.#chain.ranked(request.without, request.prefer?.provider);
    const preferred = ranked[0]?.name === request.prefer?.provider;
    return new Race({
      board,
      work: 'synthesiser',
      language,
      watch,
      // A voice that was asked for replaces nobody.
      ...(preferred ? {} : { serving }),
      ranked,
      ...(request.without?.includes(serving.first) ? { reason: 'unavailable' } : {}),
      giveUpMs: GIVE_UP_MS,
      nextOutputMs: NEXT_OUTPUT_MS,
      units: request.text.length,
      start: (name, entrant) => {
        const part = this.#chain.part(name);
        const voice = this.#voice(part, request);
        // Some providers tell the words before their audio, and only the winner's count.
        const early: [number, number][] = [];
        let speaks = false;
        return part.speak(
          { ...request, ...(voice === undefined ? { voice: undefined } : { voice }) },
          {
            audio: (mulaw) => {
              speaks = entrant.output();
              if (!speaks) return;
              sink.audio(mulaw);
              for (const [length, atMs] of early.splice(0)) sink.spoken?.(length, atMs);
            },
            spoken: (length, atMs) => {
              if (speaks) sink.spoken?.(length, atMs);
              else early.push([length, atMs]);
            },
            done: (detail) => {
              if (entrant.done()) sink.done(detail ?? { provider: name });
            },
            failed: (failure) => entrant.failed(failure),
          },
        );
      },
      allFailed: (failure) => sink.failed(failure),
      broken: (failure) => sink.failed(failure),
    });
  }

  /** The parts belong to the registry. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  /** The configured voice is its own provider's; the others get the one nearest to it. */
  #voice(part: Synthesiser, { voice, language, prefer }: SynthesisRequest): string | undefined {
    const { first } = this.#chain;
    if (part.name === prefer?.provider && prefer.voice !== undefined) return prefer.voice;
    if (part === first) return voice;
    const like = first.voices().find(({ id }) => id === voice) ?? first.voices().at(0);
    return nearestVoice(part.voices(), language, like);
  }
}
