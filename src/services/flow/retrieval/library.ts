/**
 * Which passages answer a question, by its words alone: the same question finds the same passages, on any machine, without a
 * model. Half of a score is BM25's share of the question, half is how near one of the passage's own questions is to it
 * (`scorePhrase`), which knows of denials, numbers and misspelt words. A passage without questions has its share squared:
 * words in common are weak evidence of an answer. Figures: docs/knowledge.md, `node bench/knowledge.ts`.
 */
import { effortOf, phraseOf, saidOf, scoreWords, type Said } from '../scorePhrase.ts';
import { Bm25 } from './bm25.ts';
import { termsOf } from './terms.ts';

export interface Passage {
  /** What callers may ask to get it. */
  readonly questions: readonly string[];
  /** Where it has no questions, its own words are looked at. */
  readonly text: string;
}

export interface Found {
  /** Its place in the list of passages. */
  readonly passage: number;
  /** 0 to 1; 1: the very question was asked. */
  readonly score: number;
}

/** How many passages are looked at word by word, those with the largest share, and how many questions of each. */
const SHORT_LIST = 10;
const MAX_QUESTIONS = 20;

export class PassageLibrary {
  readonly #passages: readonly Passage[];
  readonly #index: Bm25;

  constructor(passages: readonly Passage[]) {
    this.#passages = passages;
    this.#index = new Bm25(
      passages.map(({ questions, text }) => termsOf(questions.length > 0 ? questions.join('\n') : text)),
    );
  }

  /** Best first; of two that are as good, the one that stands first. */
  find(question: string, most: number): Found[] {
    const said = saidOf(question);
    const shares = [...this.#index.shares(termsOf(question))];
    const effort = effortOf();
    return shares
      .sort(([a, own], [b, other]) => other - own || a - b)
      .slice(0, Math.max(SHORT_LIST, most))
      .map(([passage, share]): Found => {
        const { questions = [] } = this.#passages[passage] ?? {};
        if (questions.length === 0) return { passage, score: share * share };
        const looked = questions.slice(0, MAX_QUESTIONS);
        return { passage, score: together(share, nearest(said, looked, effort)) };
      })
      .sort((a, b) => b.score - a.score || a.passage - b.passage)
      .slice(0, most);
  }
}

function nearest(said: Said, questions: readonly string[], effort: ReturnType<typeof effortOf>): number {
  let best = 0;
  for (const question of questions)
    best = Math.max(best, scoreWords(said, phraseOf(question), effort, best).score);
  return best;
}

/** The very question is certain, however common its words. */
const together = (share: number, near: number) => (near === 1 ? 1 : (share + near) / 2);
