/** The providers of one call for one kind of work in one language. */
import type { LanguageTag } from '../../../types/language.ts';
import type { Work } from './health.ts';
import type { HealthBoard, Ranked } from './healthBoard.ts';
import { Serving, type ProviderWatch } from './watch.ts';

export interface Named {
  readonly name: string;
}

export interface ChainOptions<Part extends Named> {
  readonly board: HealthBoard;
  readonly language: LanguageTag;
  /** In the configured order: at least one. */
  readonly parts: readonly Part[];
  readonly watch?: ProviderWatch;
}

export class Chain<Part extends Named> {
  readonly board: HealthBoard;
  readonly language: LanguageTag;
  readonly work: Work;
  readonly first: Part;
  readonly watch: ProviderWatch;
  readonly serving: Serving;
  readonly #parts: ReadonlyMap<string, Part>;

  constructor(work: Work, { board, language, parts, watch = {} }: ChainOptions<Part>) {
    const [first] = parts;
    if (!first) throw new TypeError('a chain has at least one provider');
    this.work = work;
    this.board = board;
    this.language = language;
    this.first = first;
    this.watch = watch;
    this.serving = new Serving(work, language, first.name, watch);
    this.#parts = new Map(parts.map((part) => [part.name, part]));
  }

  get parts(): Part[] {
    return [...this.#parts.values()];
  }

  part(name: string): Part {
    return this.#parts.get(name) as Part; // names come from `ranked`
  }

  /**
   * Whom to ask, in order; `without`, those that have failed in this very sentence, last. `prefer`: first, if it is well.
   */
  ranked(without: readonly string[] = [], prefer?: string): Ranked[] {
    const ranked = this.board.rank(this.work, this.language, [...this.#parts.keys()]);
    if (prefer !== undefined && !without.includes(prefer)) toFront(ranked, prefer, this.board.clock.now());
    if (without.length === 0) return ranked;
    const failed = (it: Ranked) => without.includes(it.name);
    return [...ranked.filter((it) => !failed(it)), ...ranked.filter(failed)];
  }
}

function toFront(ranked: Ranked[], name: string, now: number): void {
  const at = ranked.findIndex((it) => it.name === name && it.health.state(now) === 'closed');
  if (at > 0) ranked.unshift(...ranked.splice(at, 1));
}
